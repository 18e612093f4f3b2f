package dev.replywise.benchmarks;

/** A program that sends no mail: what the agent costs it is what every program pays. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
