/**
 * A Spring Boot service that sends mail on request and knows nothing of the agent. Without {@code NullMarked}: Spring's scan
 * reads the annotations of packages, and Java 8 does not know what this one is for.
 */
package dev.replywise.demo.boot;
