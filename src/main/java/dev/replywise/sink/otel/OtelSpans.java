package dev.replywise.sink.otel;

import dev.replywise.classify.Classification;
import dev.replywise.event.ConnectionEvent;
import dev.replywise.event.EventFields;
import dev.replywise.event.EventFormat;
import dev.replywise.event.EventRecord;
import dev.replywise.event.MessageEvent;
import dev.replywise.event.MessageOutcome;
import dev.replywise.event.ReplyEvent;
import dev.replywise.event.SessionInfo;
import dev.replywise.event.SmtpEventListener;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes each {@code sendMessage} a client span below the sending thread's current span, with the replies as its events.
 * A connect becomes a span of its own where it failed or where there is a span above it. Thread-safe.
 *
 * <p>No span is ever made the current one: nothing that an application does can be left inside it.
 */
public final class OtelSpans implements SmtpEventListener {
    static final String SEND = "send smtp";
    static final String CONNECT = "connect smtp";

    /** Connections that are remembered; one that is not heard of for long is forgotten first. */
    static final int MAX_CONNECTIONS = 1000;

    /** Events of one span; SDKs keep 128 unless told otherwise, and the first refusal must be among them. */
    private static final int MAX_EVENTS = 120;

    private static final int MAX_POSITIVE_EVENTS = 60;
    private static final int MAX_CONNECT_REPLIES = 32;

    /** An event that comes so much later than it happened was held back meanwhile. */
    private static final long LATE_MILLIS = 20;

    private final Tracer tracer;
    private final EventFields fields;
    private final Clock clock;

