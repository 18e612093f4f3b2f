package dev.replywise.cli;

import dev.replywise.reply.SmtpCommand;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Exchange's message tracking logs and SMTP protocol logs (comma-separated, columns named by a {@code #Fields} line),
 * and the {@code RecipientStatus} that its shell prints. Not thread-safe.
 */
final class ExchangeLog extends LogSource {
    private static final String FIELDS = "#Fields:";
    /** Sessions whose replies are still being put together. */
    private static final int MAX_SESSIONS = 1000;

    private static final int MAX_PENDING = 1000;
    private static final int MAX_REPLY = 64 * 1024;

    /** Where lines stand in a protocol log without its head. */
    private static final int SESSION = 2;

    private static final int REMOTE = 5;
    private static final int EVENT = 6;
    private static final int DATA = 7;

    private final Map<String, Session> sessions = new LinkedHashMap<String, Session>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MAX_SESSIONS;
        }
    };
    private int recipientColumn = 12;
    private int statusColumn = 13;
    private int serverIpColumn = 3;
    private int serverNameColumn = 4;
    private String lastRecipient = "";

    /** What is known of one connection. */
    private static final class Session {
        final Deque<String> pending = new ArrayDeque<>();
        final StringBuilder reply = new StringBuilder();
        boolean greeted;
    }

    @Override
    void read(String line, Found found) throws IOException {
        if (line.startsWith("#")) {
            if (line.startsWith(FIELDS)) {
                head(line.substring(FIELDS.length()));
            }
            return;
        }
        List<String> cells = cells(line);
        if (cells.size() > DATA && isEvent(cells.get(EVENT))) {
            protocol(cells, found);
        } else if (cells.size() > Math.max(recipientColumn, statusColumn)) {
            tracking(cells, found);
        } else {
            printed(line, found);
        }
    }

    private void head(String names) {
        List<String> columns = cells(names);
        for (int i = 0; i < columns.size(); i++) {
            switch (columns.get(i).trim().toLowerCase(Locale.ROOT)) {
                case "recipient-address":
                    recipientColumn = i;
                    break;
                case "recipient-status":
                    statusColumn = i;
                    break;
                case "server-ip":
                    serverIpColumn = i;
                    break;
                case "server-hostname":
                    serverNameColumn = i;
                    break;
                default:
                    break;
            }
        }
    }

    private static boolean isEvent(String cell) {
        return cell.length() == 1 && "<>*+-".indexOf(cell.charAt(0)) >= 0;
    }

    /**
     * One line of a dialogue. In a log of what was sent, commands go out and replies come in; in one of what was
     * received it is the other way round: what looks like a reply is one.
     */
    private void protocol(List<String> cells, Found found) throws IOException {
        char event = cells.get(EVENT).charAt(0);
        String id = cells.get(SESSION);
        if (event == '-') {
            sessions.remove(id);
            return;
        }
        if (event == '*') {
            return;
        }
        Session session = sessions.get(id);
        if (session == null) {
            session = new Session();
            sessions.put(id, session);
        }
        if (event == '+') {
            return;
        }
        String data = cells.get(DATA);
        if (!LogText.isReply(data)) {
            if (session.pending.size() < MAX_PENDING) {
                session.pending.add(data);
            }
            return;
        }
        if (session.reply.length() < MAX_REPLY) {
            session.reply.append(session.reply.length() == 0 ? "" : "\n").append(data);
        }
        if (data.length() > 3 && data.charAt(3) == '-') {
            return;
        }
        String reply = session.reply.toString();
        session.reply.setLength(0);
        answered(session, reply, endpoint(cells.get(REMOTE)), found);
    }

    private static void answered(Session session, String reply, Host remote, Found found) throws IOException {
        String line = session.pending.isEmpty() ? "" : session.pending.remove();
        boolean greeting = line.isEmpty() && !session.greeted && reply.charAt(0) != '3';
        SmtpCommand command = greeting && (reply.startsWith("220") || reply.startsWith("4") || reply.startsWith("5"))
                ? SmtpCommand.CONNECT
                : line.equals(END_OF_BODY) ? SmtpCommand.END_OF_DATA : LogText.command(line);
        session.greeted = true;
        if (command == SmtpCommand.DATA && reply.startsWith("354")) {
            session.pending.addFirst(END_OF_BODY);
        }
        String recipient = command == SmtpCommand.RCPT ? LogText.between(line, "<", ">") : "";
        found.take(LogText.observed(reply, command, recipient, remote).build());
    }

    private static final String END_OF_BODY = "end of data";

    /** {@code 192.0.2.1:25} or {@code [2001:db8::1]:25}. */
    private static Host endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return Host.UNKNOWN;
        }
        String ip = text.substring(0, colon);
        return Host.parse((ip.startsWith("[") ? ip : "[" + ip + "]") + text.substring(colon));
    }

    private void tracking(List<String> cells, Found found) throws IOException {
        String[] recipients = cells.get(recipientColumn).split(";", -1);
        List<String> statuses = statuses(cells.get(statusColumn));
        for (int i = 0; i < statuses.size(); i++) {
            String recipient = i < recipients.length ? recipients[i].trim() : "";
            String ip = serverIpColumn < cells.size() ? cells.get(serverIpColumn) : "";
            String name = serverNameColumn < cells.size() ? cells.get(serverNameColumn) : "";
            status(statuses.get(i), recipient, Host.parse(name + "[" + ip + "]"), found);
        }
    }

    /** {@code Recipients : {a@example.org}} and {@code RecipientStatus : {550 …}}, as lists of properties show them. */
    private void printed(String line, Found found) throws IOException {
        String trimmed = line.trim();
        if (trimmed.startsWith("Recipients ") || trimmed.startsWith("Recipients:")) {
            lastRecipient = LogText.between(trimmed, "{", "}");
            return;
        }
        if (trimmed.startsWith("RecipientStatus")) {
            int open = trimmed.indexOf('{');
            int close = trimmed.lastIndexOf('}');
            String status = open < 0 ? "" : trimmed.substring(open + 1, close > open ? close : trimmed.length());
            boolean single = lastRecipient.indexOf(',') < 0;
            for (String one : statuses(status)) {
                status(one, single ? lastRecipient : "", Host.UNKNOWN, found);
            }
        }
    }

    private static void status(String status, String recipient, Host server, Found found) throws IOException {
        String text = status;
        Host host = server;
        int last = text.indexOf("LED=");
        if (last >= 0) {
            int end = text.indexOf("};", last);
            String fqdn = LogText.between(text, "{FQDN=", "}");
            String ip = LogText.between(text, "{IP=", "}");
            host = fqdn.isEmpty() && ip.isEmpty() ? host : Host.parse(fqdn + "[" + ip + "]");
            text = text.substring(last + 4, end < 0 ? text.length() : end);
        }
        if (text.startsWith("'") && text.endsWith("'") && text.length() > 1) {
            text = text.substring(1, text.length() - 1);
        }
        if (LogText.isReply(text)) {
            found.take(
                    LogText.observed(text, SmtpCommand.OTHER, recipient, host).build());
        }
    }

    /** One status for each recipient, {@code ;} between; a {@code ;} inside one is followed by a blank or by a brace. */
    private static List<String> statuses(String cell) {
        List<String> statuses = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= cell.length(); i++) {
            char c = i < cell.length() ? cell.charAt(i) : ';';
            if (c == '[' || c == '{') {
                depth++;
            } else if ((c == ']' || c == '}') && depth > 0) {
                depth--;
            }
            boolean atEnd = i == cell.length();
            if (atEnd || (c == ';' && depth == 0 && startsStatus(cell, i + 1))) {
                statuses.add(cell.substring(start, i).trim());
                start = i + 1;
            }
        }
        return statuses;
    }

    private static boolean startsStatus(String cell, int at) {
        return LogText.isReplyAt(cell, at) || LogText.isReplyAt(cell, at + 1) || cell.startsWith("[{", at);
    }

    /** The cells of a line of comma-separated values; a quote is doubled inside quotes. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>(32);
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.length() == 0) {
                quoted = true;
            } else if (c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
