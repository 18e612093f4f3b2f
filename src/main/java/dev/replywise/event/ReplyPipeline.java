package dev.replywise.event;

import dev.replywise.classify.Classification;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpReply;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes what probes saw, classifies it and hands events to listeners; a failing listener harms nobody. Thread-safe. */
public final class ReplyPipeline {
    private static final int MAX_PROBLEMS_SAID = 100;
    private static final String JVM_PREFIX =
            Long.toString(ThreadLocalRandom.current().nextLong() >>> 16, Character.MAX_RADIX);

    private final AtomicLong sessions = new AtomicLong();
    private final AtomicLong suppressed = new AtomicLong();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final CopyOnWriteArrayList<SmtpEventListener> listeners = new CopyOnWriteArrayList<>();
    private final StarttlsMemory starttlsMemory = new StarttlsMemory();
    private final Consumer<String> problems;
    private final Classification undetermined;
    private volatile ReplyClassifier classifier;
    private volatile LabelSource labels = LabelSource.NONE;
    private volatile @Nullable ExceptionTexts exceptionTexts;

    /** A pipeline that classifies with the given classifier and keeps its problems to itself, but for their number. */
    public ReplyPipeline(ReplyClassifier classifier) {
        this(classifier, problem -> {});
    }

    /**
     * A pipeline that says what went wrong inside it.
     *
     * @param problems is given one line for each kind of problem, once; called on sending threads
     */
    public ReplyPipeline(ReplyClassifier classifier, Consumer<String> problems) {
        this.classifier = classifier;
        this.problems = problems;
        this.undetermined = classifier.withoutReply(FailureCause.UNDETERMINED, ReplyContext.UNKNOWN);
    }

    /** Adds a listener; events of running transactions may miss it. */
    public void addListener(SmtpEventListener listener) {
        listeners.add(listener);
    }

    /** Removes a listener; an event that is being handed out may still reach it. */
    public void removeListener(SmtpEventListener listener) {
        listeners.remove(listener);
    }

    /** Classifies with another classifier from the next reply on, as when a rule file has changed. */
    public void setClassifier(ReplyClassifier replacement) {
        classifier = replacement;
    }

    /** Reads labels from this source from the next connection or message on. */
    public void setLabels(LabelSource source) {
        labels = source;
    }

    /**
     * From the next connection on, what failed rides on the exceptions that the mail library throws for it, as a
     * suppressed exception; they stay as they are otherwise.
     */
    public void explainExceptions(EventFormat format) {
        exceptionTexts = new ExceptionTexts(format);
    }

    /**
     * Lets what rides on exceptions ride on the one as well in which a framework has collected them aside from its cause.
     * Does nothing unless exceptions are explained at all.
     *
     * @param collected in the order in which they were thrown
     */
    public void explainCollection(Throwable collection, @Nullable Throwable[] collected) {
        ExceptionTexts texts = exceptionTexts;
        if (texts != null) {
            CollectedNotes.rideOn(collection, collected, texts);
        }
    }

    /** Begins a connection, as soon as a probe sees one being made. */
    public SmtpSession newSession() {
        return new SmtpSession(this);
    }

    /** How many errors, of listeners and of the pipeline itself, were kept from the application since the start. */
    public long suppressedErrors() {
        return suppressed.get();
    }

    String nextSessionId() {
        return JVM_PREFIX + "-" + sessions.incrementAndGet();
    }

    FailureNotes newFailureNotes() {
        return new FailureNotes(exceptionTexts);
    }

    StarttlsMemory starttlsMemory() {
        return starttlsMemory;
    }

    Map<String, String> labels(@Nullable Function<String, @Nullable String> headerReader) {
        try {
            return labels.read(headerReader);
        } catch (Throwable failure) {
            suppress("LabelSource", failure);
            return Collections.emptyMap();
        }
    }

    /** What a reply means; undetermined when the classifier fails, so that the reply is reported all the same. */
    Classification classify(SmtpReply reply, ReplyContext context) {
        try {
            return classifier.classify(reply, context);
        } catch (Throwable failure) {
            suppress("ReplyClassifier", failure);
            return as(reply.replyClass(), undetermined);
        }
    }

    /** The meaning of something other than a reply's own words: a cause of the session. */
    Classification ofSession(String causeId, ReplyClass replyClass, ReplyContext context) {
        try {
            return as(replyClass, classifier.withoutReply(causeId, context));
        } catch (Throwable failure) {
            suppress("ReplyClassifier", failure);
            return as(replyClass, undetermined);
        }
    }

    private static Classification as(ReplyClass replyClass, Classification meaning) {
        if (meaning.replyClass() == replyClass) {
            return meaning;
        }
        return Classification.builder()
                .replyClass(replyClass)
                .cause(meaning.cause())
                .confidence(meaning.confidence())
                .rule(meaning.rule())
                .retry(meaning.retry())
                .actor(meaning.actor())
                .adviceId(meaning.adviceId())
                .url(meaning.url())
                .reference(meaning.reference())
                .withFacts(meaning.facts())
                .build();
    }

    void publish(ReplyEvent event) {
        for (SmtpEventListener listener : listeners) {
            try {
                listener.onReply(event);
            } catch (Throwable failure) {
                suppress(listener.getClass().getName(), failure);
            }
        }
    }

    void publishBegun(SessionInfo session) {
        long now = System.currentTimeMillis();
        for (SmtpEventListener listener : listeners) {
            try {
                listener.onMessageBegun(session, now);
            } catch (Throwable failure) {
                suppress(listener.getClass().getName(), failure);
            }
        }
    }

    void publish(MessageEvent event) {
        for (SmtpEventListener listener : listeners) {
            try {
                listener.onMessage(event);
            } catch (Throwable failure) {
                suppress(listener.getClass().getName(), failure);
            }
        }
    }

    void publish(ConnectionEvent event) {
        for (SmtpEventListener listener : listeners) {
            try {
                listener.onConnection(event);
            } catch (Throwable failure) {
                suppress(listener.getClass().getName(), failure);
            }
        }
    }

    /** Counts an error of ours and says it once for each place and type, so that neither mail nor log suffers. */
    void suppress(String where, Throwable failure) {
        suppressed.incrementAndGet();
        try {
            String kind = where + " failed: " + failure.getClass().getName();
            if (said.size() < MAX_PROBLEMS_SAID && said.add(kind)) {
                String message = failure.getMessage();
                problems.accept(message == null ? kind : kind + ": " + message);
            }
        } catch (Throwable unsayable) {
            // The count above is all that can be done.
            suppressed.incrementAndGet();
        }
    }
}
