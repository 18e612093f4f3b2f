package dev.replywise.agent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.EventFields;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.LogSink;
import dev.replywise.event.TraceIds;
import dev.replywise.sink.json.JsonLinesSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogListenerTest {
    private static final String HOSTILE = "550 5.1.1 no {} %s \"such\" ${x} \u001b[2J john.doe";

    private final Path folder;
    private final Application application;
    private final Path json;
    private final List<String> notices = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();
    private final PrintStream errorBefore = System.err;
    private final @Nullable ClassLoader contextBefore = Thread.currentThread().getContextClassLoader();
    private final List<URLClassLoader> open = new ArrayList<>();

    LogListenerTest(@TempDir Path folder) {
        this.folder = folder;
        this.application = new Application(folder);
        this.json = folder.resolve("events.json");
    }

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(standardError, true));
        Thread.currentThread().setContextClassLoader(Application.empty());
    }

    @AfterEach
    void leave() throws IOException {
        System.setErr(errorBefore);
        Thread.currentThread().setContextClassLoader(contextBefore);
        for (URLClassLoader loader : open) {
            loader.close();
        }
    }

    private LogSettings.Builder settings() {
        return LogSettings.builder().file(json.toString());
    }

    private LogListener listener(LogSettings settings, @Nullable ClassLoader library) {
        return LogListener.create(settings, () -> library, () -> TraceIds.NONE, notices::add);
    }

    private URLClassLoader open(URLClassLoader loader) {
        open.add(loader);
        return loader;
    }

    private String jsonLines() throws IOException {
        return Files.exists(json) ? Files.readString(json) : "";
    }

    @Test
    void slf4j2WithKeyValuePairs() throws IOException {
        LogListener listener = listener(settings().build(), open(application.logback("slf4j2-logback", true)));
        listener.onReply(Events.rcpt(HOSTILE));
        assertThat(application.logged())
                .startsWith(
                        "WARN dev.replywise.reply [" + Thread.currentThread().getName()
                                + "] 550 to RCPT j***@example.com from mx.example.org:25, permanent, mailbox-unknown: ")
                .contains("\n  mdc=\n")
                .contains("smtp.response.status_code=\"550\"")
                .contains("smtp.response.text=\"5.1.1 no {} %s \"such\" $\\x7bx} \\x1b[2J j***\"");
        nothingElse();
    }

    @Test
    void slf4j17WithPairsInTheMessageAndInTheMdc() throws Exception {
        ClassLoader loader = open(application.logback("slf4j1-logback", false));
        Class<?> mdc = loader.loadClass("org.slf4j.MDC");
        mdc.getMethod("put", String.class, String.class).invoke(null, "tenant", "t1");
        mdc.getMethod("put", String.class, String.class).invoke(null, "event.name", "of the application");
        LogListener listener = listener(settings().build(), loader);
        listener.onReply(Events.rcpt(HOSTILE));
        List<String> lines = Files.readAllLines(application.log());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("WARN dev.replywise.reply ")
                .contains("550 to RCPT j***@example.com from mx.example.org:25, permanent, mailbox-unknown: ")
                .contains(" event.name=smtp.client.reply ")
                .contains(" smtp.response.status_code=550 ")
                .contains(" smtp.response.text=\"5.1.1 no {} %s \\\"such\\\" $\\\\x7bx} \\\\x1b[2J j***\" ");
        assertThat(lines.get(1))
                .contains("tenant=t1")
                .contains("event.name=smtp.client.reply")
                .contains("smtp.cause.id=mailbox-unknown");
        assertThat(mdc.getMethod("getCopyOfContextMap").invoke(null))
                .isEqualTo(Map.of("tenant", "t1", "event.name", "of the application"));
        nothingElse();
    }

    @Test
    void log4jWithTheThreadContext() throws IOException {
        LogListener listener = listener(settings().build(), open(application.log4j()));
        listener.onReply(Events.rcpt(HOSTILE));
        assertThat(application.logged())
                .startsWith("WARN dev.replywise.reply 550 to RCPT j***@example.com from mx.example.org:25")
                .contains("smtp.response.text=5.1.1 no {} %s \"such\" $\\x7bx} \\x1b[2J j***");
        nothingElse();
    }

    @Test
    void theSendingThreadsLoaderWhereTheLibrarysSeesNothing() throws IOException {
        Thread.currentThread().setContextClassLoader(open(application.logback("slf4j2-logback", true)));
        listener(settings().build(), Application.empty()).onReply(Events.rcpt(HOSTILE));
        assertThat(application.logged()).contains("mailbox-unknown");
        nothingElse();
    }

    /** An API without a framework behind it drops everything, and says so on standard error when it is touched. */
    @ParameterizedTest
    @CsvSource({"slf4j1-logback, slf4j-api", "slf4j2-logback, slf4j-api", "log4j, log4j-api"})
    void anApiAloneDoesNotCountAndIsNotTouched(String framework, String api) throws IOException {
        ClassLoader loader = open(application.apiOnly(framework, api));
        LogListener listener = listener(settings().build(), loader);
        listener.onReply(Events.rcpt(HOSTILE));
        assertThat(jsonLines()).contains("\"smtp.cause.id\":\"mailbox-unknown\"");
        assertThat(standardError.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(notices).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"slf4j1-logback, slf4j2-logback", "slf4j2-logback, slf4j1-logback"})
    void aFrameworkForAnotherSlf4jDoesNotCountAndIsNotTouched(String api, String framework) throws IOException {
        LogListener listener = listener(settings().build(), open(application.mixed(api, framework, "logback")));
        listener.onReply(Events.rcpt(HOSTILE));
        assertThat(jsonLines()).contains("\"smtp.cause.id\":\"mailbox-unknown\"");
        assertThat(standardError.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aBindingThatDropsEverythingDoesNotCount() throws IOException {
        listener(settings().build(), open(application.nop())).onReply(Events.rcpt(HOSTILE));
        assertThat(jsonLines()).contains("\"smtp.cause.id\":\"mailbox-unknown\"");
    }

    @Test
    void aFrameworkAskedForInVainIsOneWarning() throws IOException {
        LogListener listener = listener(settings().target(LogTarget.SLF4J).build(), open(application.log4j()));
        listener.onReply(Events.rcpt(HOSTILE));
        listener.onReply(Events.rcpt(HOSTILE));
        assertThat(jsonLines().lines()).hasSize(2);
        assertThat(application.logged()).isEmpty();
        assertThat(notices)
                .containsExactly("log=slf4j, but the application has no such logging with a framework behind it;"
                        + " events are written as JSON lines.");
    }

    @Test
    void jsonAndOffAreAsAsked() throws IOException {
        ClassLoader loader = open(application.logback("slf4j2-logback", true));
        listener(settings().target(LogTarget.OFF).build(), loader).onReply(Events.rcpt(HOSTILE));
        assertThat(jsonLines()).isEmpty();
        listener(settings().target(LogTarget.JSON).build(), loader).onReply(Events.rcpt(HOSTILE));
        assertThat(jsonLines().lines()).hasSize(1);
        assertThat(application.logged()).isEmpty();
    }

    @Test
    void noEventOfAnAppendersMailGoesBack() throws IOException {
        LogListener listener = listener(settings().build(), open(application.logback("slf4j2-logback", true)));
        listener.onReply(Events.rcpt(HOSTILE, "mx.example.org", "logback"));
        assertThat(application.logged()).isEmpty();
        assertThat(jsonLines().lines()).hasSize(1);
    }

    /** As an appender that sends mail on the logging thread does. */
    @Test
    void noCallInsideACallGoesIntoTheFramework() throws IOException {
        List<LogListener> itself = new ArrayList<>();
        int[] calls = {0};
        PrintStream leadingBack = new PrintStream(new OutputStream() {
            @Override
            public void write(int octet) {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                calls[0]++;
                itself.get(0).onReply(Events.rcpt(HOSTILE));
            }
        });
        JsonLinesSink first = JsonLinesSink.toStandardError(EventLevel.INFO);
        JsonLinesSink fallback = JsonLinesSink.toFile(json, 1_000_000, 1, EventLevel.INFO, notices::add);
        LogSettings settings = LogSettings.builder().target(LogTarget.JSON).build();
        itself.add(new LogListener(
                settings,
                new EventFields(settings.format()),
                new LogSinkChooser(settings.target(), getClass().getClassLoader(), first, notices::add),
                first,
                fallback,
                () -> null,
                notices::add,
                nanos::get));
        System.setErr(leadingBack);
        itself.get(0).onReply(Events.rcpt(HOSTILE));
        assertThat(calls[0]).isEqualTo(1);
        assertThat(jsonLines().lines()).hasSize(1);
    }

    @Test
    void whatTheFrameworkThrowsStaysHere() {
        System.setErr(new PrintStream(new ByteArrayOutputStream()) {
            @Override
            public void write(byte[] octets, int offset, int length) {
                throw new StackOverflowError();
            }
        });
        LogListener listener =
                listener(LogSettings.builder().target(LogTarget.JSON).build(), null);
        listener.onReply(Events.rcpt(HOSTILE));
        listener.onReply(Events.rcpt(HOSTILE));
        assertThat(listener.lost()).isEqualTo(2);
        assertThat(notices)
                .containsExactly(
                        "logging an event failed with java.lang.StackOverflowError; events are counted as lost.");
    }

    @Test
    void ignoredCausesAndConnectionsThatCameAboutAreNotLogged() throws IOException {
        LogListener listener = listener(
                settings()
                        .target(LogTarget.JSON)
                        .threshold(EventLevel.TRACE)
                        .ignoredCauses(Collections.singleton("mailbox-unknown"))
                        .build(),
                null);
        listener.onReply(Events.rcpt(HOSTILE));
        listener.onConnection(Events.connection(true, ""));
        assertThat(jsonLines()).isEmpty();
        listener.onConnection(Events.connection(false, "connect-refused"));
        assertThat(jsonLines()).contains("\"smtp.client.connection\"").contains("\"connect-refused\"");
    }

    @Test
    void aStormIsToldInOneLine() throws IOException {
        LogSettings settings =
                settings().target(LogTarget.JSON).stormPerMinute(2).build();
        JsonLinesSink sink = JsonLinesSink.toFile(json, 1_000_000, 1, EventLevel.INFO, notices::add);
        LogListener listener = new LogListener(
                settings,
                new EventFields(settings.format()),
                new LogSinkChooser(settings.target(), getClass().getClassLoader(), sink, notices::add),
                sink,
                sink,
                () -> null,
                notices::add,
                nanos::get);
        for (int i = 0; i < 7; i++) {
            listener.onReply(Events.rcpt(HOSTILE));
        }
        listener.onReply(Events.rcpt(HOSTILE, "mx2.example.org", ""));
        assertThat(jsonLines().lines()).hasSize(3);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        listener.endStorms();
        assertThat(jsonLines().lines()).hasSize(4);
        assertThat(jsonLines())
                .contains("\"message\":\"5 more events 550 mailbox-unknown from mx.example.org held back;")
                .contains("\"event.name\":\"smtp.client.storm\"")
                .contains("\"smtp.storm.held\":5");
        listener.onReply(Events.rcpt(HOSTILE));
        assertThat(jsonLines().lines()).hasSize(5);
    }

    @Test
    void anUndeployedApplicationIsFreed() throws Exception {
        LogListener listener = listener(settings().build(), null);
        WeakReference<ClassLoader> undeployed = deployAndUndeploy(listener);
        List<byte[]> pressure = new ArrayList<>();
        for (int i = 0; i < 200 && undeployed.get() != null; i++) {
            System.gc();
            pressure.add(new byte[1 << 16]);
        }
        assertThat(undeployed.get()).isNull();
        assertThat(pressure).isNotNull();
        assertThat(listener.lost()).isZero();
    }

    /** Such as an exporter that was asked for by itself. */
    @Test
    void offLeavesTheSecondSinkWhatIsItsOwn() throws IOException {
        URLClassLoader loader = open(application.logback("slf4j2-logback", true));
        List<String> sent = new ArrayList<>();
        LogListener listener = listener(settings().target(LogTarget.OFF).build(), loader);
        listener.alsoTo(new LogSink() {
            @Override
            public boolean isEnabled(EventLevel level) {
                return level.reaches(EventLevel.WARN);
            }

            @Override
            public void log(EventRecord event) {
                sent.add(event.message());
            }
        });
        listener.onReply(Events.rcpt(HOSTILE));
        listener.onReply(Events.rcpt("250 2.1.5 Ok"));
        listener.onReply(Events.rcpt(HOSTILE, "mx.example.org", "logback"));
        assertThat(sent).hasSize(2).allMatch(message -> message.startsWith("550 to RCPT j***@example.com"));
        assertThat(application.logged()).isEmpty();
        nothingElse();
    }

    private WeakReference<ClassLoader> deployAndUndeploy(LogListener listener) throws Exception {
        Thread sending = new Thread(() -> listener.onReply(Events.rcpt(HOSTILE)));
        URLClassLoader loader = application.logback("slf4j2-logback", true);
        sending.setContextClassLoader(loader);
        sending.start();
        sending.join();
        assertThat(application.logged()).contains("mailbox-unknown");
        Object context = loader.loadClass("org.slf4j.LoggerFactory")
                .getMethod("getILoggerFactory")
                .invoke(null);
        context.getClass().getMethod("stop").invoke(context);
        loader.close();
        return new WeakReference<>(loader);
    }

    private void nothingElse() throws IOException {
        assertThat(jsonLines()).isEmpty();
        assertThat(standardError.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(notices).isEmpty();
        assertThat(folder).exists();
    }
}
