package dev.replywise.event;

import dev.replywise.reply.ReplyDecoder;
import dev.replywise.reply.ReplyParser;

/** Makes the server's words out of what a mail library read, one character for each octet. */
final class ReplyText {
    private static final String END_OF_STREAM = "[EOF]";

    private ReplyText() {}

    /** Whether the stream ended before a whole reply had come: nothing, or only lines that promise another one. */
    static boolean endedEarly(int code, String text) {
        if (code != -1) {
            return false;
        }
        if (text.isEmpty() || text.equals(END_OF_STREAM)) {
            return true;
        }
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        int start = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1;
        return end - start >= 4 && text.charAt(start + 3) == '-';
    }

    /** The lines that came before the stream ended; empty when there were none. */
    static String partial(String text) {
        return text.equals(END_OF_STREAM) ? "" : decode(text.trim());
    }

    /**
     * Decodes again where the octets are UTF-8, or look like the GBK of Chinese servers; all else stays Latin-1. Linear,
     * and no more than the parser looks at.
     */
    static String decode(String text) {
        if (firstNonAscii(text) < 0) {
            return text;
        }
        boolean whole = text.length() <= ReplyParser.MAX_TEXT;
        String bounded = whole ? text : text.substring(0, ReplyParser.MAX_TEXT);
        byte[] octets = new byte[bounded.length()];
        for (int i = 0; i < octets.length; i++) {
            char c = bounded.charAt(i);
            if (c > 0xFF) {
                // The library was told to decode UTF-8 itself.
                return bounded;
            }
            octets[i] = (byte) c;
        }
        return ReplyDecoder.decode(octets, 0, octets.length, whole);
    }

    private static int firstNonAscii(String text) {
        int length = Math.min(text.length(), ReplyParser.MAX_TEXT);
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) > 0x7F) {
                return i;
            }
        }
        return -1;
    }
}