    private final Map<String, Connection> connections = new LinkedHashMap<String, Connection>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Connection> eldest) {
            return size() > MAX_CONNECTIONS;
        }
    };

    /** Makes spans with a tracer; addresses and language are those of the format. */
    public OtelSpans(Tracer tracer, EventFormat format) {
        this(tracer, format, Clock.systemUTC());
    }

    OtelSpans(Tracer tracer, EventFormat format, Clock clock) {
        this.tracer = tracer;
        this.fields = new EventFields(format);
        this.clock = clock;
    }

    /** The context of the message that is being sent over a connection; the root context when there is none. */
    Context contextOf(String sessionId) {
        Connection connection;
        synchronized (connections) {
            connection = connections.get(sessionId);
        }
        Span message = connection == null ? null : connection.message;
        return message == null ? Context.root() : Context.root().with(message);
    }

    @Override
    public void onMessageBegun(SessionInfo session, long timestampMillis) {
        Connection connection = connection(session.id());
        connection.established();
        connection.message = start(SEND, SpanKind.CLIENT, session, time(timestampMillis));
        connection.events = 0;
    }

    @Override
    public void onReply(ReplyEvent event) {
        Connection connection = connection(event.session().id());
        Span message = connection.message;
        if (message != null) {
            if (message.isRecording() && connection.hasRoomFor(event.classification())) {
                add(message, fields.record(event), event.classification(), time(event.timestampMillis()));
            }
        } else if (event.command() == SmtpCommand.QUIT) {
            forget(event.session().id());
        } else if (!connection.established) {
            connection.keep(event, time(event.timestampMillis()));
        }
    }

    @Override
    public void onConnection(ConnectionEvent event) {
        String id = event.session().id();
        Connection connection = connection(id);
        Span message = connection.message;
        if (message != null) {
            if (message.isRecording() && connection.hasRoomFor(event.classification())) {
                add(message, fields.record(event), event.classification(), time(event.timestampMillis()));
            }
        } else if (!connection.established && !event.secondary()) {
            boolean failed = !event.connected() || !event.errorType().isEmpty();
            if (failed || Span.current().getSpanContext().isValid()) {
                connect(event, connection, failed);
            }
            connection.established();
            if (failed) {
                forget(id);
            }
        } else if (event.command() == SmtpCommand.QUIT) {
            forget(id);
        }
    }

    @Override
    public void onMessage(MessageEvent event) {
        Connection connection = connection(event.session().id());
        Instant end = time(event.timestampMillis());
        Span begun = connection.message;
        connection.message = null;
        Instant begin = end.minusNanos(Math.max(0, event.durationNanos()));
        // Its beginning was missed where listening began in the middle of it.
        Span span = begun == null ? start(SEND, SpanKind.CLIENT, event.session(), begin) : begun;
        try {
            if (span.isRecording()) {
                EventRecord record = fields.record(event);
                SpanFields.describe(span, record);
                if (event.outcome() != MessageOutcome.ACCEPTED) {
                    String cause = event.deciding()
                            .map(deciding -> ": " + deciding.cause().id())
                            .orElse("");
                    fail(span, event.errorType(), event.outcome().id() + cause);
                    event.deciding().ifPresent(deciding -> adviceId(span, deciding));
                }
            }
        } finally {
            end(span, end);
        }
    }

    private static void adviceId(Span span, Classification deciding) {
        span.setAttribute(SpanFields.ADVICE_ID, deciding.adviceId());
    }

    /** The connect is over: from its beginning to now, with the replies that it brought. */
    private void connect(ConnectionEvent event, Connection connection, boolean failed) {
        Instant end = time(event.timestampMillis());
        Instant begin = end.minusNanos(Math.max(0, event.durationNanos()));
        for (Kept kept : connection.connecting) {
            Instant asked = kept.at.minusNanos(Math.max(0, kept.event.durationNanos()));
            begin = asked.isBefore(begin) ? asked : begin;
        }
        Span span = start(CONNECT, SpanKind.INTERNAL, event.session(), begin);
        try {
            if (span.isRecording()) {
                String refused = "";
                for (Kept kept : connection.connecting) {
                    Classification meaning = kept.event.classification();
                    add(span, fields.record(kept.event), meaning, kept.at);
                    if (meaning.replyClass() != ReplyClass.POSITIVE) {
                        refused = meaning.cause().id();
                    }
                }
                SpanFields.describe(span, fields.record(event));
                if (failed) {
                    boolean byReply = event.connected() && !refused.isEmpty();
                    fail(
                            span,
                            event.errorType(),
                            byReply ? refused : event.classification().cause().id());
                }
            }
        } finally {
            end(span, end);
        }
    }

    private Span start(String name, SpanKind kind, SessionInfo session, Instant at) {
        SpanBuilder builder =
                tracer.spanBuilder(name).setSpanKind(kind).setStartTimestamp(nanos(at), TimeUnit.NANOSECONDS);
        return SpanFields.begin(builder, session.serverAddress(), session.serverPort())
                .startSpan();
    }

    private static void add(Span span, EventRecord record, Classification meaning, Instant at) {
        String name = record.value(SpanFields.EVENT_NAME).map(Object::toString).orElse("smtp.client.reply");
        span.addEvent(name, SpanFields.inside(record, meaning), nanos(at), TimeUnit.NANOSECONDS);
    }

    private static void fail(Span span, String errorType, String description) {
        span.setAttribute("error.type", errorType.isEmpty() ? "_OTHER" : errorType);
        span.setStatus(StatusCode.ERROR, description);
    }

    private static void end(Span span, Instant at) {
        span.end(nanos(at), TimeUnit.NANOSECONDS);
    }

    private static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }

    /** Now, finer than the event's own time, unless the event was held back. */
    private Instant time(long timestampMillis) {
        Instant now = clock.instant();
        return now.toEpochMilli() - timestampMillis > LATE_MILLIS ? Instant.ofEpochMilli(timestampMillis) : now;
    }

    private Connection connection(String id) {
        synchronized (connections) {
            Connection known = connections.get(id);
            if (known == null) {
                known = new Connection();
                connections.put(id, known);
            }
            return known;
        }
    }

    private void forget(String id) {
        synchronized (connections) {
            connections.remove(id);
        }
    }

    /** One connection; used by one thread at a time. */
    private static final class Connection {
        private final List<Kept> connecting = new ArrayList<>(0);
        private volatile @Nullable Span message;
        private boolean established;
        private int events;

        void established() {
            established = true;
            connecting.clear();
        }

        void keep(ReplyEvent event, Instant at) {
            if (connecting.size() < MAX_CONNECT_REPLIES) {
                connecting.add(new Kept(event, at));
            }
        }

        boolean hasRoomFor(Classification meaning) {
            boolean room = events < (meaning.replyClass() == ReplyClass.POSITIVE ? MAX_POSITIVE_EVENTS : MAX_EVENTS);
            events += room ? 1 : 0;
            return room;
        }
    }

    private static final class Kept {
        private final ReplyEvent event;
        private final Instant at;

        Kept(ReplyEvent event, Instant at) {
            this.event = event;
            this.at = at;
        }
    }
}
