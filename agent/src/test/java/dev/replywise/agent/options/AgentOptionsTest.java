package dev.replywise.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentOptionsTest {
    private final Path dir;

    AgentOptionsTest(@TempDir Path dir) {
        this.dir = dir;
    }

    private static AgentOptions argument(String argument) {
        return AgentOptions.read(argument, Map.of(), Map.of());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("replywise.properties"), text);
    }

    @Test
    void everyOptionHasItsDefault() {
        AgentOptions options = argument("");

        assertThat(options.problems()).isEmpty();
        assertThat(options.flag(Option.ENABLED)).isTrue();
        assertThat(options.text(Option.LOG)).isEqualTo("auto");
        assertThat(options.text(Option.LOG_LEVEL_POSITIVE)).isEqualTo("debug");
        assertThat(options.text(Option.LOG_LEVEL_TRANSIENT)).isEqualTo("warn");
        assertThat(options.text(Option.LOG_LEVEL_PERMANENT)).isEqualTo("auto");
        assertThat(options.text(Option.LOG_LEVEL_NONE)).isEqualTo("error");
        assertThat(options.number(Option.LOG_STORM)).isEqualTo(-1);
        assertThat(options.text(Option.LOG_THRESHOLD)).isEqualTo("info");
        assertThat(options.text(Option.ADDRESSES)).isEqualTo("masked");
        assertThat(options.list(Option.LABELS_HEADERS)).isEmpty();
        assertThat(options.flag(Option.LABELS_METRICS)).isFalse();
        assertThat(options.text(Option.LOCALE)).isEqualTo("en");
        assertThat(options.list(Option.METRICS)).containsExactly("auto");
        assertThat(options.port(Option.PROMETHEUS_PORT)).isEqualTo(-1);
        assertThat(options.text(Option.PROMETHEUS_HOST)).isEqualTo("127.0.0.1");
        assertThat(options.text(Option.EXCEPTIONS)).isEqualTo("off");
        assertThat(options.number(Option.LOG_FILE_MAX_SIZE)).isEqualTo(10L << 20);
        assertThat(AgentOptions.read(null, Map.of(), Map.of()).inEffect()).isEqualTo(options.inEffect());
    }

    @Test
    void defaultsAreValidValuesOfTheirOptions() {
        for (Option option : Option.values()) {
            if (!option.defaultValue().isEmpty()) {
                assertThat(option.type().normalise(option.defaultValue(), option.allowed()))
                        .as(option.key())
                        .isEqualTo(option.defaultValue());
            }
        }
    }

    @Test
    void strongerPlacesWin() throws IOException {
        Path file = file("log=json\nlocale=tr\naddresses=hash\nexceptions=suppressed\nlog.file=/tmp/größe.log\n");
        AgentOptions options = AgentOptions.read(
                        "log=off",
                        Map.of("replywise.log", "slf4j", "replywise.locale", "vi", "replywise.config", file.toString()),
                        Map.of(
                                "REPLYWISE_LOG", "log4j2",
                                "REPLYWISE_LOCALE", "id",
                                "REPLYWISE_ADDRESSES", "full",
                                "REPLYWISE_LOG_FILE_MAX_SIZE", "2KB"))
                .withFile();

        assertThat(options.problems()).isEmpty();
        assertThat(options.text(Option.LOG)).isEqualTo("off");
        assertThat(options.text(Option.LOCALE)).isEqualTo("vi");
        assertThat(options.text(Option.ADDRESSES)).isEqualTo("full");
        assertThat(options.text(Option.EXCEPTIONS)).isEqualTo("suppressed");
        assertThat(options.text(Option.LOG_FILE)).isEqualTo("/tmp/größe.log");
        assertThat(options.number(Option.LOG_FILE_MAX_SIZE)).isEqualTo(2048);
    }

    @Test
    void theFirstStepDoesNotTouchTheFile() throws IOException {
        AgentOptions early = argument("config=" + file("log=json"));

        assertThat(early.text(Option.LOG)).isEqualTo("auto");
        assertThat(early.withFile().text(Option.LOG)).isEqualTo("json");
        assertThat(early.text(Option.LOG)).isEqualTo("auto");
    }

    @Test
    void everyKeyWorksInAllFourPlaces() throws IOException {
        for (Option option : Option.values()) {
            String value = sample(option);
            assertThat(argument(option.key() + "=" + value).text(option)).isEqualTo(value);
            assertThat(AgentOptions.read("", Map.of("replywise." + option.key(), value), Map.of())
                            .text(option))
                    .isEqualTo(value);
            String variable = "REPLYWISE_"
                    + option.key().toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
            assertThat(AgentOptions.read("", Map.of(), Map.of(variable, value)).text(option))
                    .isEqualTo(value);
            if (option != Option.CONFIG) {
                AgentOptions fromFile =
                        argument("config=" + file(option.key() + "=" + value)).withFile();
                assertThat(fromFile.text(option)).isEqualTo(value);
                assertThat(fromFile.problems()).isEmpty();
            }
        }
    }

    private static String sample(Option option) {
        return switch (option.type()) {
            case FLAG -> option.defaultValue().equals("true") ? "false" : "true";
            case CHOICE, LANGUAGE -> option.allowed().get(option.allowed().size() - 1);
            case CHOICES -> "jmx+prometheus";
            case COUNT, RATE, PORT -> "7";
            case SIZE -> "5MB";
            case LIST -> "a,b";
            case TEXT, SECRET -> "some/text";
        };
    }

    @Test
    void aPieceWithoutEqualsSignBelongsToTheValueBeforeIt() {
        AgentOptions options = argument("log.ignore=greylisted,rate-limited+ok , metrics=jmx,prometheus,log=json");

        assertThat(options.problems()).isEmpty();
        assertThat(options.list(Option.LOG_IGNORE)).containsExactly("greylisted", "rate-limited", "ok");
        assertThat(options.list(Option.METRICS)).containsExactly("jmx", "prometheus");
        assertThat(options.text(Option.LOG)).isEqualTo("json");
    }

    @Test
    void ofAKeyGivenTwiceTheLastCounts() {
        assertThat(argument("log=json,log=off").text(Option.LOG)).isEqualTo("off");
    }

    @Test
    void mistakesAreSaidInTheOrderTheyWereMade() {
        assertThat(argument("log=jsn,lgo=x,log=jsm,enabled=maybe").problems())
                .satisfiesExactly(
                        line -> assertThat(line).contains("'lgo'"),
                        line -> assertThat(line).contains("'jsm'"),
                        line -> assertThat(line).contains("'maybe'"));
    }

    @Test
    void anEmptyValueIsNoValue() {
        AgentOptions options = AgentOptions.read("log=", Map.of(), Map.of("REPLYWISE_LOG", "json"));

        assertThat(options.text(Option.LOG)).isEqualTo("json");
        assertThat(options.problems()).isEmpty();
    }

    @Test
    void caseAndLanguageTagsAreRead() {
        AgentOptions options = argument("log=JSON,enabled=False,locale=tr-TR");

        assertThat(options.text(Option.LOG)).isEqualTo("json");
        assertThat(options.flag(Option.ENABLED)).isFalse();
        assertThat(options.text(Option.LOCALE)).isEqualTo("tr");
    }

    @Test
    void unknownKeysAreNamedWithTheNearestOneInEveryPlace() throws IOException {
        assertThat(argument("prometeus.port=9464").problems())
                .containsExactly("unknown option 'prometeus.port' with the value '9464' in the agent argument is"
                        + " ignored; the nearest is 'prometheus.port' (default: none)");
        assertThat(AgentOptions.read("", Map.of("replywise.lgo", "json", "other.lgo", "x"), Map.of())
                        .problems())
                .containsExactly("unknown option 'replywise.lgo' with the value 'json' in the system properties is"
                        + " ignored; the nearest is 'replywise.log' (default: auto)");
        assertThat(AgentOptions.read("", Map.of(), Map.of("REPLYWISE_ADRESSES", "full", "PATH", "/bin"))
                        .problems())
                .containsExactly("unknown option 'REPLYWISE_ADRESSES' with the value 'full' in the environment is"
                        + " ignored; the nearest is 'REPLYWISE_ADDRESSES' (default: masked)");
        assertThat(argument("config=" + file("log.fiel = x")).withFile().problems())
                .containsExactly("unknown option 'log.fiel' with the value 'x' in the options file is ignored; the"
                        + " nearest is 'log.file' (default: none)");
    }

    @Test
    void badValuesNameWhatIsTakenAndTheDefault() {
        assertThat(argument("prometheus.port=ninety").problems())
                .containsExactly("option 'prometheus.port' in the agent argument has the bad value 'ninety'; it takes"
                        + " a port from 0 to 65535; the default is used: none");
        assertThat(argument("log=jsn").problems())
                .containsExactly("option 'log' in the agent argument has the bad value 'jsn'; it takes one of auto,"
                        + " slf4j, log4j2, json, off, perhaps 'json'; the default is used: auto");
        assertThat(argument("metrics=auto+jmx").problems())
                .containsExactly("option 'metrics' in the agent argument has the bad value 'auto+jmx'; it takes one or"
                        + " more (+ between) of auto, off, jmx, prometheus, otlp, micrometer, opentelemetry, perhaps"
                        + " 'auto'; the default is used: auto");
        assertThat(argument("enabled").problems())
                .containsExactly("option 'enabled' in the agent argument has no value and is ignored; write key=value,"
                        + " such as 'enabled=true'");
    }

    @Test
    void aBadValueIsNotReplacedByThatOfAWeakerPlace() {
        AgentOptions options = AgentOptions.read("log=jsn", Map.of("replywise.log", "off"), Map.of());

        assertThat(options.text(Option.LOG)).isEqualTo("auto");
        assertThat(options.problems()).hasSize(1);
    }

    @Test
    void boundsAreChecked() {
        assertThat(argument("prometheus.port=65536").problems()).hasSize(1);
        assertThat(argument("prometheus.port=-1").problems()).hasSize(1);
        assertThat(argument("prometheus.port=0").port(Option.PROMETHEUS_PORT)).isZero();
        assertThat(argument("log.storm=0").problems()).hasSize(1);
        assertThat(argument("log.storm=60").number(Option.LOG_STORM)).isEqualTo(60);
        assertThat(argument("log.file.keep=1001").problems()).hasSize(1);
        assertThat(argument("log.file.max-size=999").problems()).hasSize(1);
        assertThat(argument("log.file.max-size=99999999999GB").problems()).hasSize(1);
        assertThat(argument("log.file.max-size=1 gb").number(Option.LOG_FILE_MAX_SIZE))
                .isEqualTo(1L << 30);
    }

    @Test
    void secretsAreNeverShown() throws IOException {
        String secret = "correct-horse";
        AgentOptions options = AgentOptions.read(
                        "addresses=hash,adresses.key=" + secret + ",log=json;addresses.key:" + secret,
                        Map.of(
                                "replywise.addresses.kye",
                                secret,
                                "replywise.config",
                                file("addresses.key=" + secret).toString()),
                        Map.of("REPLYWISE_ADDRESSES_KEYS", secret))
                .withFile();

        assertThat(options.text(Option.ADDRESSES_KEY)).isEqualTo(secret);
        assertThat(options.inEffect()).containsEntry("addresses.key", "***");
        assertThat(options.problems()).hasSize(4).noneMatch(line -> line.contains(secret));
    }

    @Test
    void whateverIsWrongWithTheFileIsOneProblem() throws IOException {
        Path missing = dir.resolve("missing.properties");
        assertThat(argument("config=" + missing).withFile().problems())
                .containsExactly("options file '" + missing + "' is ignored, defaults are used: there is no such file");
        assertThat(argument("config=" + dir).withFile().problems())
                .containsExactly("options file '" + dir + "' is ignored, defaults are used: it is not a regular file");
        Path latin =
                Files.write(dir.resolve("latin"), "log.file=gr\u00f6\u00dfe".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(argument("config=" + latin).withFile().problems())
                .containsExactly("options file '" + latin + "' is ignored, defaults are used: it is not UTF-8");
        Path broken = Files.writeString(dir.resolve("broken"), "log=\\u00zz\nlocale=tr");
        AgentOptions options = argument("config=" + broken).withFile();
        assertThat(options.problems()).hasSize(1);
        assertThat(options.text(Option.LOCALE)).isEqualTo("en");
        Path huge = Files.writeString(dir.resolve("huge"), "#".repeat((1 << 20) + 1));
        assertThat(argument("config=" + huge).withFile().problems()).hasSize(1);
    }

    @Test
    void aFileCannotNameAnother() throws IOException {
        assertThat(argument("config=" + file("config=other")).withFile().problems())
                .containsExactly("option 'config' in the options file has the value 'other' and is ignored: one file"
                        + " cannot name another");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        assertThat(argument("config=" + file("\uFEFFlog=json")).withFile().text(Option.LOG))
                .isEqualTo("json");
    }
}
