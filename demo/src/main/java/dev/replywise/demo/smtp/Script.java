package dev.replywise.demo.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says on one connection: for each command the answers in order, and a polite default once they are used
 * up. Immutable.
 *
 * <p>A script is text, one answer a line: {@code COMMAND answer}. {@code COMMAND} is a verb, or {@code CONNECT} (the
 * greeting), {@code IN_BODY} (while the client still writes the body) or {@code END_OF_DATA}; with a {@code *} behind
 * it the answer stays for good. Steps of an answer are parted by {@code >>}:
 *
 * <ul>
 *   <li>{@code 250-first | 250 last} – reply lines, each ended by CRLF
 *   <li>{@code raw 250 o} – exactly these octets; {@code \r}, {@code \n}, {@code \t} and {@code \xNN} are understood
 *   <li>{@code {300*xy}} within either – the text that many times over
 *   <li>{@code pause 200} – wait that many milliseconds
 *   <li>{@code tls} – go on over TLS
 *   <li>{@code drop}, {@code reset}, {@code hang}, {@code nothing}
 * </ul>
 *
 * Empty lines and lines that begin with {@code #} are skipped.
 */
public final class Script {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("CONNECT", "220 mx.example.org ESMTP ready"),
            Map.entry("EHLO", "250-mx.example.org | 250-8BITMIME | 250 ENHANCEDSTATUSCODES"),
            Map.entry("HELO", "250 mx.example.org"),
            Map.entry("STARTTLS", "220 2.0.0 Ready to start TLS >> tls"),
            Map.entry("AUTH", "235 2.7.0 Authentication successful"),
            Map.entry("MAIL", "250 2.1.0 Ok"),
            Map.entry("RCPT", "250 2.1.5 Ok"),
            Map.entry("DATA", "354 End data with <CR><LF>.<CR><LF>"),
            Map.entry("IN_BODY", "nothing"),
            Map.entry("END_OF_DATA", "250 2.0.0 Ok: queued as 4XyZ1a2B3c"),
            Map.entry("BDAT", "250 2.0.0 Ok: octets taken"),
            Map.entry("RSET", "250 2.0.0 Ok"),
            Map.entry("NOOP", "250 2.0.0 Ok"),
            Map.entry("QUIT", "221 2.0.0 Bye"));

    private static final Pattern REPEAT = Pattern.compile("\\{([0-9]+)\\*([^}]*)}");

    private final Map<String, List<List<Step>>> answers;
    private final Map<String, List<Step>> lasting;

    private Script(Map<String, List<List<Step>>> answers, Map<String, List<Step>> lasting) {
        this.answers = answers;
        this.lasting = lasting;
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException when a line is not {@code COMMAND answer}
     */
    public static Script parse(String text) {
        Map<String, List<List<Step>>> answers = new HashMap<>();
        Map<String, List<Step>> lasting = new HashMap<>();
        for (String each : text.split("\n", -1)) {
            String line = each.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int space = line.indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException("no answer in script line: " + line);
            }
            String verb = line.substring(0, space).toUpperCase(Locale.ROOT);
            List<Step> steps = steps(repeated(line.substring(space + 1).strip()));
            if (verb.endsWith("*")) {
                lasting.put(verb.substring(0, verb.length() - 1), steps);
            } else {
                answers.computeIfAbsent(verb, key -> new ArrayList<>()).add(steps);
            }
        }
        return new Script(answers, lasting);
    }

    Run start() {
        return new Run();
    }

    private static List<Step> steps(String answer) {
        List<Step> steps = new ArrayList<>();
        for (String part : answer.split(" *>> *", -1)) {
            if (part.equals("tls")) {
                steps.add(new Step.StartTls());
            } else if (part.equals("drop")) {
                steps.add(new Step.Drop());
            } else if (part.equals("reset")) {
                steps.add(new Step.Reset());
            } else if (part.equals("hang")) {
                steps.add(new Step.Hang());
            } else if (part.startsWith("pause ")) {
                steps.add(new Step.Pause(Long.parseLong(part.substring("pause ".length()))));
            } else if (part.startsWith("raw ")) {
                steps.add(new Step.Send(unescape(part.substring("raw ".length()))));
            } else if (!part.equals("nothing")) {
                steps.add(new Step.Send(unescape(part.replace(" | ", "\r\n") + "\r\n")));
            }
        }
        return Collections.unmodifiableList(steps);
    }

    private static String repeated(String answer) {
        Matcher matcher = REPEAT.matcher(answer);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))));
    }

    private static byte[] unescape(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char kind = text.charAt(i + 1);
                i += 2;
                switch (kind) {
                    case 'r' -> octets.write('\r');
                    case 'n' -> octets.write('\n');
                    case 't' -> octets.write('\t');
                    case 'x' -> {
                        octets.write(Integer.parseInt(text.substring(i, i + 2), 16));
                        i += 2;
                    }
                    default -> octets.write(kind);
                }
            } else {
                int codePoint = text.codePointAt(i);
                octets.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint);
            }
        }
        return octets.toByteArray();
    }

    /** One pass through the script, for one connection; not thread-safe. */
    final class Run {
        private final Map<String, Deque<List<Step>>> left = new HashMap<>();

        private Run() {
            answers.forEach((verb, list) -> left.put(verb, new ArrayDeque<>(list)));
        }

        List<Step> next(String verb) {
            Deque<List<Step>> queue = left.get(verb);
            if (queue != null && !queue.isEmpty()) {
                return queue.remove();
            }
            List<Step> always = lasting.get(verb);
            return always != null ? always : steps(DEFAULTS.getOrDefault(verb, "502 5.5.1 Command not implemented"));
        }
    }
}
