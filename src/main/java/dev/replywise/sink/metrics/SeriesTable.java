package dev.replywise.sink.metrics;

import dev.replywise.event.MessageOutcome;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes series of what events say and keeps their number within {@link SmtpMetric#maxSeries()}. Thread-safe. */
final class SeriesTable {
    /** Distinct exception classes, causes (a user's rules may name more than the built-in ones) and TLS versions. */
    private static final int ERROR_TYPES = 50;

    private static final int CAUSES = 150;
    private static final int TLS_VERSIONS = 10;
    private static final int LABEL_VALUES = 100;

    private static final String[] CODES = new String[600];

    static {
        for (int code = 200; code < CODES.length; code++) {
            CODES[code] = Integer.toString(code);
        }
    }

    private final BoundedValues servers = new BoundedValues(SmtpMetric.Limits.SERVER_NAMES);
    private final BoundedValues errorTypes = new BoundedValues(ERROR_TYPES);
    private final BoundedValues causes = new BoundedValues(CAUSES);
    private final BoundedValues tlsVersions = new BoundedValues(TLS_VERSIONS);
    private final List<String> labelNames;
    private final List<BoundedValues> labelValues = new ArrayList<>();
    private final Map<SmtpMetric, Admission> admissions = new EnumMap<>(SmtpMetric.class);

    SeriesTable(List<String> labelNames) {
        this.labelNames = labelNames;
        for (int i = 0; i < labelNames.size(); i++) {
            labelValues.add(new BoundedValues(LABEL_VALUES));
        }
        for (SmtpMetric metric : SmtpMetric.values()) {
            admissions.put(metric, new Admission(metric.limit()));
        }
    }

    Series reply(
            SmtpCommand command,
            int code,
            ReplyClass replyClass,
            String causeId,
            String server,
            Map<String, String> labels) {
        String codeText = code == 0 ? "" : code < CODES.length && code >= 200 ? CODES[code] : SmtpMetric.OTHER;
        boolean failed = replyClass != ReplyClass.POSITIVE;
        return labelled(
                SmtpMetric.REPLIES,
                labels,
                command.name(),
                codeText,
                replyClass.id(),
                causes.of(causeId),
                server(server),
                !failed ? "" : codeText.isEmpty() ? SmtpMetric.OTHER : codeText);
    }

    Series commandDuration(SmtpCommand command, ReplyClass replyClass) {
        return admitted(new Series(SmtpMetric.COMMAND_DURATION, command.name(), replyClass.id()));
    }

    Series message(MessageOutcome outcome, String server, Map<String, String> labels) {
        return labelled(SmtpMetric.MESSAGES, labels, outcome.id(), server(server));
    }

    Series messageDuration(MessageOutcome outcome, String server) {
        return admitted(new Series(SmtpMetric.MESSAGE_DURATION, outcome.id(), server(server)));
    }

    Series recipients(ReplyClass replyClass, String causeId, String server, Map<String, String> labels) {
        return labelled(SmtpMetric.RECIPIENTS, labels, replyClass.id(), causes.of(causeId), server(server));
    }

    Series failures(ReplyClass replyClass) {
        return admitted(new Series(SmtpMetric.FAILURES, replyClass.id()));
    }

    /** @param errorType empty when the connection came about */
    Series connection(String server, String tlsVersion, String errorType, Map<String, String> labels) {
        return labelled(
                SmtpMetric.CONNECTIONS, labels, server(server), tlsVersions.of(tlsVersion), errorTypes.of(errorType));
    }

    private String server(String address) {
        return servers.of(address.toLowerCase(Locale.ROOT));
    }

    private Series labelled(SmtpMetric metric, Map<String, String> labels, String... attributes) {
        int count = labelNames.size();
        if (count == 0) {
            return admitted(new Series(metric, attributes));
        }
        String[] values = new String[attributes.length + count];
        System.arraycopy(attributes, 0, values, 0, attributes.length);
        for (int i = 0; i < count; i++) {
            String value = labels.get(labelNames.get(i));
            values[attributes.length + i] =
                    value == null ? "" : labelValues.get(i).of(value);
        }
        return admitted(new Series(metric, values));
    }

    private Series admitted(Series series) {
        Admission admission = admissions.get(series.metric());
        return admission == null ? series : admission.of(series);
    }

    /** The series of one metric: the first so many as they are, later ones folded. */
    private static final class Admission {
        private final int limit;
        private final AtomicInteger size = new AtomicInteger();
        private final ConcurrentHashMap<Series, Series> known = new ConcurrentHashMap<>();

        Admission(int limit) {
            this.limit = limit;
        }

        Series of(Series series) {
            Series kept = known.get(series);
            if (kept != null) {
                return kept;
            }
            if (size.get() >= limit || size.incrementAndGet() > limit) {
                // The folded ones are few by their nature and need no counting; nor does one overshoot of the size.
                Series folded = series.folded();
                Series earlier = known.putIfAbsent(folded, folded);
                return earlier == null ? folded : earlier;
            }
            Series earlier = known.putIfAbsent(series, series);
            if (earlier != null) {
                size.decrementAndGet();
                return earlier;
            }
            return series;
        }
    }
}
