package dev.replywise.agent;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server on a loopback port that answers by the beginning of the line, and keeps what was said. */
public final class ScriptedServer implements AutoCloseable {
    /** A reply that closes the connection instead. */
    public static final String DROP = "";

    private final ServerSocket socket;
    private @Nullable SSLContext tls;
    private boolean tlsFromTheStart;
    private final Map<String, String> replies = new LinkedHashMap<>();
    private final List<String> dialogue = Collections.synchronizedList(new ArrayList<>());

    public ScriptedServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Answers lines that begin so; {@code GREETING} and {@code BODY} are taken for what has no line. */
    public ScriptedServer answer(String beginning, String reply) {
        replies.put(beginning, reply);
        return this;
    }

    /** Goes on over TLS after STARTTLS, or begins with it. */
    public ScriptedServer tls(SSLContext context, boolean fromTheStart) {
        tls = context;
        tlsFromTheStart = fromTheStart;
        return this;
    }

    /** Lines of the client after {@code C: } and replies after {@code S: }, of all connections; body lines too. */
    public List<String> dialogue() {
        synchronized (dialogue) {
            return List.copyOf(dialogue);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                serve(tlsFromTheStart ? overTls(client) : client, true);
            } catch (IOException ended) {
                // The client went away, or the test is over.
            }
        }
    }

    private Socket overTls(Socket client) throws IOException {
        SSLSocket secured =
                (SSLSocket) requireNonNull(tls).getSocketFactory().createSocket(client, null, client.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private void serve(Socket client, boolean greets) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = client.getOutputStream();
        if (greets && !reply(out, "GREETING", "220 mx.example ready")) {
            return;
        }
        boolean body = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            dialogue.add("C: " + line);
            boolean goesOn = true;
            if (body) {
                if (line.equals(".")) {
                    body = false;
                    goesOn = reply(out, "BODY", "250 2.0.0 Ok: queued as 4ABC");
                }
            } else if (line.startsWith("EHLO")) {
                goesOn = reply(out, line, "250-mx.example\r\n250 ENHANCEDSTATUSCODES");
            } else if (line.startsWith("DATA")) {
                goesOn = reply(out, line, "354 go on");
                body = dialogue.get(dialogue.size() - 1).startsWith("S: 354");
            } else if (line.startsWith("STARTTLS")) {
                reply(out, line, "220 2.0.0 go on");
                serve(overTls(client), false);
                return;
            } else if (line.startsWith("QUIT")) {
                reply(out, line, "221 2.0.0 bye");
                goesOn = false;
            } else {
                goesOn = reply(out, line, "250 2.0.0 Ok");
            }
            if (!goesOn) {
                return;
            }
        }
    }

    private boolean reply(OutputStream out, String to, String otherwise) throws IOException {
        String reply = otherwise;
        for (Map.Entry<String, String> scripted : replies.entrySet()) {
            if (to.startsWith(scripted.getKey())) {
                reply = scripted.getValue();
            }
        }
        dialogue.add("S: " + reply);
        if (reply.equals(DROP)) {
            return false;
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
