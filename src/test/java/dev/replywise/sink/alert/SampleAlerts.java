package dev.replywise.sink.alert;

import dev.replywise.event.EventField;
import dev.replywise.event.EventRecord;
import dev.replywise.reply.SmtpCommand;
import java.util.HashSet;
import java.util.Set;

/** Alerts for tests of other packages. */
public final class SampleAlerts {
    private SampleAlerts() {}

    /** A record with every key that an alert can have, of different alerts together. */
    public static EventRecord full() {
        Mail mail = new Mail();
        mail.refused(20, SmtpCommand.AUTH, "535 5.7.8 Authentication failed").minutes(6);
        mail.accepted(1).look();
        EventRecord.Builder all = EventRecord.builder("smtp.client.alert");
        Set<String> keys = new HashSet<>(Set.of("event.name"));
        for (EventRecord event : mail.events) {
            for (EventField field : event.fields()) {
                if (keys.add(field.key())) {
                    if (field.value() instanceof Long) {
                        all.put(field.key(), (Long) field.value());
                    } else {
                        all.put(field.key(), field.value().toString());
                    }
                }
            }
        }
        EventRecord last = mail.last();
        return all.build(last.timestampMillis(), last.level(), last.message());
    }
}
