package dev.replywise.sink.console;

import dev.replywise.sink.http.HttpAnswer;
import dev.replywise.sink.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The files of the page, out of the jar. Immutable. */
final class ConsolePage {
    private static final Map<String, String[]> FILES = files();

    private ConsolePage() {}

    private static Map<String, String[]> files() {
        Map<String, String[]> files = new HashMap<>();
        files.put("/", new String[] {"console.html", "text/html; charset=utf-8"});
        files.put("/console.css", new String[] {"console.css", "text/css; charset=utf-8"});
        files.put("/console.js", new String[] {"console.js", "text/javascript; charset=utf-8"});
        files.put("/favicon.svg", new String[] {"favicon.svg", "image/svg+xml"});
        return Collections.unmodifiableMap(files);
    }

    static HttpAnswer answer(HttpRequest request) throws IOException {
        String[] file = FILES.get(request.path());
        return file == null
                ? HttpAnswer.text("404 Not Found", "The page is at /\n")
                : HttpAnswer.of(HttpAnswer.OK, file[1], read(file[0]));
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = ConsolePage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the jar");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 * 1024);
            byte[] buffer = new byte[8 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes.write(buffer, 0, count);
            }
            return bytes.toByteArray();
        }
    }
}
