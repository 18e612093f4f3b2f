package dev.replywise.catalog;

import com.google.auto.value.AutoValue;
import java.util.Collections;
import java.util.List;

/** Why a reply is as it is: one of the ids of {@code smtp.cause.id}, with who can fix it and whether to retry. Immutable. */
@AutoValue
public abstract class Cause {
    /** Such as {@code mailbox-moved}. */
    public abstract String id();

    /** Such as {@code recipient}; {@code no-reply} for causes that only the client side can see. */
    public abstract String group();

    /** Who can fix it, unless an advice variant says otherwise. */
    public abstract Actor actor();

    /** Retry sense, unless an advice variant says otherwise. */
    public abstract RetryAction retry();

    /** Short reference; may be empty. */
    public abstract String reference();

    /** Best public page; may be empty. */
    public abstract String url();

    /** In order; the last one has no conditions. */
    public abstract List<AdviceVariant> advice();

    static Cause create(
            String id,
            String group,
            Actor actor,
            RetryAction retry,
            String reference,
            String url,
            List<AdviceVariant> advice) {
        return new AutoValue_Cause(id, group, actor, retry, reference, url, Collections.unmodifiableList(advice));
    }
}
