package dev.replywise.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * An SMTP server that takes every message, in a process of its own so that its cost is not the client's. Recipients
 * whose local part begins with "gone" are refused. Prints its port; ends with its standard input.
 */
public final class SinkServer {
    private SinkServer() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            Thread acceptor = new Thread(() -> accept(listener));
            acceptor.setDaemon(true);
            acceptor.start();
            while (System.in.read() >= 0) {
                // until whoever started it goes away
            }
        }
    }

    private static void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread thread = new Thread(() -> serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // the end of main
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            say(out, "220 sink.example ESMTP");
            boolean body = false;
            for (String line = readLine(in); line != null; line = readLine(in)) {
                if (body) {
                    body = !line.equals(".");
                    if (!body) {
                        say(out, "250 2.0.0 Ok: queued as 4F0C21A2B3");
                    }
                } else if (line.startsWith("DATA")) {
                    body = true;
                    say(out, "354 End data with <CR><LF>.<CR><LF>");
                } else if (line.startsWith("RCPT TO:<gone")) {
                    say(out, "550 5.1.1 User unknown in local recipient table");
                } else if (line.startsWith("QUIT")) {
                    say(out, "221 2.0.0 Bye");
                    return;
                } else {
                    say(out, "250 2.1.0 Ok");
                }
            }
        } catch (IOException gone) {
            // the client went away
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static @org.jspecify.annotations.Nullable String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return null;
    }
}
