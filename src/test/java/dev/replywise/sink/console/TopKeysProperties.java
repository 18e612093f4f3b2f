package dev.replywise.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes: a fixed number of keys, honest counts, and the busiest key among them. */
class TopKeysProperties {
    @Provide
    Arbitrary<List<String>> streams() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of("a", "b", "c")),
                        Tuple.of(2, Arbitraries.integers().between(0, 500).map(i -> "k" + i)))
                .list()
                .ofMaxSize(2_000);
    }

    @Property(tries = 200)
    void countsAreHonestAndAddUp(
            @ForAll("streams") List<String> stream, @ForAll @IntRange(min = 1, max = 20) int limit) {
        TopKeys keys = new TopKeys(limit);
        Map<String, Long> truth = new HashMap<>();
        for (String key : stream) {
            keys.add(key, 100, 1, key.length() - 1);
            truth.merge(key, 1L, Long::sum);
        }

        assertThat(keys.size()).isLessThanOrEqualTo(limit);
        List<TopKeys.Count> top = keys.top(limit, 100);
        assertThat(top).allMatch(count -> count.all() <= truth.getOrDefault(count.key(), 0L));
        assertThat(keys.total(100).all()).isEqualTo(stream.size());
        assertThat(keys.total(100).failed())
                .isEqualTo(stream.stream().mapToLong(key -> key.length() - 1).sum());
        truth.forEach((key, count) -> {
            if (count * limit > stream.size()) {
                assertThat(top).as("busy " + key).anyMatch(found -> found.key().equals(key));
            }
        });
    }

    @Property(tries = 200)
    void onlyTheLastHourCounts(@ForAll List<@IntRange(max = 40) Integer> gaps) {
        TopKeys keys = new TopKeys(5);
        long minute = 1_000;
        Map<Long, Integer> truth = new HashMap<>();
        for (int gap : gaps) {
            minute += gap;
            keys.add("key", minute, 1, 0);
            truth.merge(minute, 1, Integer::sum);
        }
        long now = minute;
        long expected = truth.entrySet().stream()
                .filter(entry -> now - entry.getKey() < HourCounts.MINUTES)
                .mapToLong(Map.Entry::getValue)
                .sum();

        assertThat(keys.total(now).all()).isEqualTo(expected);
        assertThat(keys.top(5, now + HourCounts.MINUTES)).isEmpty();
    }

    @Property(tries = 50)
    void aKeyThatIsIdleGivesWayFirst(@ForAll @IntRange(min = 1, max = 50) int busy) {
        TopKeys keys = new TopKeys(2);
        for (int i = 0; i < busy; i++) {
            keys.add("formerly", 0, 1, 1);
        }
        keys.add("now", 100, 1, 0);
        keys.add("new", 100, 1, 0);

        assertThat(keys.top(5, 100)).extracting(TopKeys.Count::key).containsExactlyInAnyOrder("now", "new");
    }

    @Property(tries = 20)
    void aKeyThatIsTooLongIsOneOfTheRest(@ForAll @IntRange(min = 256, max = 5_000) int length) {
        TopKeys keys = new TopKeys(3);
        keys.add("x".repeat(length), 1, 1, 0);
        keys.add("", 1, 1, 0);

        assertThat(keys.size()).isZero();
        assertThat(keys.total(1).all()).isOne();
    }
}
