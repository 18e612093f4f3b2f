package dev.replywise.agent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.event.EventLevel;
import dev.replywise.reply.ReplyClass;
import org.junit.jupiter.api.Test;

class StormGateTest {
    private static final long MINUTE = 60_000_000_000L;

    private static StormGate.Kind kind(String server) {
        return StormGate.Kind.of("reply", "550", "x", server, ReplyClass.PERMANENT, EventLevel.WARN, "");
    }

    @Test
    void memoryIsBoundedAndNothingIsUncounted() {
        StormGate gate = new StormGate(1);
        int passed = 0;
        for (int i = 0; i < 5 * StormGate.MAX_KINDS; i++) {
            passed += gate.passes(kind("mx" + i + ".example"), 0) ? 1 : 0;
        }
        assertThat(passed).isEqualTo(StormGate.MAX_KINDS + 1);
        assertThat(gate.ended(MINUTE)).hasSize(1);
        assertThat(gate.passes(kind("mx.example"), MINUTE)).isTrue();
    }

    @Test
    void aLimitOfNothingLetsEverythingThrough() {
        StormGate gate = new StormGate(0);
        for (int i = 0; i < 100; i++) {
            assertThat(gate.passes(kind("mx.example"), 0)).isTrue();
        }
        assertThat(gate.ended(MINUTE)).isEmpty();
    }
}
