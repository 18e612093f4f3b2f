package dev.replywise.event;

import dev.replywise.classify.ReplyContext.Known;
import java.util.List;

/** What a server offered in its last EHLO reply (RFC 5321 §4.1.1.1), as far as replies depend on it. Immutable. */
final class ServerOffers {
    static final ServerOffers UNKNOWN = new ServerOffers(Known.UNKNOWN, Known.UNKNOWN);
    /** After HELO, which has no extensions. */
    static final ServerOffers NOTHING = new ServerOffers(Known.NO, Known.NO);

    private final Known starttls;
    private final Known auth;

    private ServerOffers(Known starttls, Known auth) {
        this.starttls = starttls;
        this.auth = auth;
    }

    /** Reads the lines of a positive reply to EHLO. */
    static ServerOffers of(List<String> lines) {
        boolean starttls = false;
        boolean auth = false;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            starttls |= isKeyword(line, "STARTTLS");
            auth |= isKeyword(line, "AUTH");
        }
        return new ServerOffers(Known.of(starttls), Known.of(auth));
    }

    /** {@code AUTH=LOGIN} is how servers wrote it before RFC 2554. */
    private static boolean isKeyword(String line, String keyword) {
        return line.regionMatches(true, 0, keyword, 0, keyword.length())
                && (line.length() == keyword.length() || " =\t".indexOf(line.charAt(keyword.length())) >= 0);
    }

    Known starttls() {
        return starttls;
    }

    Known auth() {
        return auth;
    }
}
