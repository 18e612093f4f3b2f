package dev.replywise.demo.e2e;

import dev.replywise.demo.smtp.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply as the server sent it, or as the agent logged it.
 *
 * @param command the command that it answers
 * @param code the three digits of the first line, which decide
 * @param text all lines without their codes, a space between them
 */
record SentReply(String command, String code, String text) {
    /** The replies that went out, in order; what was said unasked counts for the command before it. */
    static List<SentReply> of(List<Exchange> exchanges) {
        List<SentReply> replies = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            String said = new String(exchange.sent().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            StringBuilder text = new StringBuilder();
            String code = "";
            String[] lines = said.split("\r?\n", -1);
            for (int i = 0; i < lines.length - 1; i++) {
                String line = lines[i];
                if (code.isEmpty()) {
                    code = line.substring(0, 3);
                }
                text.append(line.length() > 4 ? line.substring(4) : "");
                if (line.length() > 3 && line.charAt(3) == '-') {
                    text.append(' ');
                } else {
                    replies.add(new SentReply(exchange.verb(), code, text.toString()));
                    text.setLength(0);
                    code = "";
                }
            }
        }
        return replies;
    }
}
