package dev.replywise.agent.options;

import java.io.PrintStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says what goes wrong: one line {@code replywise: …} on standard error for each different problem, however often it
 * comes. Never throws, even when standard error is closed. Thread-safe.
 */
public final class Problems implements Consumer<String> {
    /** Different lines that are printed; later ones are only counted. */
    static final int MOST_LINES = 200;

    private static final int LONGEST_LINE = 500;
    private static final String PREFIX = "replywise: ";

    private final @Nullable PrintStream out;
    private final Set<String> said = Collections.synchronizedSet(new HashSet<String>());
    private final AtomicLong count = new AtomicLong();

    /** Prints to what {@link System#err} is at the time. */
    public Problems() {
        this(null);
    }

    Problems(@Nullable PrintStream out) {
        this.out = out;
    }

    /** Says a problem unless it was said before. */
    @Override
    public void accept(String problem) {
        count.incrementAndGet();
        try {
            String line = line(problem);
            if (said.size() < MOST_LINES && said.add(line)) {
                print(line);
                if (said.size() == MOST_LINES) {
                    print(PREFIX + "further problems are counted but not printed");
                }
            }
        } catch (Throwable outputIsBroken) {
            // The application goes on; the problem is counted.
        }
    }

    /** How many problems there were, repeated ones included. */
    public long count() {
        return count.get();
    }

    private void print(String line) {
        PrintStream stream = out == null ? System.err : out;
        if (stream != null) {
            stream.println(line);
        }
    }

    /** One line of bounded length with control characters made visible. */
    static String line(String problem) {
        StringBuilder line = new StringBuilder(PREFIX);
        for (int i = 0; i < problem.length(); i++) {
            char c = problem.charAt(i);
            if (line.length() > LONGEST_LINE - 6) {
                return line.append('…').toString();
            }
            if (isInvisible(c)) {
                line.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    line.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    private static boolean isInvisible(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
