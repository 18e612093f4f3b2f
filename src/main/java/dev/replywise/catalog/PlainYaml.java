package dev.replywise.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Reads the part of YAML that Replywise's own data files keep to: block mappings and lists, flow lists and mappings on
 * one line, plain, single-quoted and double-quoted scalars on one line, comments on lines of their own. A general reader
 * takes most of a second over these files in a JVM that has just started, and a service would wait for it when it sends
 * its first mail. Whatever lies outside that part is refused, never misread.
 */
final class PlainYaml {
    private final String text;
    private final Set<String> unread;
    private int position;
    private int line = 1;
    /** The line that is being looked at: where its content begins, and where it ends. */
    private int indent;

    private int contentStart;
    private int lineEnd;

    private PlainYaml(String text, Set<String> unread) {
        this.text = text;
        this.unread = unread;
    }

    /** Says that a text is outside the part of YAML that is read here. */
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1L;

        Unsupported(int line) {
            super("line " + line, null, false, false);
        }
    }

    /**
     * The items of a list of mappings.
     *
     * @param unread keys of items that are passed over
     */
    static List<DataItem> read(String text, Set<String> unread) throws Unsupported {
        PlainYaml reader = new PlainYaml(text, unread);
        List<DataItem> items = new ArrayList<>();
        if (reader.seek()) {
            for (Object element : reader.list(reader.indent, 0)) {
                if (!(element instanceof DataItem)) {
                    throw reader.unsupported();
                }
                items.add((DataItem) element);
            }
            if (reader.position < text.length()) {
                throw reader.unsupported();
            }
        }
        return items;
    }

    private Unsupported unsupported() {
        return new Unsupported(line);
    }

    /** Goes to the next line that has content; false at the end. */
    private boolean seek() throws Unsupported {
        while (position < text.length()) {
            int end = text.indexOf('\n', position);
            end = end < 0 ? text.length() : end;
            int start = position;
            while (start < end && text.charAt(start) == ' ') {
                start++;
            }
            if (start < end && text.charAt(start) == '\t') {
                throw unsupported();
            }
            int last = end;
            while (last > start && (text.charAt(last - 1) == ' ' || text.charAt(last - 1) == '\r')) {
                last--;
            }
            if (last > start && text.charAt(start) != '#') {
                indent = start - position;
                contentStart = start;
                lineEnd = last;
                return true;
            }
            nextLine();
        }
        return false;
    }

    private void nextLine() {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end + 1;
        line++;
    }

    private boolean atDash() {
        return text.charAt(contentStart) == '-'
                && (contentStart + 1 == lineEnd || text.charAt(contentStart + 1) == ' ');
    }

    private List<Object> list(int column, int depth) throws Unsupported {
        List<Object> elements = new ArrayList<>();
        if (indent != column || !atDash()) {
            throw unsupported();
        }
        while (position < text.length() && seek() && indent == column && atDash()) {
            int start = contentStart + 1;
            while (start < lineEnd && text.charAt(start) == ' ') {
                start++;
            }
            if (start == lineEnd) {
                throw unsupported();
            }
            if (isKey(start)) {
                // "- key: value" begins a mapping whose keys stand below that one.
                int inner = start - position;
                indent = inner;
                contentStart = start;
                elements.add(mapping(inner, depth + 1));
            } else {
                elements.add(inline(start, lineEnd));
                nextLine();
            }
        }
        return elements;
    }

    private DataItem mapping(int column, int depth) throws Unsupported {
        DataItem item = new DataItem(line);
        do {
            int colon = keyEnd(contentStart);
            if (colon < 0) {
                throw unsupported();
            }
            String key = text.substring(contentStart, colon);
            int start = colon + 1;
            while (start < lineEnd && text.charAt(start) == ' ') {
                start++;
            }
            if (depth == 1 && unread.contains(key)) {
                passOver(column);
            } else if (start < lineEnd) {
                put(item, key, inline(start, lineEnd));
                nextLine();
            } else {
                nextLine();
                if (!seek() || indent < column || (indent == column && !atDash())) {
                    throw unsupported();
                }
                put(item, key, atDash() ? list(indent, depth + 1) : mapping(indent, depth + 1));
            }
        } while (position < text.length() && seek() && indent == column && !atDash());
        if (position < text.length() && indent > column) {
            throw unsupported();
        }
        return item;
    }

    private void passOver(int column) throws Unsupported {
        do {
            nextLine();
        } while (seek() && (indent > column || (indent == column && atDash())));
    }

    private void put(DataItem item, String key, Object value) throws Unsupported {
        if (!item.put(key, value)) {
            throw unsupported();
        }
    }

    private boolean isKey(int start) {
        return keyEnd(start) >= 0;
    }

    /** The colon behind a plain key that begins here; -1 when none does. */
    private int keyEnd(int start) {
        int end = start;
        while (end < lineEnd && isKeyPart(text.charAt(end))) {
            end++;
        }
        boolean key = end > start
                && end < lineEnd
                && text.charAt(end) == ':'
                && (end + 1 == lineEnd || text.charAt(end + 1) == ' ');
        return key ? end : -1;
    }

    private static boolean isKeyPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** A value that takes the rest of the line. */
    private Object inline(int start, int end) throws Unsupported {
        Flow flow = new Flow(start, end);
        Object value = flow.value(false);
        if (flow.at != end) {
            throw unsupported();
        }
        return value;
    }

    /** Reads along one line. */
    private final class Flow {
        private final int end;
        private int at;

        Flow(int start, int end) {
            this.at = start;
            this.end = end;
        }

        Object value(boolean inside) throws Unsupported {
            if (at >= end) {
                throw unsupported();
            }
            switch (text.charAt(at)) {
                case '[':
                    return flowList();
                case '{':
                    return flowMapping();
                case '"':
                    return doubleQuoted();
                case '\'':
                    return singleQuoted();
                default:
                    return plain(inside);
            }
        }

        private List<Object> flowList() throws Unsupported {
            at++;
            blanks();
            if (accept(']')) {
                return Collections.emptyList();
            }
            List<Object> elements = new ArrayList<>();
            do {
                blanks();
                elements.add(value(true));
                blanks();
            } while (accept(','));
            if (!accept(']')) {
                throw unsupported();
            }
            return elements;
        }

        private DataItem flowMapping() throws Unsupported {
            DataItem item = new DataItem(line);
            at++;
            blanks();
            if (accept('}')) {
                return item;
            }
            do {
                blanks();
                int colon = keyEnd(at);
                if (colon < 0) {
                    throw unsupported();
                }
                String key = text.substring(at, colon);
                at = colon + 1;
                blanks();
                put(item, key, value(true));
                blanks();
            } while (accept(','));
            if (!accept('}')) {
                throw unsupported();
            }
            return item;
        }

        private String doubleQuoted() throws Unsupported {
            int start = ++at;
            StringBuilder unescaped = null;
            while (at < end && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c == '\\') {
                    if (unescaped == null) {
                        unescaped = new StringBuilder().append(text, start, at - 1);
                    }
                    unescaped.append(escape());
                } else if (unescaped != null) {
                    unescaped.append(c);
                }
            }
            String value = unescaped == null ? text.substring(start, at) : unescaped.toString();
            if (!accept('"')) {
                throw unsupported();
            }
            return value;
        }

        private char escape() throws Unsupported {
            if (at >= end) {
                throw unsupported();
            }
            char c = text.charAt(at++);
            switch (c) {
                case '"':
                case '\\':
                case '/':
                    return c;
                case 'n':
                    return '\n';
                case 'r':
                    return '\r';
                case 't':
                    return '\t';
                case 'u':
                    if (at + 4 <= end) {
                        try {
                            char unit = (char) Integer.parseInt(text.substring(at, at + 4), 16);
                            at += 4;
                            return unit;
                        } catch (NumberFormatException e) {
                            throw unsupported();
                        }
                    }
                    throw unsupported();
                default:
                    throw unsupported();
            }
        }

        private String singleQuoted() throws Unsupported {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < end) {
                char c = text.charAt(at++);
                if (c != '\'') {
                    value.append(c);
                } else if (at < end && text.charAt(at) == '\'') {
                    value.append(c);
                    at++;
                } else {
                    return value.toString();
                }
            }
            throw unsupported();
        }

        private String plain(boolean inside) throws Unsupported {
            int start = at;
            if ("-?:,[]{}#&*!|>'\"%@`~".indexOf(text.charAt(at)) >= 0) {
                throw unsupported();
            }
            while (at < end) {
                char c = text.charAt(at);
                if (inside && (c == ',' || c == ']' || c == '}')) {
                    break;
                }
                boolean special = (inside && (c == '[' || c == '{'))
                        || (c == ':' && (at + 1 == end || text.charAt(at + 1) == ' ' || inside))
                        || (c == '#' && text.charAt(at - 1) == ' ')
                        || c == '\t';
                if (special) {
                    throw unsupported();
                }
                at++;
            }
            int last = at;
            while (last > start && text.charAt(last - 1) == ' ') {
                last--;
            }
            return text.substring(start, last);
        }

        private void blanks() {
            while (at < end && text.charAt(at) == ' ') {
                at++;
            }
        }

        private boolean accept(char c) {
            if (at < end && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }
    }
}
