package dev.replywise.catalog;

import java.util.List;

/** Causes for tests that need some cause and no catalogue. */
public final class SampleCauses {
    private SampleCauses() {}

    /** A cause of this id, with nothing else known. */
    public static Cause cause(String id) {
        return Cause.create(id, "test", Actor.APPLICATION, RetryAction.UNKNOWN, "", "", List.of());
    }
}
