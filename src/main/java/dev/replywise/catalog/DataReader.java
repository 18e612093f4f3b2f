package dev.replywise.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads data files: YAML lists of mappings, without anchors and tags. Stateless and thread-safe.
 */
public final class DataReader {
    private static final int MAX_DEPTH = 8;

    private DataReader() {}

    /**
     * The items of a text.
     *
     * @throws DataException when it is no YAML list of mappings
     */
    public static List<DataItem> read(String text) {
        return read(text, 0);
    }

    /**
     * The items of a file that Replywise ships beside this class.
     *
     * @param name path below this package; a file that is not there has no items
     * @param unread keys of items that are of no use now
     * @throws DataException when it is no YAML list of mappings
     */
    public static List<DataItem> builtIn(String name, Set<String> unread) {
        String text = resource(name);
        try {
            return PlainYaml.read(text, unread);
        } catch (PlainYaml.Unsupported e) {
            // Slower, but never wrong. A test holds the built-in files to what PlainYaml can read.
            return read(text);
        }
    }

    /**
     * The items of a part of a file.
     *
     * @param linesBefore lines of the file before the part
     * @throws DataException when it is no YAML list of mappings
     */
    public static List<DataItem> read(String text, int linesBefore) {
        try {
            LoadSettings settings = LoadSettings.builder().build();
            return new Cursor(new Parse(settings).parseString(text).iterator(), linesBefore).items();
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            throw new DataException(linesBefore + (mark == null ? 0 : mark.getLine()) + 1, oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new DataException(linesBefore + 1, oneLine(String.valueOf(e.getMessage())));
        }
    }

    /**
     * A file that Replywise ships beside this class; empty when there is none.
     *
     * @param name path below this package
     */
    public static String resource(String name) {
        try (InputStream stream = DataReader.class.getResourceAsStream(name)) {
            return stream == null ? "" : decode(bytes(stream));
        } catch (IOException e) {
            throw new DataException(1, name + " cannot be read: " + e.getMessage());
        }
    }

    /** The text of UTF-8 octets, without a byte order mark; octets that are no UTF-8 are taken as Latin-1. */
    public static String decode(byte[] octets) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(octets, StandardCharsets.ISO_8859_1);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 * 1024);
        byte[] buffer = new byte[16 * 1024];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
            bytes.write(buffer, 0, n);
        }
        return bytes.toByteArray();
    }

    private static String oneLine(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return text.substring(0, Math.min(end, 200));
    }

    /** Walks over the events of one text. */
    private static final class Cursor {
        private final Iterator<Event> events;
        private final int linesBefore;

        Cursor(Iterator<Event> events, int linesBefore) {
            this.events = events;
            this.linesBefore = linesBefore;
        }

        List<DataItem> items() {
            List<DataItem> items = new ArrayList<>();
            while (events.hasNext()) {
                Event event = events.next();
                switch (event.getEventId()) {
                    case StreamStart:
                    case StreamEnd:
                    case DocumentStart:
                    case DocumentEnd:
                        break;
                    case SequenceStart:
                        for (Object element : list(0)) {
                            if (!(element instanceof DataItem)) {
                                throw new DataException(line(event), "an item is not made of 'name: value' pairs");
                            }
                            items.add((DataItem) element);
                        }
                        break;
                    default:
                        throw new DataException(line(event), "not a list of items that begin with '- '");
                }
            }
            return items;
        }

        private List<Object> list(int depth) {
            List<Object> list = new ArrayList<>();
            for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
                list.add(value(event, depth));
            }
            return list;
        }

        private DataItem mapping(Event start, int depth) {
            DataItem item = new DataItem(line(start));
            for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
                if (event.getEventId() != Event.ID.Scalar) {
                    throw new DataException(line(event), "a name must be a plain text");
                }
                String key = ((ScalarEvent) event).getValue();
                if (!item.put(key, value(events.next(), depth))) {
                    throw new DataException(line(event), "'" + key + "' stands there twice");
                }
            }
            return item;
        }

        private Object value(Event event, int depth) {
            if (depth > MAX_DEPTH) {
                throw new DataException(line(event), "lists and pairs are nested too deep");
            }
            switch (event.getEventId()) {
                case Scalar:
                    return ((ScalarEvent) event).getValue();
                case SequenceStart:
                    return list(depth + 1);
                case MappingStart:
                    return mapping(event, depth + 1);
                default:
                    throw new DataException(line(event), "anchors and aliases are not supported");
            }
        }

        private int line(Event event) {
            @Nullable Mark mark = event.getStartMark().orElse(null);
            return linesBefore + (mark == null ? 0 : mark.getLine()) + 1;
        }
    }
}
