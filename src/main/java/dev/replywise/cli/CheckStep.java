package dev.replywise.cli;

/** One part of the self-test of {@code check}, and the seam by which the agent adds what only it can look at. */
public interface CheckStep {
    /**
     * Looks, and reports one or more verdicts. What it throws is reported as a failure.
     *
     * @param arguments the agent argument that the user gave, {@code key=value,…}; empty when none
     */
    void check(String arguments, CheckReport report) throws Exception;
}
