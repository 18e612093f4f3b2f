package dev.replywise.sink.alert;

import com.google.auto.value.AutoValue;

/** Where something was counted. Immutable. */
@AutoValue
abstract class Place {
    /** As {@code server.address}, in lower case; {@code _OTHER} for those beyond the limit. */
    abstract String server();

    /** The cause; empty where none is told, as for attempts. */
    abstract String cause();

    static Place of(String server, String cause) {
        return new AutoValue_Place(server, cause);
    }
}
