/** The application under test; compiled anew against each mail library, for Java 8. */
@NullMarked
package dev.replywise.demo.e2e.driver;

import org.jspecify.annotations.NullMarked;
