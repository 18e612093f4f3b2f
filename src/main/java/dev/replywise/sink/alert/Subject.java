package dev.replywise.sink.alert;

import com.google.auto.value.AutoValue;
import java.util.Collections;
import java.util.Map;

/** What an alert is about: one server, one cause, or all of them. Immutable. */
@AutoValue
abstract class Subject {
    static final Subject ALL = new AutoValue_Subject("", "");

    /** Empty when it is not about one. */
    abstract String server();

    /** Empty when it is not about one. */
    abstract String cause();

    static Subject ofServer(String server) {
        return new AutoValue_Subject(server, "");
    }

    static Subject ofCause(String cause) {
        return new AutoValue_Subject("", cause);
    }

    int count(Numbers numbers, Count count) {
        if (!cause().isEmpty()) {
            return numbers.byCause(count).getOrDefault(cause(), 0);
        }
        return server().isEmpty() ? numbers.total(count) : numbers.ofServer(server(), count);
    }

    Map<String, Integer> causes(Numbers numbers, Count count) {
        if (!cause().isEmpty()) {
            return Collections.singletonMap(cause(), count(numbers, count));
        }
        return server().isEmpty() ? numbers.byCause(count) : numbers.byCauseAt(server(), count);
    }

    Map<String, Integer> servers(Numbers numbers, Count count) {
        if (!server().isEmpty()) {
            return Collections.singletonMap(server(), count(numbers, count));
        }
        return cause().isEmpty() ? numbers.byServer(count) : numbers.byServerWith(cause(), count);
    }
}
