package dev.replywise.sink.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencySettingTest {
    @ParameterizedTest
    @CsvSource({
        "0 ms, 0",
        "0ms, 0",
        "250 us, 250000",
        "20 ms, 20000000",
        "2 s, 2000000000",
        "1 m, 60000000000",
        "5 ns, 5",
        "'', 20000000",
        "soon, 20000000",
        "9999999999 s, 20000000",
        "10, 20000000"
    })
    void timespans(String text, long nanos) {
        assertThat(LatencySetting.nanos(text)).isEqualTo(nanos);
    }

    @Test
    void ofSeveralRecordingsTheLowestCounts() {
        LatencySetting setting = new LatencySetting();
        assertThat(setting.combine(Set.of("1 s", "5 ms", "20 ms"))).isEqualTo("5 ms");
        assertThat(setting.combine(Set.of())).isEqualTo("20 ms");

        setting.setValue("5 ms");
        assertThat(setting.getValue()).isEqualTo("5 ms");
        assertThat(setting.isReachedBy(5_000_000)).isTrue();
        assertThat(setting.isReachedBy(4_999_999)).isFalse();
    }
}
