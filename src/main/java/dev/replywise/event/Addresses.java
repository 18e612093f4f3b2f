package dev.replywise.event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows mail addresses as far as the user wants them shown, alone and inside other text. Masking twice is the same as
 * masking once. Immutable and thread-safe; time is linear to the text.
 */
public final class Addresses {
    /** Characters that are looked at beyond what is shown, as masking can make a text much shorter. */
    private static final int MAX_TEXT = 16 * 1024;

    private static final String MASK = "***";
    private static final String HMAC = "HmacSHA256";
    private static final String HEX = "0123456789abcdef";
    private static final int HASH_BYTES = 8;

    /** Shorter local parts are words of every sentence. */
    private static final int SHORTEST_BARE = 3;

    /** The longest local part of RFC 5321 §4.5.3.1.1; bounds the search for it. */
    private static final int LONGEST_BARE = 64;

    /** Names of functions (RFC 2142) and words that replies are made of: nobody's, and masking them hides the sense. */
    private static final Set<String> NOBODYS = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            "abuse",
            "account",
            "address",
            "admin",
            "contact",
            "domain",
            "error",
            "hostmaster",
            "info",
            "mail",
            "mailbox",
            "mailer-daemon",
            "marketing",
            "noc",
            "noreply",
            "no-reply",
            "office",
            "postmaster",
            "recipient",
            "root",
            "sales",
            "security",
            "sender",
            "service",
            "spam",
            "support",
            "the",
            "unknown",
            "user",
            "webmaster")));

    private final AddressMode mode;
    private final byte[] key;

    private Addresses(AddressMode mode, byte[] key) {
        this.mode = mode;
        this.key = key;
    }

    /**
     * Shows addresses in a mode.
     *
     * @param key for {@link AddressMode#HASH}; empty for one that only this JVM knows
     */
    public static Addresses of(AddressMode mode, String key) {
        boolean hashed = mode == AddressMode.HASH;
        byte[] bytes = !hashed ? new byte[0] : key.isEmpty() ? JvmKey.BYTES : key.getBytes(StandardCharsets.UTF_8);
        return new Addresses(mode, bytes);
    }

    /** One address, with or without angle brackets; empty when there is none or none is to be shown. */
    public String address(String address) {
        String bare = bare(address);
        if (bare.isEmpty() || mode == AddressMode.NONE) {
            return "";
        }
        if (mode == AddressMode.FULL) {
            return bare;
        }
        StringBuilder out = new StringBuilder();
        int at = bare.lastIndexOf('@');
        if (at < 0) {
            write(out, bare, "", "");
        } else {
            write(out, bare.substring(0, at), "@", bare.substring(at + 1));
        }
        return out.toString();
    }

    /** The domain of an address, in lower case; empty when there is none or none is to be shown. */
    public String domain(String address) {
        String bare = bare(address);
        int at = bare.lastIndexOf('@');
        return at < 0 || mode == AddressMode.NONE ? "" : bare.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * A text with every address in it shown as this says.
     *
     * @param known addresses whose local parts are hidden where they stand without a domain too, as in
     *     {@code john.doe: no such user}; empty ones are passed over
     */
    public String text(String text, String... known) {
        if (mode == AddressMode.FULL || text.isEmpty()) {
            return text;
        }
        Map<String, String> bare = new LinkedHashMap<>();
        for (String address : known) {
            for (String local : bareForms(address)) {
                bare.put(local, address);
            }
        }
        return AddressScanner.replace(text, new Shown(bare), MAX_TEXT);
    }

    /** Shows addresses in this mode, and what stands between them without known local parts. */
    private final class Shown implements AddressScanner.Replacement {
        private final Map<String, String> bare;

        Shown(Map<String, String> bare) {
            this.bare = bare;
        }

        @Override
        public void writeAddress(StringBuilder out, String local, String separator, String domain) {
            write(out, local, separator, domain);
        }

        @Override
        public void writeBetween(StringBuilder out, String text, int start, int end) {
            int done = start;
            for (int i = start; i < end && !bare.isEmpty(); i++) {
                if (isWordEnd(text, i - 1)) {
                    for (Map.Entry<String, String> form : bare.entrySet()) {
                        String local = form.getKey();
                        int localEnd = i + local.length();
                        if (localEnd <= end
                                && text.regionMatches(true, i, local, 0, local.length())
                                && isWordEnd(text, localEnd)) {
                            out.append(text, done, i).append(bareMask(text.substring(i, localEnd), form.getValue()));
                            done = localEnd;
                            i = localEnd - 1;
                            break;
                        }
                    }
                }
            }
            out.append(text, done, end);
        }
    }

    private void write(StringBuilder out, String local, String separator, String domain) {
        switch (mode) {
            case DOMAIN:
                out.append(domain.isEmpty() ? MASK : lastPart(domain));
                break;
            case HASH:
                out.append(hash(local, domain));
                break;
            case NONE:
                out.append(MASK);
                break;
            default:
                maskLocal(local, out);
                out.append(separator).append(domain);
        }
    }

    /** The first letter and three stars; only the stars where the letter would be all there is. */
    private static void maskLocal(String local, StringBuilder out) {
        int start = 0;
        while (start < local.length() && (local.charAt(start) == '"' || local.charAt(start) == ' ')) {
            start++;
        }
        if (start < local.length()) {
            int first = local.codePointAt(start);
            int next = start + Character.charCount(first);
            if (next < local.length() && Character.isLetterOrDigit(first)) {
                out.appendCodePoint(first);
            }
        }
        out.append(MASK);
    }

    /** Of {@code b@c}, which malformed addresses leave behind the first at-sign, the part behind the last one. */
    private static String lastPart(String domain) {
        int end = domain.length();
        int start = end;
        while (start > 0 && "@\uff20\ufe6b".indexOf(domain.charAt(start - 1)) < 0) {
            start--;
        }
        String last = domain.substring(start, end);
        int encoded = Math.max(last.lastIndexOf("%40"), Math.max(last.lastIndexOf("=40"), last.lastIndexOf("+40")));
        String shown = encoded < 0 ? last : last.substring(encoded + 3);
        return shown.isEmpty() ? MASK : shown;
    }

    private String hash(String local, String domain) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            String address = (local + "@" + domain).toLowerCase(Locale.ROOT);
            byte[] digest = mac.doFinal(address.getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder(2 * HASH_BYTES);
            for (int i = 0; i < HASH_BYTES; i++) {
                hex.append(HEX.charAt(digest[i] >> 4 & 0xf)).append(HEX.charAt(digest[i] & 0xf));
            }
            return hex.toString();
        } catch (GeneralSecurityException e) {
            // Every Java platform has it; were it missing, hiding is right and failing is not.
            return MASK;
        }
    }

    private static String bare(String address) {
        String trimmed = address.trim();
        boolean bracketed = trimmed.startsWith("<") && trimmed.endsWith(">");
        return bracketed ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
    }

    /** The local part as it is and without its tag, where it is somebody's and no common word. */
    private static List<String> bareForms(String address) {
        String bare = bare(address);
        int at = bare.lastIndexOf('@');
        String local = at < 0 ? bare : bare.substring(0, at);
        if (local.length() > 1 && local.startsWith("\"") && local.endsWith("\"")) {
            local = local.substring(1, local.length() - 1);
        }
        List<String> forms = new ArrayList<>(2);
        addBareForm(local, forms);
        int tag = local.indexOf('+');
        if (tag > 0) {
            addBareForm(local.substring(0, tag), forms);
        }
        return forms;
    }

    private static void addBareForm(String local, List<String> forms) {
        boolean searched = local.length() >= SHORTEST_BARE
                && local.length() <= LONGEST_BARE
                && !NOBODYS.contains(local.toLowerCase(Locale.ROOT))
                && !local.endsWith(MASK);
        if (searched) {
            forms.add(local);
        }
    }

    private String bareMask(String local, String address) {
        if (mode == AddressMode.HASH) {
            return address(address);
        }
        if (mode != AddressMode.MASKED) {
            return MASK;
        }
        StringBuilder out = new StringBuilder();
        maskLocal(local, out);
        return out.toString();
    }

    private static boolean isWordEnd(String text, int i) {
        return i < 0 || i >= text.length() || !Character.isLetterOrDigit(text.charAt(i));
    }

    /** Made only when it is needed: random numbers cost start-up time. */
    private static final class JvmKey {
        static final byte[] BYTES = random();

        private static byte[] random() {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            return bytes;
        }
    }
}
