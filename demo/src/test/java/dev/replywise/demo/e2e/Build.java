package dev.replywise.demo.e2e;

import dev.replywise.demo.smtp.ServerTls;
import java.nio.file.Path;

/** Where the build put what the end-to-end tests start. */
final class Build {
    private Build() {}

    static Path directory() {
        return Path.of(System.getProperty("replywise.build.directory", "target"))
                .toAbsolutePath();
    }

    /** The packaged agent. */
    static Path agentJar() {
        String jar = System.getProperty("replywise.agent.jar", "../agent/target/replywise-agent.jar");
        return Path.of(jar).toAbsolutePath().normalize();
    }

    /** Where the classes of this test tree are. */
    static String testClasses() {
        return directory().resolve("test-classes").toString();
    }

    static Path driverSource() {
        return Path.of(System.getProperty(
                        "replywise.driver.source", "src/test/java/dev/replywise/demo/e2e/driver/MailDriver.java"))
                .toAbsolutePath();
    }

    /** The JVM under test; {@code -Dreplywise.java=…} names one of another version. */
    static String java() {
        Path own = Path.of(System.getProperty("java.home"), "bin", "java");
        return System.getProperty("replywise.java", own.toString());
    }

    static ServerTls tls() {
        return ServerTls.in(directory().resolve("tls"));
    }
}
