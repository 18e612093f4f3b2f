package dev.replywise.benchmarks;

/** The agent to compare with: the JVM starts its instrumentation for it, and nothing else happens. */
public final class EmptyAgent {
    private EmptyAgent() {}

    public static void premain(String arguments) {}
}
