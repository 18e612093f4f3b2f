package dev.replywise.sink.jmx;

import java.util.Map;

/** Messages and their recipients since the start. */
public interface MessagesMXBean {
    /** All messages. */
    long getTotal();

    /** By outcome. */
    Map<String, Long> getByOutcome();

    /** By server. */
    Map<String, Long> getByServer();

    /** Seconds that sending a message took on average; 0 before the first. */
    double getMeanDurationSeconds();

    /** Recipients by reply class. */
    Map<String, Long> getRecipientsByClass();

    /** Recipients by cause. */
    Map<String, Long> getRecipientsByCause();
}
