package dev.replywise.agent.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private final List<Throwable> failures = new ArrayList<>();
    private final Handover<List<Integer>> handover = new Handover<>(failures::add);
    private final List<Integer> target = Collections.synchronizedList(new ArrayList<>());

    @Test
    void keepsCallsInTheirOrderUntilTheTargetIsThere() {
        handover.tell(list -> list.add(1));
        handover.tell(list -> list.add(2));
        handover.ready(target);
        handover.tell(list -> list.add(3));
        assertThat(target).containsExactly(1, 2, 3);
    }

    @Test
    void losesNoneWhileItIsHandedOver() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread teller = new Thread(() -> {
            for (int i = 0; i < 5_000; i++) {
                int number = i;
                handover.tell(list -> list.add(number));
                if (i == 100) {
                    begun.countDown();
                }
            }
        });
        teller.start();
        begun.await();
        handover.ready(target);
        teller.join();
        assertThat(target).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void holdsABoundedNumber() {
        for (int i = 0; i < Handover.MOST_HELD + 10; i++) {
            handover.tell(list -> list.add(0));
        }
        handover.ready(target);
        assertThat(target).hasSize(Handover.MOST_HELD);
    }

    @Test
    void aCallThatFailsHarmsNoOther() {
        handover.tell(list -> {
            throw new IllegalStateException("bad call");
        });
        handover.tell(list -> list.add(1));
        handover.ready(target);
        assertThat(target).containsExactly(1);
        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsNothingWhenNobodyWillCome() {
        handover.tell(list -> list.add(1));
        handover.giveUp();
        handover.tell(list -> list.add(2));
        handover.ready(target);
        assertThat(target).isEmpty();
    }
}
