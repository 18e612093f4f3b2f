package dev.replywise.demo.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server on a free loopback port that follows a {@link Script} for each connection and writes down what it was
 * told and exactly what it said. Thread-safe; each connection has a thread of its own.
 */
public final class ScriptedServer implements Closeable {
    /** A client that stays silent this long is given up, so that no test waits for ever. */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final int BODY_OCTETS_BEFORE_IN_BODY = 1_000;

    private final ServerSocket listener;
    private final List<Script> scripts;
    private final @Nullable SSLContext tls;
    private final String[] protocols;
    private final boolean implicitTls;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

    private ScriptedServer(Builder builder) {
        this.scripts = List.copyOf(builder.scripts);
        this.tls = builder.tls;
        this.protocols = builder.protocols;
        this.implicitTls = builder.implicitTls;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** A server that follows the n-th script on the n-th connection, and the last one from then on. */
    public static Builder builder(List<Script> scripts) {
        return new Builder(scripts);
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** What was said so far, in the order in which it was said. */
    public List<Exchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }

    /**
     * Takes no more connections and waits, not for long, until those there are have ended: what clients did last is
     * then in {@link #exchanges()}.
     */
    public void awaitEnd() throws InterruptedException {
        quietly(listener);
        threads.shutdown();
        threads.awaitTermination(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        quietly(listener);
        synchronized (open) {
            open.forEach(ScriptedServer::quietly);
        }
        threads.shutdownNow();
    }

    private void accept() {
        int number = 0;
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.setTcpNoDelay(true);
                open.add(socket);
                number++;
                Script script = scripts.get(Math.min(number, scripts.size()) - 1);
                Dialogue dialogue = new Dialogue(number, script.start(), socket);
                threads.execute(dialogue::run);
            }
        } catch (IOException closed) {
            // close() ends the loop this way.
        }
    }

    private static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyBroken) {
            // Nothing is lost: all that was said is written down before it is sent.
        }
    }

    /** Builds servers; not thread-safe. */
    public static final class Builder {
        private final List<Script> scripts;
        private @Nullable SSLContext tls;
        private String[] protocols = {};
        private boolean implicitTls;

        private Builder(List<Script> scripts) {
            this.scripts = scripts;
        }

        /** Offers TLS with this key: on STARTTLS, or from the first octet when {@code implicit}. */
        public Builder tls(SSLContext context, boolean implicit) {
            this.tls = context;
            this.implicitTls = implicit;
            return this;
        }

        /** Speaks these versions of TLS only, as {@code TLSv1.3}. */
        public Builder protocols(String... versions) {
            this.protocols = versions.clone();
            return this;
        }

        /** Starts listening. */
        public ScriptedServer start() {
            return new ScriptedServer(this);
        }
    }

    /** One connection; used by its own thread only. */
    private final class Dialogue {
        private final int number;
        private final Script.Run script;
        private Socket socket;
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private boolean authenticating;
        private boolean dropped;

        Dialogue(int number, Script.Run script, Socket socket) {
            this.number = number;
            this.script = script;
            this.socket = socket;
        }

        void run() {
            try {
                in = new BufferedInputStream(socket.getInputStream());
                out = socket.getOutputStream();
                if (implicitTls) {
                    startTls();
                }
                answer("CONNECT", "");
                String line = readLine();
                while (!line.isEmpty()) {
                    obey(line.substring(0, line.length() - 1));
                    line = readLine();
                }
            } catch (IOException clientLeft) {
                // A client that breaks off, or a handshake that fails, ends the dialogue.
            } finally {
                quietly(socket);
            }
        }

        private void obey(String line) throws IOException {
            String verb = authenticating ? "AUTH" : verb(line);
            if (verb.isEmpty()) {
                // No SMTP, as when a client speaks TLS to a plain port; an answer would only be more noise.
                dropped = true;
                return;
            }
            if (verb.equals("BDAT")) {
                in.skipNBytes(Long.parseLong(line.split(" ", -1)[1]));
            }
            String sent = answer(verb, line);
            authenticating = verb.equals("AUTH") && sent.startsWith("334");
            if (verb.equals("DATA") && sent.startsWith("354") && !dropped) {
                readBody();
                answer("END_OF_DATA", "");
            } else if (verb.equals("QUIT") && sent.startsWith("221")) {
                socket.close();
            }
        }

        private void readBody() throws IOException {
            byte[] end = "\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);
            // The line end before the dot may be that of the DATA line (RFC 5321 §4.1.1.4).
            int matched = 2;
            int octets = 0;
            while (matched < end.length) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("client left in the body");
                }
                octets++;
                if (octet == end[matched]) {
                    matched++;
                } else {
                    matched = octet == '\r' ? 1 : 0;
                }
                if (octets == BODY_OCTETS_BEFORE_IN_BODY) {
                    answer("IN_BODY", "");
                }
            }
        }

        private String answer(String verb, String line) throws IOException {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            List<Step> steps = dropped ? List.of() : script.next(verb);
            if (verb.equals("IN_BODY") && steps.isEmpty()) {
                return "";
            }
            for (Step step : steps) {
                if (step instanceof Step.Send send) {
                    said.writeBytes(send.octets());
                }
            }
            // Written down before it is sent: who has read the reply finds it in the record.
            exchanges.add(Exchange.of(number, verb, line, said.toByteArray()));
            for (Step step : steps) {
                take(step);
            }
            return said.toString(StandardCharsets.ISO_8859_1);
        }

        private void take(Step step) throws IOException {
            if (step instanceof Step.Send send) {
                out.write(send.octets());
                out.flush();
            } else if (step instanceof Step.Pause pause) {
                pause(pause.millis());
            } else if (step instanceof Step.StartTls) {
                startTls();
            } else if (step instanceof Step.Drop) {
                dropped = true;
                socket.shutdownOutput();
            } else if (step instanceof Step.Reset) {
                socket.setSoLinger(true, 0);
                socket.close();
                throw new IOException("reset by the script");
            } else {
                // Hang: whatever comes is read and never answered.
                dropped = true;
            }
        }

        private void pause(long millis) throws IOException {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("server is closing", e);
            }
        }

        private void startTls() throws IOException {
            SSLContext context = Objects.requireNonNull(tls, "script wants TLS, server has no key");
            SSLSocket secure = (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
            open.add(secure);
            secure.setUseClientMode(false);
            if (protocols.length > 0) {
                secure.setEnabledProtocols(protocols);
            }
            secure.startHandshake();
            socket = secure;
            in = new BufferedInputStream(secure.getInputStream());
            out = secure.getOutputStream();
        }

        /** A line with an LF as its end; empty at the end of the stream. */
        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            int octet = in.read();
            while (octet >= 0 && octet != '\n') {
                if (octet != '\r') {
                    line.append((char) octet);
                }
                octet = in.read();
            }
            return octet < 0 ? "" : line.append('\n').toString();
        }

        /** The verb; empty when the line begins with none. */
        private String verb(String line) {
            String first = line.strip().split(" ", 2)[0].toUpperCase(Locale.ROOT);
            return first.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? first : "";
        }
    }
}
