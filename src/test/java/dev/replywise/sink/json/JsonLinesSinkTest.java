package dev.replywise.sink.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.replywise.event.EventLevel;
import dev.replywise.event.EventRecord;
import dev.replywise.event.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
    private final List<String> notices = new ArrayList<>();

    private final Path folder;

    JsonLinesSinkTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private JsonLinesSink file(Path file, long maxSize, int keep) {
        return JsonLinesSink.toFile(file, maxSize, keep, EventLevel.INFO, notices::add);
    }

    static Map<String, Object> parse(String line) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken token = parser.nextToken();
                Object value = token == JsonToken.VALUE_NUMBER_INT
                        ? (Object) parser.getLongValue()
                        : token.isBoolean() ? parser.getBooleanValue() : parser.getText();
                assertThat(map.put(key, value)).as(key).isNull();
            }
            assertThat(parser.nextToken()).isNull();
        }
        return map;
    }

    @Test
    void oneObjectALineWithNumbersAsNumbers() throws IOException {
        String hostile = "say \"{}\" %s \\ \u0007 \r\n250 ok \ud800 \ud83d\ude00 ünï " + "x".repeat(64 * 1024);
        Path file = folder.resolve("sub/mail.json");
        JsonLinesSink sink = file(file, 1_000_000, 5);
        sink.log(Samples.refused(hostile));
        sink.log(Samples.refused("No such user"));
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertThat(lines).hasSize(2);
        Map<String, Object> first = parse(lines.get(0));
        assertThat(first)
                .containsEntry("@timestamp", "2026-11-22T04:05:06.789Z")
                .containsEntry("log.level", "WARN")
                .containsEntry("log.logger", "dev.replywise.reply")
                .containsEntry("process.thread.name", Thread.currentThread().getName())
                .containsKey("ecs.version")
                .containsEntry("event.name", "smtp.client.reply")
                .containsEntry("smtp.response.status_code", 550L);
        assertThat(String.valueOf(first.get("smtp.response.text")))
                .startsWith("5.1.1 say \"{}\" %s \\ \\x07 ")
                .contains("\\ud800 \ud83d\ude00 ünï xxx")
                .hasSize(1000);
        assertThat(parse(lines.get(1))).containsEntry("smtp.response.text", "5.1.1 No such user");
        assertThat(notices).isEmpty();
    }

    @Test
    void thresholdIsTheLowestLevel() {
        JsonLinesSink sink = file(folder.resolve("x"), 1000, 1);
        assertThat(sink.isEnabled(EventLevel.DEBUG)).isFalse();
        assertThat(sink.isEnabled(EventLevel.INFO)).isTrue();
        assertThat(sink.isEnabled(EventLevel.ERROR)).isTrue();
        assertThat(sink.isEnabled(EventLevel.OFF)).isFalse();
    }

    @Test
    void rotatesAndKeepsSoMany() throws IOException {
        Path file = folder.resolve("mail.json");
        JsonLinesSink sink = file(file, 10, 2);
        for (int i = 1; i <= 5; i++) {
            sink.log(Samples.refused("reply " + i));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("mail.json", "mail.json.1", "mail.json.2");
        }
        assertThat(file).content().contains("reply 5");
        assertThat(folder.resolve("mail.json.1")).content().contains("reply 4");
        assertThat(folder.resolve("mail.json.2")).content().contains("reply 3");
    }

    /** Each sink has files and locks of its own, as sinks in two JVMs have. */
    @Test
    void severalWritersLoseAndMixNoLine() throws Exception {
        Path file = folder.resolve("mail.json");
        int writers = 4;
        int each = 200;
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        List<JsonLinesSink> sinks = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            JsonLinesSink sink = JsonLinesSink.toFile(file, 200_000, 100, EventLevel.INFO, notice -> {});
            sinks.add(sink);
            Thread thread = new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int i = 0; i < each; i++) {
                    sink.log(Samples.refused("No such user"));
                }
            });
            thread.start();
            threads.add(thread);
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        int lines = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : (Iterable<Path>) files::iterator) {
                for (String line : Files.readAllLines(path)) {
                    assertThat(parse(line)).containsEntry("smtp.response.text", "5.1.1 No such user");
                    lines++;
                }
            }
        }
        assertThat(sinks).allMatch(sink -> sink.lost() == 0);
        assertThat(lines).isEqualTo(writers * each);
    }

    @Test
    void goesOnInANewFileWhenTheOldOneIsRenamedOrRemoved() throws IOException {
        Path file = folder.resolve("mail.json");
        JsonLinesSink sink = file(file, 1_000_000, 5);
        sink.log(Samples.refused("one"));
        Files.move(file, folder.resolve("elsewhere"));
        sink.log(Samples.refused("two"));
        assertThat(file).content().contains("two").doesNotContain("one");
        Files.delete(file);
        sink.log(Samples.refused("three"));
        assertThat(file).content().contains("three");
    }

    @Test
    void halfALineSwallowsNoOther() throws IOException {
        Path file = folder.resolve("mail.json");
        Files.write(file, "{\"half\":".getBytes(StandardCharsets.UTF_8));
        file(file, 1_000_000, 5).log(Samples.refused("whole"));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(parse(lines.get(1))).containsEntry("smtp.response.text", "5.1.1 whole");
    }

    @Test
    void halfALineIsEndedOnceByAllThatComeToIt() throws Exception {
        Path file = folder.resolve("mail.json");
        Files.write(file, "{\"half\":".getBytes(StandardCharsets.UTF_8));
        CyclicBarrier begin = new CyclicBarrier(4);
        List<Thread> threads = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            JsonLinesSink sink = JsonLinesSink.toFile(file, 1_000_000, 5, EventLevel.INFO, notice -> {});
            Thread thread = new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    return;
                }
                sink.log(Samples.refused("whole"));
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(5).startsWith("{\"half\":");
        for (String line : lines.subList(1, 5)) {
            assertThat(parse(line)).containsEntry("smtp.response.text", "5.1.1 whole");
        }
    }

    /** The writer of the first half may have been stopped in the middle, as a machine under load does. */
    @Test
    void aLineThatAnotherIsWritingIsWaitedFor() throws Exception {
        Path file = folder.resolve("mail.json");
        Files.write(file, "{\"smtp.response.text\":".getBytes(StandardCharsets.UTF_8));
        Thread writer = new Thread(() -> file(file, 1_000_000, 5).log(Samples.refused("next")));
        writer.start();
        // Long enough for hundreds of looks at the half, and far from as long as a half may stay.
        writer.join(100);
        Files.write(file, "\"5.1.1 slow\"}\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        writer.join();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(parse(lines.get(0))).containsEntry("smtp.response.text", "5.1.1 slow");
        assertThat(parse(lines.get(1))).containsEntry("smtp.response.text", "5.1.1 next");
    }

    @Test
    void anInterruptedThreadStillWrites() throws IOException {
        Path file = folder.resolve("mail.json");
        JsonLinesSink sink = file(file, 1_000_000, 5);
        Thread.currentThread().interrupt();
        sink.log(Samples.refused("one"));
        sink.log(Samples.refused("two"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(sink.lost()).isZero();
    }

    @Test
    void saysOnceThatItFailsAndOnceThatItWorksAgain() throws IOException {
        Path file = folder.resolve("mail.json");
        Files.createDirectory(file);
        AtomicLong nanos = new AtomicLong();
        JsonLinesSink sink = new JsonLinesSink(
                new RotatingFile(file, 1_000_000, 5, notices::add), EventLevel.INFO, notices::add, nanos::get);
        sink.log(Samples.refused("one"));
        sink.log(Samples.refused("two"));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
        sink.log(Samples.refused("three"));
        assertThat(sink.lost()).isEqualTo(3);
        assertThat(notices).hasSize(1);
        assertThat(notices.get(0))
                .startsWith("log.file " + file + " cannot be written: ")
                .endsWith("; events are counted as lost, and writing is tried again every 30 seconds.");
        Files.delete(file);
        sink.log(Samples.refused("four"));
        assertThat(sink.lost()).isEqualTo(4);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
        sink.log(Samples.refused("five"));
        assertThat(notices).hasSize(2);
        assertThat(notices.get(1)).endsWith(" can be written again; 4 events were lost.");
        assertThat(file).content().contains("five").doesNotContain("four");
        assertThat(sink.lost()).isEqualTo(4);
    }

    @Test
    void aFullDiskCostsEventsOnly() {
        Path full = Paths.get("/dev/full");
        assumeThat(full).exists();
        JsonLinesSink sink = file(full, 1_000_000, 5);
        sink.log(Samples.refused("one"));
        sink.log(Samples.refused("two"));
        assertThat(sink.lost()).isEqualTo(2);
        assertThat(notices).hasSize(1);
    }

    @Test
    void aStandardErrorThatIsClosedOrReplacedIsHarmless() throws IOException {
        PrintStream before = System.err;
        JsonLinesSink sink = JsonLinesSink.toStandardError(EventLevel.INFO);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(first));
            sink.log(Samples.refused("one"));
            System.err.close();
            sink.log(Samples.refused("two"));
            System.setErr(new PrintStream(second));
            sink.log(Samples.refused("three"));
        } finally {
            System.setErr(before);
        }
        assertThat(parse(first.toString("UTF-8").trim())).containsEntry("smtp.response.text", "5.1.1 one");
        assertThat(parse(second.toString("UTF-8").trim())).containsEntry("smtp.response.text", "5.1.1 three");
        assertThat(sink.lost()).isEqualTo(1);
    }

    @Test
    void encodesWhateverAKeyHolds() throws IOException {
        EventRecord event = EventRecord.builder("x")
                .put("labels.a\"b", "c\td")
                .put("yes", true)
                .put("n", Long.MAX_VALUE)
                .build(0, EventLevel.ERROR, "m");
        Map<String, Object> map = parse(new String(JsonLine.encode(event, "t"), StandardCharsets.UTF_8));
        assertThat(map)
                .containsEntry("labels.a\"b", "c\\x09d")
                .containsEntry("yes", true)
                .containsEntry("n", Long.MAX_VALUE);
    }
}
