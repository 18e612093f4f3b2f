package dev.replywise.event;

import dev.replywise.reply.ReplyParser;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Makes the server's words out of what a mail library read, one character for each octet. */
final class ReplyText {
    private static final String END_OF_STREAM = "[EOF]";
    private static final String GBK = "GBK";

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
        int firstWide = firstNonAscii(text);
        if (firstWide < 0) {
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
        String utf8 = strictly(StandardCharsets.UTF_8, octets, whole);
        if (!utf8.isEmpty()) {
            return utf8;
        }
        if (looksLikeGbk(octets, firstWide) && Charset.isSupported(GBK)) {
            String gbk = strictly(Charset.forName(GBK), octets, whole);
            if (!gbk.isEmpty()) {
                return gbk;
            }
        }
        return bounded;
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

    /** Empty when the octets are not of that charset; an end cut off by the bound is let go. */
    private static String strictly(Charset charset, byte[] octets, boolean whole) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate((int) (octets.length * decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(octets), out, whole);
        if (result.isError()) {
            return "";
        }
        return ((CharBuffer) out.flip()).toString();
    }

    /**
     * Two octets for each character, and most of them in the block of common Chinese characters. Text in a European
     * charset seldom has even two letters with accents in a row.
     */
    private static boolean looksLikeGbk(byte[] octets, int from) {
        int pairs = 0;
        int common = 0;
        int i = from;
        while (i < octets.length) {
            int lead = octets[i] & 0xFF;
            if (lead < 0x80) {
                i++;
                continue;
            }
            if (i + 1 == octets.length) {
                break;
            }
            int trail = octets[i + 1] & 0xFF;
            if (lead == 0x80 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF) {
                return false;
            }
            pairs++;
            if (lead >= 0xB0 && lead <= 0xF7 && trail >= 0xA1) {
                common++;
            }
            i += 2;
        }
        return common >= 2 && common * 4 >= pairs * 3;
    }
}
