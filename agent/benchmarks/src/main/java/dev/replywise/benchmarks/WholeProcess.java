package dev.replywise.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs whole processes in turn, without an agent, with an empty one and with Replywise, and prints medians and their
 * ratio to the empty agent. In turn, because the machine is noisy: what one run suffers, its neighbours suffer too.
 *
 * <p>Arguments: the jar of the empty agent, the jar of Replywise, rounds, messages a run.
 */
public final class WholeProcess {
    private WholeProcess() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String empty = "-javaagent:" + Path.of(args[0]).toAbsolutePath();
        String replywise = "-javaagent:" + Path.of(args[1]).toAbsolutePath();
        int rounds = Integer.parseInt(args[2]);
        String messages = args[3];

        Map<String, List<String>> hello = new LinkedHashMap<>();
        hello.put("no agent", List.of());
        hello.put("empty agent", List.of(empty));
        hello.put("replywise", List.of(replywise));
        Map<String, List<Long>> wall = measure(hello, rounds, options -> helloMillis(options));
        print("a program that sends no mail, wall clock, ms", wall);

        Process server = java(List.of(), SinkServer.class.getName());
        try (BufferedReader out = reader(server)) {
            String port = out.readLine();
            for (String outcome : new String[] {"accepted", "refused"}) {
                Map<String, List<String>> first = new LinkedHashMap<>();
                first.put("no agent", List.of());
                first.put("empty agent", List.of(empty));
                first.put("replywise, defaults", List.of(replywise));
                print(
                        "CPU of a process that sends one message, " + outcome + ", ms",
                        measure(first, rounds, options -> {
                            long nanos = cpuNanos(options, FirstMail.class, port, outcome);
                            return TimeUnit.NANOSECONDS.toMillis(nanos);
                        }));
            }
            for (String every : new String[] {"0", "10"}) {
                Map<String, List<String>> sending = new LinkedHashMap<>();
                sending.put("empty agent", List.of(empty));
                sending.put("replywise, no log, no metrics", List.of(replywise + "=log=off,metrics=off"));
                sending.put("replywise, defaults", List.of(replywise));
                Map<String, List<Long>> cpu =
                        measure(sending, rounds, options -> sendCpuMicros(options, port, messages, every));
                print(
                        "CPU of " + messages + " messages, "
                                + (every.equals("0") ? "all accepted" : "every " + every + "th refused")
                                + ", µs a message",
                        cpu);
            }
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private interface Measurement {
        long take(List<String> options) throws IOException, InterruptedException;
    }

    private static Map<String, List<Long>> measure(Map<String, List<String>> variants, int rounds, Measurement run)
            throws IOException, InterruptedException {
        Map<String, List<Long>> results = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
                results.computeIfAbsent(variant.getKey(), name -> new ArrayList<>())
                        .add(run.take(variant.getValue()));
            }
        }
        return results;
    }

    private static long helloMillis(List<String> options) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = java(options, Hello.class.getName());
        try (BufferedReader out = reader(process)) {
            expect("hello", out.readLine());
        }
        process.waitFor();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static long sendCpuMicros(List<String> options, String port, String messages, String refuseEvery)
            throws IOException, InterruptedException {
        long cpuNanos = cpuNanos(options, SendLoop.class, port, messages, refuseEvery);
        return TimeUnit.NANOSECONDS.toMicros(cpuNanos) / Long.parseLong(messages);
    }

    /** The second number that a program prints. */
    private static long cpuNanos(List<String> options, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> mainAndArguments = new ArrayList<>();
        mainAndArguments.add(program.getName());
        mainAndArguments.addAll(Arrays.asList(arguments));
        Process process = java(options, mainAndArguments.toArray(new String[0]));
        String result;
        try (BufferedReader out = reader(process)) {
            result = out.readLine();
        }
        process.waitFor();
        if (result == null) {
            throw new IOException(program.getName() + " printed nothing");
        }
        return Long.parseLong(result.split(" ")[1]);
    }

    private static void print(String title, Map<String, List<Long>> results) {
        long base = median(results.getOrDefault("empty agent", List.of()));
        System.out.println(title);
        results.forEach((name, values) -> System.out.printf(
                "  %-30s median %5d  ratio to an empty agent %.2f  all %s%n",
                name, median(values), (double) median(values) / Math.max(1, base), values));
    }

    private static long median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static Process java(List<String> options, String... mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("replywise.java", System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.addAll(Arrays.asList(mainAndArguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void expect(String expected, @org.jspecify.annotations.Nullable String actual) throws IOException {
        if (!expected.equals(actual)) {
            throw new IOException("expected '" + expected + "', got '" + actual + "'");
        }
    }
}
