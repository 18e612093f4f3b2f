package dev.replywise.sink.prometheus;

import dev.replywise.sink.metrics.MetricsListener;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /metrics} on daemon threads of its own. Thread-safe; nothing throws: what cannot be started is one
 * problem, and sending goes on.
 *
 * <p>It speaks just enough HTTP over a socket. The JDK's HTTP server would set up {@code java.util.logging}, which an
 * application may want to configure first, and has JVM-wide settings only.
 */
public final class PrometheusEndpoint implements AutoCloseable {
    private static final int MOST_SCRAPES = 4;
    private static final int READ_MILLIS = 5_000;
    private static final long LONGEST_SCRAPE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final TotalsExposition exposition;
    private final Consumer<String> problems;
    private final Map<Socket, Long> scrapes = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor workers;
    private volatile @Nullable ServerSocket server;
    private boolean closed;

    /**
     * An endpoint that does not listen yet.
     *
     * @param problems where failures are reported, in one line
     */
    public PrometheusEndpoint(MetricsListener metrics, Consumer<String> problems) {
        this.exposition = new TotalsExposition(metrics.totals(), metrics.labelNames());
        this.problems = problems;
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                0,
                MOST_SCRAPES,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<Runnable>(),
                task -> daemon(task, "replywise-scrape-" + number.incrementAndGet()));
    }

    /**
     * Binds and serves; a second call does nothing. May look up a host name, so call it from a background thread.
     *
     * @param port 0 for any free one
     * @return whether it listens
     */
    public synchronized boolean start(String host, int port) {
        if (server != null || closed) {
            return server != null;
        }
        ServerSocket socket = null;
        try {
            socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 50);
            ServerSocket bound = socket;
            server = bound;
            daemon(() -> accept(bound), "replywise-prometheus").start();
            return true;
        } catch (IOException | RuntimeException failure) {
            server = null;
            close(socket);
            problems.accept("no metrics on " + host + ":" + port + " (prometheus.host, prometheus.port): "
                    + failure.getMessage() + "; mail is sent as ever");
            return false;
        }
    }

    /** The port it listens on; -1 when it does not. */
    public int port() {
        ServerSocket socket = server;
        return socket == null ? -1 : socket.getLocalPort();
    }

    /** Stops listening for good. */
    @Override
    public synchronized void close() {
        closed = true;
        ServerSocket socket = server;
        server = null;
        close(socket);
        workers.shutdownNow();
        for (Socket scrape : scrapes.keySet()) {
            close(scrape);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket scrape = socket.accept();
                closeStuck();
                scrapes.put(scrape, System.nanoTime());
                try {
                    workers.execute(() -> answer(scrape));
                } catch (RejectedExecutionException tooMany) {
                    scrapes.remove(scrape);
                    close(scrape);
                }
            } catch (IOException failure) {
                if (!socket.isClosed()) {
                    problems.accept("scrape not accepted: " + failure.getMessage());
                    pause();
                }
            }
        }
    }

    /** A scraper that does not read on would keep a worker for ever. */
    private void closeStuck() {
        long now = System.nanoTime();
        for (Map.Entry<Socket, Long> scrape : scrapes.entrySet()) {
            if (now - scrape.getValue() > LONGEST_SCRAPE_NANOS) {
                close(scrape.getKey());
            }
        }
    }

    /** Accepting fails at once while the process is out of file descriptors. */
    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Socket scrape) {
        try {
            scrape.setSoTimeout(READ_MILLIS);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_MILLIS);
            answer(ScrapeRequest.read(scrape.getInputStream(), deadline), scrape.getOutputStream());
            scrape.shutdownOutput();
        } catch (IOException gone) {
            // The scraper will come again.
        } catch (RuntimeException | LinkageError failure) {
            problems.accept("scrape not answered: " + failure);
        } finally {
            scrapes.remove(scrape);
            close(scrape);
        }
    }

    private void answer(ScrapeRequest request, OutputStream out) throws IOException {
        boolean head = request.method().equals("HEAD");
        if (!head && !request.method().equals("GET")) {
            send(
                    out,
                    "405 Method Not Allowed",
                    "Allow: GET, HEAD\r\nContent-Type: text/plain",
                    utf8("GET only\n"),
                    true);
        } else if (request.path().equals("/metrics")) {
            ExpositionFormatWriter format = exposition.format(request.header("Accept"));
            boolean zip = request.header("Accept-Encoding").contains("gzip");
            String headers = "Content-Type: " + format.getContentType() + (zip ? "\r\nContent-Encoding: gzip" : "")
                    + "\r\nVary: Accept, Accept-Encoding";
            send(out, "200 OK", headers, body(format, zip), !head);
        } else if (request.path().equals("/")) {
            send(out, "200 OK", "Content-Type: text/plain", utf8("Replywise: see /metrics\n"), !head);
        } else {
            send(out, "404 Not Found", "Content-Type: text/plain", utf8("see /metrics\n"), !head);
        }
    }

    private byte[] body(ExpositionFormatWriter format, boolean zip) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
        if (zip) {
            try (GZIPOutputStream zipped = new GZIPOutputStream(body)) {
                exposition.write(format, zipped);
            }
        } else {
            exposition.write(format, body);
        }
        return body.toByteArray();
    }

    private static void send(OutputStream out, String status, String headers, byte[] body, boolean withBody)
            throws IOException {
        out.write(utf8("HTTP/1.1 " + status + "\r\n" + headers + "\r\nContent-Length: " + body.length
                + "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void close(@Nullable Closeable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException alreadyClosed) {
            // Nothing is left to do.
        }
    }

    /** Keeps the application's class loader out, which a thread would otherwise inherit and hold. */
    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(PrometheusEndpoint.class.getClassLoader());
        return thread;
    }
}
