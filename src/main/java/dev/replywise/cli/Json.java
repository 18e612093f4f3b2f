package dev.replywise.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;

/** Writes JSON that any terminal and any parser can take: nothing in a string can move a cursor or be invalid UTF-8. */
final class Json {
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .rootValueSeparator((String) null)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final String HEX = "0123456789abcdef";

    private Json() {}

    /** A generator that leaves the stream open. */
    static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    /** A field, unless the value is empty. */
    static void field(JsonGenerator generator, String key, String value) throws IOException {
        if (!value.isEmpty()) {
            generator.writeFieldName(key);
            value(generator, value);
        }
    }

    /** A string of the server's words or the user's, its value kept as it is. */
    static void value(JsonGenerator generator, String value) throws IOException {
        if (isPlain(value)) {
            generator.writeString(value);
        } else {
            generator.writeRawValue(escaped(value));
        }
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x7F && needsEscape(value, i)) {
                return false;
            }
        }
        return true;
    }

    /** Control characters, marks that turn the reading direction, line separators and halves of surrogate pairs. */
    private static boolean needsEscape(String value, int i) {
        char c = value.charAt(i);
        if (c < 0xA0) {
            return c >= 0x7F;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(value.charAt(i - 1));
        }
        return (c >= 0x200E && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x061C
                || c == 0xFEFF;
    }

    private static String escaped(String value) {
        StringBuilder out = new StringBuilder(value.length() + 32).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || (c >= 0x7F && needsEscape(value, i))) {
                out.append('\\').append('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 0xF));
                }
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
