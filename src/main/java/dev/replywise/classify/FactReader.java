package dev.replywise.classify;

import dev.replywise.catalog.Cause;
import dev.replywise.reply.ReplyClass;
import dev.replywise.reply.SmtpCommand;
import dev.replywise.reply.SmtpReply;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads facts out of a reply's text, each by a scanner of its own. Replies that can hold none cost nothing. Immutable and
 * thread-safe.
 */
final class FactReader {
    private final BlockLists lists;
    private final LongSupplier clock;

    /** A reader that tells the time by the system's clock. */
    FactReader(BlockLists lists) {
        this(lists, System::currentTimeMillis);
    }

    /** @param clock milliseconds since the epoch */
    FactReader(BlockLists lists, LongSupplier clock) {
        this.lists = lists;
        this.clock = clock;
    }

    Map<Fact, String> read(SmtpReply reply, ReplyContext context, Cause cause, RuleIndex.Look look) {
        if (reply.lines().isEmpty()) {
            return Collections.emptyMap();
        }
        return reply.replyClass() == ReplyClass.POSITIVE
                ? ofPositive(reply, context, cause)
                : ofRefusal(reply, context, cause, look);
    }

    private static Map<Fact, String> ofPositive(SmtpReply reply, ReplyContext context, Cause cause) {
        int code = reply.code().value();
        SmtpCommand command = context.command();
        if (code >= 300) {
            return Collections.emptyMap();
        }
        if (cause.id().equals("ok-forwarding")) {
            String address = ForwardPath.find(new Words(reply.text()));
            return address.isEmpty()
                    ? Collections.<Fact, String>emptyMap()
                    : Collections.singletonMap(Fact.FORWARD_PATH, address);
        }
        if (command == SmtpCommand.EHLO
                || (command == SmtpCommand.OTHER && reply.lines().size() > 1)) {
            Map<Fact, String> facts = new EnumMap<>(Fact.class);
            EhloOffers.read(reply.lines(), facts);
            return facts;
        }
        boolean acceptsMessage = command == SmtpCommand.END_OF_DATA
                || command == SmtpCommand.BDAT
                || (command == SmtpCommand.OTHER && code == 250);
        String id = acceptsMessage ? QueueId.find(reply.lines()) : "";
        return id.isEmpty() ? Collections.<Fact, String>emptyMap() : Collections.singletonMap(Fact.QUEUE_ID, id);
    }

    private Map<Fact, String> ofRefusal(SmtpReply reply, ReplyContext context, Cause cause, RuleIndex.Look look) {
        String text = reply.text();
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        Words words = new Words(text);
        String causeId = cause.id();
        if (text.indexOf('@') >= 0
                && (causeId.equals("mailbox-moved") || reply.code().value() == 551)) {
            put(facts, Fact.FORWARD_PATH, ForwardPath.find(words));
        }
        put(facts, Fact.RETRY_AFTER, WaitTime.find(words, clock));
        put(facts, Fact.CLIENT_IP, IpScanner.find(words));
        put(facts, Fact.SUBCODE, Subcode.find(text));
        put(facts, Fact.HELP_URL, HelpUrl.find(text));
        switch (causeId) {
            case "message-too-large":
                LimitNumbers.Sizes sizes = LimitNumbers.sizes(words);
                put(facts, Fact.SIZE_LIMIT, sizes.limit);
                put(facts, Fact.MESSAGE_SIZE, sizes.message);
                break;
            case "too-many-recipients":
                put(facts, Fact.RECIPIENT_LIMIT, LimitNumbers.count(words, "recipient", "rcpt"));
                break;
            case "too-many-connections":
                put(facts, Fact.CONNECTION_LIMIT, LimitNumbers.count(words, "connection", "session", "concurrent"));
                break;
            default:
                break;
        }
        if (cause.group().equals("mail-auth")
                || causeId.equals("sender-domain-invalid")
                || causeId.equals("domain-blocklisted")) {
            put(facts, Fact.FROM_DOMAIN, CheckedDomain.find(words));
        }
        blockList(facts, context, cause, look, words);
        return facts.isEmpty() ? Collections.<Fact, String>emptyMap() : facts;
    }

    private void blockList(
            Map<Fact, String> facts, ReplyContext context, Cause cause, RuleIndex.Look look, Words words) {
        int list = look.blockList();
        if (list < 0) {
            if (cause.id().endsWith("-blocklisted")) {
                put(facts, Fact.BLOCKLIST, ListHost.find(words));
            }
            return;
        }
        put(facts, Fact.BLOCKLIST, lists.name(list));
        String ip = facts.getOrDefault(Fact.CLIENT_IP, "");
        String checked = facts.getOrDefault(Fact.FROM_DOMAIN, "");
        String domain = checked.isEmpty() ? context.senderDomain() : checked;
        String lookup = lists.lookup(list);
        boolean complete =
                !(lookup.contains("{ip}") && ip.isEmpty()) && !(lookup.contains("{domain}") && !isPlainDomain(domain));
        put(facts, Fact.LOOKUP_URL, complete ? lookup.replace("{ip}", ip).replace("{domain}", domain) : "");
    }

    /** What is put into a link must not change the link. */
    private static boolean isPlainDomain(String domain) {
        for (int i = 0; i < domain.length(); i++) {
            if (!Scan.isAlphanumeric(domain.charAt(i)) && domain.charAt(i) != '.' && domain.charAt(i) != '-') {
                return false;
            }
        }
        return !domain.isEmpty();
    }

    private static void put(Map<Fact, String> facts, Fact fact, String value) {
        if (!value.isEmpty()) {
            facts.put(fact, value);
        }
    }

    private static void put(Map<Fact, String> facts, Fact fact, long value) {
        if (value >= 0) {
            facts.put(fact, Long.toString(value));
        }
    }
}
