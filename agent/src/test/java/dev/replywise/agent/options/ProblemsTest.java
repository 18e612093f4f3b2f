package dev.replywise.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final Problems problems = new Problems(new PrintStream(octets, true, StandardCharsets.UTF_8));

    private List<String> lines() {
        return octets.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void saysEachProblemOnceAndCountsAll() {
        problems.accept("port 9464 is in use");
        problems.accept("port 9464 is in use");
        problems.accept("another");

        assertThat(lines()).containsExactly("replywise: port 9464 is in use", "replywise: another");
        assertThat(problems.count()).isEqualTo(3);
    }

    @Test
    void aProblemIsOneVisibleLineOfBoundedLength() {
        problems.accept("a\nb\u001b[31m\u202e\u2028c");
        problems.accept("x".repeat(2000));

        assertThat(lines().get(0)).isEqualTo("replywise: a\\u000ab\\u001b[31m\\u202e\\u2028c");
        assertThat(lines().get(1)).endsWith("x…").hasSizeLessThanOrEqualTo(500);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void thereIsAnEndToDifferentProblems() {
        for (int i = 0; i < 1000; i++) {
            problems.accept("problem " + i);
        }

        assertThat(lines())
                .hasSize(Problems.MOST_LINES + 1)
                .endsWith("replywise: further problems are counted but not printed");
        assertThat(problems.count()).isEqualTo(1000);
    }

    @Test
    void aBrokenStreamHarmsNobody() {
        Problems broken = new Problems(new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("closed");
            }
        });

        broken.accept("a");

        assertThat(broken.count()).isEqualTo(1);
    }

    @Test
    void standardErrorMayBeClosedOrMissing() {
        PrintStream before = System.err;
        try {
            PrintStream closed = new PrintStream(OutputStream.nullOutputStream());
            closed.close();
            System.setErr(closed);
            new Problems().accept("a");
            System.setErr(null);
            new Problems().accept("b");
        } finally {
            System.setErr(before);
        }
    }
}
