package dev.replywise.sink.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET} and {@code HEAD} on daemon threads of its own, one answer a connection. Thread-safe; nothing
 * throws: what cannot be started is one problem, and the application goes on.
 *
 * <p>It speaks just enough HTTP over a socket. The JDK's HTTP server would set up {@code java.util.logging}, which an
 * application may want to configure first, and has JVM-wide settings only.
 *
 * <p>Its costs have limits: so many connections are worked on at a time and as many wait, a request's header has 16 KiB
 * and 5 s to come, an answer 30 s to be taken. A client that is slow to ask gives way to one that is not.
 */
public final class SmallHttpServer implements AutoCloseable {
    private static final int READ_MILLIS = 5_000;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Names names;
    private final int mostAtOnce;
    private final HttpHandler handler;
    private final Consumer<String> problems;
    private final Map<Connection, Boolean> connections = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor workers;
    private volatile @Nullable ServerSocket server;
    private boolean closed;

    /** What the server is called where people see it. Immutable. */
    public static final class Names {
        private final String acceptor;
        private final String worker;
        private final String missing;
        private final String options;

        /**
         * The names of a server.
         *
         * @param acceptor of the thread that accepts
         * @param worker the beginning of the names of those that answer
         * @param missing what there is none of when it cannot be started: {@code metrics}
         * @param options those that say where it listens
         */
        public Names(String acceptor, String worker, String missing, String options) {
            this.acceptor = acceptor;
            this.worker = worker;
            this.missing = missing;
            this.options = options;
        }
    }

    /**
     * A server that does not listen yet.
     *
     * @param mostAtOnce connections that are worked on at a time
     * @param problems where failures are reported, in one line
     */
    public SmallHttpServer(Names names, int mostAtOnce, HttpHandler handler, Consumer<String> problems) {
        this.names = names;
        this.mostAtOnce = mostAtOnce;
        this.handler = handler;
        this.problems = problems;
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                mostAtOnce,
                mostAtOnce,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<Runnable>(mostAtOnce),
                task -> daemon(task, names.worker + number.incrementAndGet()));
        workers.allowCoreThreadTimeOut(true);
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
            daemon(() -> accept(bound), names.acceptor).start();
            return true;
        } catch (IOException | RuntimeException failure) {
            server = null;
            close(socket);
            problems.accept("no " + names.missing + " on " + host + ":" + port + " (" + names.options + "): "
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
        for (Connection connection : connections.keySet()) {
            close(connection.socket);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Connection connection = new Connection(socket.accept());
                makeRoom();
                connections.put(connection, Boolean.TRUE);
                try {
                    workers.execute(() -> serve(connection));
                } catch (RejectedExecutionException tooMany) {
                    connections.remove(connection);
                    close(connection.socket);
                }
            } catch (IOException failure) {
                if (!socket.isClosed()) {
                    problems.accept(names.missing + ": a connection was not accepted: " + failure.getMessage());
                    pause();
                }
            }
        }
    }

    /** Ends what takes too long and, where all workers are busy, the connection that has been asking for the longest. */
    private void makeRoom() {
        long now = System.nanoTime();
        Connection slowest = null;
        for (Connection connection : connections.keySet()) {
            if (now - connection.sinceNanos > LONGEST_NANOS) {
                close(connection.socket);
            } else if (connection.asking && (slowest == null || connection.sinceNanos - slowest.sinceNanos < 0)) {
                slowest = connection;
            }
        }
        if (connections.size() >= mostAtOnce && slowest != null) {
            close(slowest.socket);
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

    private void serve(Connection connection) {
        Socket socket = connection.socket;
        try {
            connection.asking = true;
            socket.setSoTimeout(READ_MILLIS);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_MILLIS);
            HttpRequest request = HttpRequest.read(socket.getInputStream(), deadline);
            connection.asking = false;
            answer(request, socket.getOutputStream());
            socket.shutdownOutput();
        } catch (IOException gone) {
            // The client will come again.
        } catch (RuntimeException | LinkageError failure) {
            problems.accept(names.missing + ": a request was not answered: " + failure);
        } finally {
            connections.remove(connection);
            close(socket);
        }
    }

    private void answer(HttpRequest request, OutputStream out) throws IOException {
        boolean head = request.method().equals("HEAD");
        HttpAnswer answer = head || request.method().equals("GET")
                ? handler.answer(request)
                : HttpAnswer.text("405 Method Not Allowed", "GET only\n").with("Allow", "GET, HEAD");
        out.write(answer.head());
        if (!head) {
            out.write(answer.body());
        }
        out.flush();
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
        thread.setContextClassLoader(SmallHttpServer.class.getClassLoader());
        return thread;
    }

    /** One client. Equal only to itself. */
    private static final class Connection {
        final Socket socket;
        final long sinceNanos = System.nanoTime();
        volatile boolean asking;

        Connection(Socket socket) {
            this.socket = socket;
        }
    }
}
