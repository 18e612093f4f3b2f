package dev.replywise.sink.jmx;

import java.util.Map;

/** Replies since the start; secondary ones are left out. */
public interface RepliesMXBean {
    /** All replies. */
    long getTotal();

    /** By reply class. */
    Map<String, Long> getByClass();

    /** By cause. */
    Map<String, Long> getByCause();

    /** By reply code. */
    Map<String, Long> getByCode();

    /** By command. */
    Map<String, Long> getByCommand();

    /** By server. */
    Map<String, Long> getByServer();

    /** Refusals and missing replies by reply class. */
    Map<String, Long> getFailures();
}
