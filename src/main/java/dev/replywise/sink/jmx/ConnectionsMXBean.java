package dev.replywise.sink.jmx;

import java.util.Map;

/** Connections since the start. */
public interface ConnectionsMXBean {
    /** Those that came about. */
    long getEstablished();

    /** Those that failed or broke. */
    long getFailed();

    /** By server, failed ones included. */
    Map<String, Long> getByServer();

    /** By TLS version; those without TLS are left out. */
    Map<String, Long> getByTlsVersion();

    /** Failed ones by the exception's class. */
    Map<String, Long> getByErrorType();
}
