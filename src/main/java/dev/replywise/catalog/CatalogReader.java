package dev.replywise.catalog;

import dev.replywise.reply.SmtpCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes catalogue entries and causes of the items of data files. */
final class CatalogReader {
    private CatalogReader() {}

    static List<CatalogEntry> entries(List<DataItem> items) {
        List<CatalogEntry> entries = new ArrayList<>(items.size());
        for (DataItem item : items) {
            entries.add(CatalogEntry.create(
                    item.text("code"),
                    item.text("class"),
                    commands(item),
                    item.text("cause"),
                    actor(item, item.text("actor")),
                    retry(item, item.text("retry")),
                    item.text("status"),
                    item.text("reference", ""),
                    item.text("url", "")));
        }
        return entries;
    }

    static List<Cause> causes(List<DataItem> items) {
        List<Cause> causes = new ArrayList<>(items.size());
        for (DataItem item : items) {
            causes.add(Cause.create(
                    item.text("cause"),
                    item.text("group"),
                    actor(item, item.text("actor")),
                    retry(item, item.text("retry")),
                    item.text("reference", ""),
                    item.text("url", ""),
                    advice(item)));
        }
        return causes;
    }

    private static List<AdviceVariant> advice(DataItem cause) {
        List<DataItem> items = cause.items("advice");
        if (items.isEmpty()) {
            return Collections.singletonList(variant(cause, cause, cause.text("cause")));
        }
        List<AdviceVariant> variants = new ArrayList<>(items.size());
        for (DataItem item : items) {
            variants.add(variant(cause, item, item.text("id")));
        }
        AdviceVariant last = variants.get(variants.size() - 1);
        if (!last.conditions().isEmpty()) {
            throw new DataException(cause.line(), "the last advice of a cause must apply always");
        }
        return variants;
    }

    private static AdviceVariant variant(DataItem cause, DataItem item, String id) {
        DataItem when = item == cause ? null : item.item("when");
        List<AdviceVariant.Condition> conditions = new ArrayList<>();
        if (when != null) {
            for (String name : when.keys()) {
                conditions.add(AdviceVariant.Condition.create(name, when.texts(name)));
            }
        }
        return AdviceVariant.create(
                id,
                conditions,
                retry(item, item.text("retry", cause.text("retry"))),
                actor(item, item.text("actor", cause.text("actor"))),
                item.text("reference", cause.text("reference", "")),
                item.text("url", cause.text("url", "")));
    }

    private static List<SmtpCommand> commands(DataItem item) {
        List<SmtpCommand> commands = new ArrayList<>();
        for (String name : item.texts("commands")) {
            commands.add(SmtpCommand.ofVerb(name));
        }
        return commands;
    }

    private static Actor actor(DataItem item, String id) {
        try {
            return Actor.of(id);
        } catch (IllegalArgumentException e) {
            throw new DataException(item.line(), "actor: " + e.getMessage());
        }
    }

    private static RetryAction retry(DataItem item, String id) {
        try {
            return RetryAction.of(id);
        } catch (IllegalArgumentException e) {
            throw new DataException(item.line(), "retry: " + e.getMessage());
        }
    }
}
