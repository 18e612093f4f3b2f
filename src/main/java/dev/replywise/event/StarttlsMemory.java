package dev.replywise.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers which servers offered STARTTLS in this JVM, the last {@value #MAX_SERVERS} of them. Thread-safe. */
final class StarttlsMemory {
    static final int MAX_SERVERS = 1000;

    private final Map<String, Boolean> servers = new LinkedHashMap<String, Boolean>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_SERVERS;
        }
    };

    synchronized void offered(String server) {
        servers.put(server, Boolean.TRUE);
    }

    synchronized boolean hasOffered(String server) {
        return servers.get(server) != null;
    }
}
