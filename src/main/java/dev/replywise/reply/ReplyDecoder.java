package dev.replywise.reply;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes text of the octets that a server sent. RFC 5321 §4.2 wants ASCII, RFC 6531 §3.7.4 allows UTF-8, and many servers
 * in China send GBK. Total and linear to the octets; stateless and thread-safe.
 */
public final class ReplyDecoder {
    private static final String GBK = "GBK";

    private ReplyDecoder() {}

    /** The text: UTF-8 where the octets are, GBK where they look like it, else Latin-1. */
    public static String decode(byte[] octets, int start, int length) {
        return decode(octets, start, length, true);
    }

    /**
     * The text: UTF-8 where the octets are, GBK where they look like it, else Latin-1.
     *
     * @param whole whether the end is one; if not, a character that is cut off there is let go
     */
    public static String decode(byte[] octets, int start, int length, boolean whole) {
        int firstWide = start;
        while (firstWide < start + length && octets[firstWide] >= 0) {
            firstWide++;
        }
        if (firstWide < start + length) {
            String utf8 = strictly(StandardCharsets.UTF_8, octets, start, length, whole);
            if (!utf8.isEmpty()) {
                return utf8;
            }
            if (looksLikeGbk(octets, firstWide, start + length) && Charset.isSupported(GBK)) {
                String gbk = strictly(Charset.forName(GBK), octets, start, length, whole);
                if (!gbk.isEmpty()) {
                    return gbk;
                }
            }
        }
        return new String(octets, start, length, StandardCharsets.ISO_8859_1);
    }

    /** Empty when the octets are not of that charset. */
    private static String strictly(Charset charset, byte[] octets, int start, int length, boolean whole) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate((int) (length * decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(octets, start, length), out, whole);
        if (result.isError()) {
            return "";
        }
        return ((CharBuffer) out.flip()).toString();
    }

    /**
     * Two octets for each character, and most of them in the block of common Chinese characters. Text in a European
     * charset seldom has even two letters with accents in a row.
     */
    private static boolean looksLikeGbk(byte[] octets, int from, int end) {
        int pairs = 0;
        int common = 0;
        int i = from;
        while (i < end) {
            int lead = octets[i] & 0xFF;
            if (lead < 0x80) {
                i++;
                continue;
            }
            if (i + 1 == end) {
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
