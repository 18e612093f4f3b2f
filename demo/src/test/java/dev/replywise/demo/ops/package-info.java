/** Telemetry where it ends up: alerts, dashboards, fleets and log pipelines, with the real tools wherever they run. */
@NullMarked
package dev.replywise.demo.ops;

import org.jspecify.annotations.NullMarked;
