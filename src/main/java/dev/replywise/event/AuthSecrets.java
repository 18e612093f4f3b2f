package dev.replywise.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keeps the secrets of an AUTH exchange (RFC 4954) out of the replies to it. Stateless. */
final class AuthSecrets {
    private static final String HIDDEN = "[hidden]";
    private static final int MAX_CHALLENGE = 16 * 1024;
    private static final int MAX_STATUS = 40;
    private static final int SHORTEST_SECRET = 4;

    private AuthSecrets() {}

    /**
     * What of a 334 may be kept: nothing of a challenge; of the reasons that XOAUTH2 and OAUTHBEARER send as base64 JSON
     * (RFC 7628 §3.2.2), their status.
     */
    static String ofChallenge(String text, String mechanism) {
        if (!mechanism.equals("XOAUTH2") && !mechanism.equals("OAUTHBEARER")) {
            return "334 ";
        }
        String status = text.length() > 4 && text.length() <= MAX_CHALLENGE
                ? status(decoded(text.substring(4).trim()))
                : "";
        return status.isEmpty() ? "334 " : "334 status " + status;
    }

    /** The reply without echoes of the line it answers, neither as it was sent nor decoded. */
    static String withoutEcho(String text, byte[] line) {
        if (line.length < SHORTEST_SECRET) {
            return text;
        }
        String sent = new String(line, StandardCharsets.ISO_8859_1);
        if (sent.regionMatches(true, 0, "AUTH ", 0, 5)) {
            int afterMechanism = sent.indexOf(' ', 5);
            if (afterMechanism < 0) {
                return text;
            }
            sent = sent.substring(afterMechanism + 1).trim();
        }
        String cleaned = without(text, sent);
        String plain = decoded(sent);
        int start = 0;
        for (int i = 0; i <= plain.length(); i++) {
            if (i == plain.length() || plain.charAt(i) <= 1) {
                cleaned = without(cleaned, plain.substring(start, i));
                start = i + 1;
            }
        }
        return cleaned;
    }

    private static String without(String text, String secret) {
        return secret.length() >= SHORTEST_SECRET && text.contains(secret) ? text.replace(secret, HIDDEN) : text;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static String status(String json) {
        int at = json.indexOf("\"status\"");
        if (at < 0) {
            return "";
        }
        int start = at + "\"status\"".length();
        while (start < json.length() && " :\t\"".indexOf(json.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < json.length() && end - start < MAX_STATUS && isPlain(json.charAt(end))) {
            end++;
        }
        return json.substring(start, end);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
