package dev.replywise.sink.console;

import dev.replywise.event.EventFormat;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.sink.http.HttpAnswer;
import dev.replywise.sink.http.HttpRequest;
import dev.replywise.sink.http.SmallHttpServer;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves the live page, read-only, on daemon threads of its own. Thread-safe; nothing throws: what cannot be started is
 * one problem, and sending goes on.
 */
public final class ConsoleEndpoint implements AutoCloseable {
    private static final int MOST_REQUESTS = 8;
    private static final SmallHttpServer.Names NAMES = new SmallHttpServer.Names(
            "replywise-console", "replywise-console-", "live page", "console.host, console.port");

    /** Whatever a server or a message smuggles into the page: nothing runs, loads or is sent anywhere. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";

    private final ConsoleListener listener = new ConsoleListener();
    private final ConsoleFacts facts;
    private final EventFormat format;
    private final SmallHttpServer server;
    private volatile HostCheck hosts = new HostCheck("");
    private volatile @Nullable ConsoleApi api;

    /**
     * An endpoint that does not listen yet.
     *
     * @param format how addresses are shown, and the language of readers who ask for none that there is
     * @param problems where failures are reported, in one line
     */
    public ConsoleEndpoint(ConsoleFacts facts, EventFormat format, Consumer<String> problems) {
        this.facts = facts;
        this.format = format;
        this.server = new SmallHttpServer(NAMES, MOST_REQUESTS, this::answer, problems);
    }

    /** What is to be told of events, so that there is something to show. */
    public SmtpEventListener listener() {
        return listener;
    }

    /**
     * Binds and serves; a second call does nothing. May look up a host name, so call it from a background thread.
     *
     * @param port 0 for any free one
     * @return whether it listens
     */
    public boolean start(String host, int port) {
        hosts = new HostCheck(host);
        return server.start(host, port);
    }

    /** The port it listens on; -1 when it does not. */
    public int port() {
        return server.port();
    }

    /** Stops listening for good. */
    @Override
    public void close() {
        server.close();
    }

    private HttpAnswer answer(HttpRequest request) throws IOException {
        HttpAnswer answer;
        if (!hosts.allows(request.headers("Host"))) {
            answer = HttpAnswer.text(
                    "403 Forbidden", "This page answers to localhost, 127.0.0.1, [::1] and console.host only.\n");
        } else if (request.path().startsWith("/api/")) {
            answer = api().answer(request);
        } else {
            answer = ConsolePage.answer(request);
        }
        return answer.with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store")
                .with("X-Frame-Options", "DENY")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** Made at the first question: catalogue and texts are not read for a page that nobody opens. */
    private synchronized ConsoleApi api() {
        ConsoleApi made = api;
        if (made == null) {
            made = new ConsoleApi(listener, facts, format);
            api = made;
        }
        return made;
    }
}
