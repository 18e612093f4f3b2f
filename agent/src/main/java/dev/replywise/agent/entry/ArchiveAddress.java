package dev.replywise.agent.entry;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/** Makes addresses of files of the archive, which service loaders read from, and reads from them. Thread-safe. */
final class ArchiveAddress extends URLStreamHandler {
    private static final String SCHEME = "replywise:/";

    private final IsolatedClassLoader loader;

    ArchiveAddress(IsolatedClassLoader loader) {
        this.loader = loader;
    }

    @SuppressWarnings("deprecation") // what takes its place cannot name a handler on Java 8
    @Nullable
    URL of(String name) {
        try {
            return new URL(null, SCHEME + name, this);
        } catch (MalformedURLException | SecurityException refused) {
            return null;
        }
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {
                // The archive is open.
            }

            @Override
            public InputStream getInputStream() throws IOException {
                byte[] octets = loader.octets(url.getPath().substring(1));
                if (octets == null) {
                    throw new FileNotFoundException(url.toString());
                }
                return new ByteArrayInputStream(octets);
            }
        };
    }
}
