package dev.replywise.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * What a day of a million mails costs in lines, bytes and series: sends 20,000 with the agent, counts what it wrote, and
 * multiplies by fifty. One relay, one kind of refusal.
 *
 * <p>Arguments: the jar of Replywise, a directory for logs.
 */
public final class DayOfMails {
    private static final int MAILS = 20_000;
    private static final int DAY = 1_000_000;

    private DayOfMails() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("send")) {
            SendLoop.main(new String[] {args[1], Integer.toString(MAILS / 2), args[2]});
            System.out.println(scrape(args[3]));
            return;
        }
        Path agent = Path.of(args[0]).toAbsolutePath();
        Path directory = Path.of(args[1]).toAbsolutePath();
        Files.createDirectories(directory);
        Process server = java(List.of(), SinkServer.class.getName());
        try (BufferedReader out = reader(server)) {
            String port = out.readLine();
            System.out.println(MAILS + " mails to one relay; a day is " + DAY);
            System.out.printf(
                    "%-28s %8s | %8s %9s %9s | %10s %8s %8s | %6s %6s%n",
                    "options",
                    "refused",
                    "lines",
                    "bytes",
                    "gzip",
                    "lines/day",
                    "MB/day",
                    "gzip MB",
                    "series",
                    "bytes");
            for (String every : List.of("0", "50", "10", "2")) {
                run(agent, directory, port, every, "");
            }
            run(agent, directory, port, "2", "log.storm=10");
            run(agent, directory, port, "10", "log.threshold=debug");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static void run(Path agent, Path directory, String port, String every, String options)
            throws IOException, InterruptedException {
        Path log = directory.resolve("events.json");
        Files.deleteIfExists(log);
        int metricsPort = freePort();
        String option = "-javaagent:" + agent + "=log=json,log.file.max-size=1GB,log.file=" + log + ",prometheus.port="
                + metricsPort + (options.isEmpty() ? "" : "," + options);
        Process process =
                java(List.of(option), DayOfMails.class.getName(), "send", port, every, Integer.toString(metricsPort));
        List<String> printed = new ArrayList<>();
        try (BufferedReader out = reader(process)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                printed.add(line);
            }
        }
        process.waitFor();
        String[] scrape = printed.get(printed.size() - 1).split(" ");
        byte[] written = Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
        long lines = 0;
        for (byte octet : written) {
            lines += octet == '\n' ? 1 : 0;
        }
        long times = DAY / MAILS;
        long packed = gzip(written);
        System.out.printf(
                Locale.ROOT,
                "%-28s %7s%% | %8d %9d %9d | %10d %8.1f %8.1f | %6s %6s%n",
                options.isEmpty() ? "defaults" : options,
                every.equals("0") ? "0" : Integer.toString(100 / Integer.parseInt(every)),
                lines,
                written.length,
                packed,
                lines * times,
                written.length * times / 1e6,
                packed * times / 1e6,
                scrape[0],
                scrape[1]);
    }

    /** Series and bytes of this JVM's own scrape. */
    private static String scrape(String port) throws IOException {
        String page;
        try (InputStream in =
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        long series = page.lines().filter(line -> !line.startsWith("#")).count();
        return series + " " + page.length();
    }

    private static long gzip(byte[] octets) throws IOException {
        long[] size = {0};
        try (GZIPOutputStream packed = new GZIPOutputStream(new OutputStream() {
            @Override
            public void write(int octet) {
                size[0]++;
            }

            @Override
            public void write(byte[] some, int offset, int length) {
                size[0] += length;
            }
        })) {
            packed.write(octets);
        }
        return size[0];
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process java(List<String> options, String... mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(Arrays.asList(mainAndArguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
