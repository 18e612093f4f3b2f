package dev.replywise.classify;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A user's rule file that may change while it is in use. Thread-safe. Whoever classifies pays for a look at the file's
 * time and size once a second; reading it is done elsewhere.
 */
final class RuleFile {
    static final long CHECK_NANOS = 1_000_000_000L;

    private final Path file;
    private final File plain;
    private final Consumer<String> problems;
    private final LongSupplier nanoTime;
    private final Executor background;
    private final AtomicLong nextCheck;
    private final RuleSet initial;
    private volatile long seenTime;
    private volatile long seenSize;

    RuleFile(Path file, Consumer<String> problems) {
        this(file, problems, System::nanoTime, RuleFile::onDaemon);
    }

    RuleFile(Path file, Consumer<String> problems, LongSupplier nanoTime, Executor background) {
        this.file = file;
        this.plain = file.toFile();
        this.problems = problems;
        this.nanoTime = nanoTime;
        this.background = background;
        nextCheck = new AtomicLong(nanoTime.getAsLong() + CHECK_NANOS);
        initial = read();
    }

    /** The rules as they were when this object was made. */
    RuleSet rules() {
        return initial;
    }

    /** Has the file read again and handed over when it has changed and a second has passed since the last look. */
    void checkNow(Consumer<RuleSet> taker) {
        long now = nanoTime.getAsLong();
        long due = nextCheck.get();
        if (now - due < 0 || !nextCheck.compareAndSet(due, now + CHECK_NANOS)) {
            return;
        }
        if (plain.lastModified() != seenTime || plain.length() != seenSize) {
            background.execute(() -> {
                try {
                    taker.accept(read());
                } catch (RuntimeException | Error e) {
                    tell(file + ": cannot be used: " + e);
                }
            });
        }
    }

    private RuleSet read() {
        // Noted before reading: a change during it is then seen at the next look.
        seenTime = plain.lastModified();
        seenSize = plain.length();
        RuleSet rules = RuleSet.read(file);
        for (RuleProblem problem : rules.problems()) {
            tell(problem.toString());
        }
        return rules;
    }

    private void tell(String problem) {
        try {
            problems.accept(problem);
        } catch (RuntimeException e) {
            // Whoever listens must not keep rules from being used.
            return;
        }
    }

    private static void onDaemon(Runnable task) {
        Thread thread = new Thread(task, "replywise-rules");
        thread.setDaemon(true);
        thread.start();
    }
}
