package dev.replywise.cli;

import dev.replywise.catalog.Actor;
import dev.replywise.catalog.AdviceVariant;
import dev.replywise.catalog.CatalogEntry;
import dev.replywise.catalog.Cause;
import dev.replywise.catalog.Messages;
import dev.replywise.catalog.ReplyCatalog;
import dev.replywise.catalog.RetryAction;
import dev.replywise.reply.EnhancedStatusCode;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the page of a code or cause in the catalogue and fills in its texts. Immutable and thread-safe. */
final class CodePages {
    private static final String ANY_CLASS = "any";

    private final ReplyCatalog catalog;
    private final Messages messages;

    CodePages(ReplyCatalog catalog, Messages messages) {
        this.catalog = catalog;
        this.messages = messages;
    }

    Messages messages() {
        return messages;
    }

    /** The page of {@code 551}, {@code 5.1.6} or {@code X.1.6}; letter case does not count. */
    Optional<CodePage> code(String code) {
        String wanted = code.toUpperCase(Locale.ROOT);
        Optional<CatalogEntry> entry = catalog.find(wanted);
        return entry.isPresent() ? Optional.of(page(entry.get(), wanted)) : Optional.<CodePage>empty();
    }

    /** The page of a cause such as {@code mailbox-full}. */
    Optional<CodePage> cause(String id) {
        for (Cause cause : catalog.causes()) {
            if (cause.id().equals(id)) {
                return Optional.of(page(cause));
            }
        }
        return Optional.empty();
    }

    /** The pages of all codes, in the order of the catalogue. */
    List<CodePage> codes() {
        List<CodePage> pages = new ArrayList<>();
        for (CatalogEntry entry : catalog.entries()) {
            pages.add(page(entry, entry.code()));
        }
        return pages;
    }

    /** The pages of all causes, in the order of the catalogue. */
    List<CodePage> causes() {
        List<CodePage> pages = new ArrayList<>();
        for (Cause cause : catalog.causes()) {
            pages.add(page(cause));
        }
        return pages;
    }

    /** The text of a label. */
    String label(String name) {
        return text("label." + name);
    }

    private String text(String key) {
        return messages.text(key, Collections.<String, String>emptyMap());
    }

    private CodePage page(CatalogEntry entry, String asked) {
        Cause cause = catalog.cause(entry.causeId());
        ReplyClass askedClass = EnhancedStatusCode.parse(asked).replyClass();
        boolean narrowed = entry.classId().equals(ANY_CLASS) && askedClass != ReplyClass.NONE;
        String classId = narrowed ? askedClass.id() : entry.classId();
        RetryAction retry = entry.retry();
        Actor actor = entry.actor();
        if (narrowed) {
            Optional<AdviceVariant> variant = ofClass(cause, classId);
            retry = variant.isPresent() ? variant.get().retry() : retry;
            actor = variant.isPresent() ? variant.get().actor() : actor;
        }
        if (narrowed && askedClass == ReplyClass.POSITIVE) {
            retry = RetryAction.NONE_NEEDED;
            actor = Actor.NOBODY_NEEDED;
        }
        if (narrowed && askedClass == ReplyClass.TRANSIENT && retry == RetryAction.NEVER) {
            retry = RetryAction.LATER;
        }
        List<String> commands = new ArrayList<>();
        for (SmtpCommand command : entry.commands()) {
            commands.add(command.name());
        }
        return texts(entry.messageKey(), cause, retry, actor)
                .code(asked)
                .classId(classId)
                .classText(text("class." + classId))
                .statusId(entry.status())
                .statusText(text("status." + entry.status()))
                .commands(Collections.unmodifiableList(commands))
                .reference(entry.reference())
                .url(entry.url())
                .build();
    }

    /** What a cause advises where the class is all that is known, and where that differs from what it advises in general. */
    private static Optional<AdviceVariant> ofClass(Cause cause, String classId) {
        for (AdviceVariant variant : cause.advice()) {
            List<AdviceVariant.Condition> conditions = variant.conditions();
            if (conditions.size() == 1
                    && conditions.get(0).name().equals("class")
                    && conditions.get(0).values().contains(classId)) {
                return Optional.of(variant);
            }
        }
        return Optional.empty();
    }

    private CodePage page(Cause cause) {
        return texts("cause." + cause.id(), cause, cause.retry(), cause.actor())
                .code(cause.id())
                .classId("")
                .classText("")
                .statusId("")
                .statusText("")
                .commands(Collections.<String>emptyList())
                .reference(cause.reference())
                .url(cause.url())
                .build();
    }

    private CodePage.Builder texts(String key, Cause cause, RetryAction retry, Actor actor) {
        return CodePage.builder()
                .name(text(key + ".name"))
                .description(text(key + ".description"))
                .seen(text(key + ".seen"))
                .fix(text(key + ".fix"))
                .groupId(cause.group())
                .categoryText(text("group." + cause.group()))
                .causeId(cause.id())
                .causeName(text("cause." + cause.id() + ".name"))
                .actorId(actor.id())
                .actorText(text("actor." + actor.id()))
                .retryId(retry.id())
                .retryText(text("retry." + retry.id()));
    }
}
