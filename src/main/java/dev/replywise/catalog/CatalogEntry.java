package dev.replywise.catalog;

import com.google.auto.value.AutoValue;
import dev.replywise.reply.SmtpCommand;
import java.util.Collections;
import java.util.List;

/**
 * What is known about one reply code or enhanced status code, language apart. Its texts stand in the message files
 * under {@link #messageKey()}. Immutable.
 */
@AutoValue
public abstract class CatalogEntry {
    /** {@code 551}, {@code X.1.6} or, for codes of one class only, {@code 5.7.606}. */
    public abstract String code();

    /** {@code positive}, {@code transient}, {@code permanent}, {@code none}, or {@code any} for X.n.n. */
    public abstract String classId();

    /** The commands it answers; empty for any. */
    public abstract List<SmtpCommand> commands();

    /** The id of the cause when nothing else is known. */
    public abstract String causeId();

    /** Who can fix it. */
    public abstract Actor actor();

    /** Retry sense. */
    public abstract RetryAction retry();

    /** {@code standard}, {@code registered}, {@code de-facto} or {@code doubtful}. */
    public abstract String status();

    /** Short reference, such as {@code RFC 5321 §3.4}. */
    public abstract String reference();

    /** Best public page; may be empty. */
    public abstract String url();

    static CatalogEntry create(
            String code,
            String classId,
            List<SmtpCommand> commands,
            String causeId,
            Actor actor,
            RetryAction retry,
            String status,
            String reference,
            String url) {
        return new AutoValue_CatalogEntry(
                code, classId, Collections.unmodifiableList(commands), causeId, actor, retry, status, reference, url);
    }

    /** The beginning of its keys in message files: {@code code.551} or {@code enhanced.X.1.6}. */
    public String messageKey() {
        return (code().indexOf('.') < 0 ? "code." : "enhanced.") + code();
    }
}
