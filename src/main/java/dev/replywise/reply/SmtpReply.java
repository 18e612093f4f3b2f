package dev.replywise.reply;

import com.google.auto.value.AutoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * One reply of an SMTP server (RFC 5321 §4.2): its code and the text of all its lines.
 *
 * <p>The text is the server's own words and not sanitized: it may hold anything, addresses and control characters
 * included. It is bounded by {@link ReplyParser#MAX_TEXT}. Immutable.
 */
@AutoValue
public abstract class SmtpReply {
    /** The value for "no reply came". */
    public static final SmtpReply NONE =
            create(ReplyCode.NONE, EnhancedStatusCode.NONE, Collections.<String>emptyList(), Collections.emptySet());

    /** The reply code that decides the class. */
    public abstract ReplyCode code();

    /** The enhanced status code, wherever in the text it stood (RFC 2034 §4). */
    public abstract EnhancedStatusCode enhancedStatusCode();

    /** The text of each line without its code and separator; not sanitized. */
    public abstract List<String> lines();

    /** What is wrong with the reply itself. */
    public abstract Set<ReplyAnomaly> anomalies();

    static SmtpReply create(
            ReplyCode code, EnhancedStatusCode enhanced, List<String> lines, Set<ReplyAnomaly> anomalies) {
        return new AutoValue_SmtpReply(
                code, enhanced, Collections.unmodifiableList(lines), Collections.unmodifiableSet(anomalies));
    }

    /** The class by the first digit of the code. */
    public ReplyClass replyClass() {
        return code().replyClass();
    }

    /** Whether the server said anything at all. */
    public boolean isPresent() {
        return code().isPresent() || !lines().isEmpty();
    }

    /**
     * The same reply with at most about so much text, for whoever keeps replies. It is cut between words, so that no half
     * of an address is left, which nobody would know for one; a line without a blank in that place is left out.
     *
     * @param maxText UTF-16 units of all lines together
     */
    public SmtpReply shortened(int maxText) {
        int length = 0;
        for (String line : lines()) {
            length += line.length() + 1;
        }
        if (length <= maxText + 1) {
            return this;
        }
        List<String> kept = new ArrayList<>();
        int left = maxText;
        for (String line : lines()) {
            if (line.length() > left) {
                int blank = line.lastIndexOf(' ', left);
                if (blank > 0) {
                    kept.add(line.substring(0, blank));
                }
                break;
            }
            kept.add(line);
            left -= line.length() + 1;
        }
        return create(code(), enhancedStatusCode(), kept, anomalies());
    }

    /** The lines with a space between; not sanitized. */
    public String text() {
        return lines().size() == 1 ? lines().get(0) : String.join(" ", lines());
    }
}
