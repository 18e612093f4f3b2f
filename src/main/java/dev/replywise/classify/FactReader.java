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
        FactCollector facts = new FactCollector(reply);
        String causeId = cause.id();
        int traits = look.traits();
        boolean digit = (traits & TextFolder.DIGIT) != 0;
        boolean colon = (traits & TextFolder.COLON) != 0;
        if ((traits & TextFolder.AT_SIGN) != 0
                && (causeId.equals("mailbox-moved") || reply.code().value() == 551)) {
            facts.put(Fact.FORWARD_PATH, ForwardPath.find(facts.words()));
        }
        if (digit || look.mayWait()) {
            facts.put(Fact.RETRY_AFTER, WaitTime.find(facts.words(), clock));
        }
        boolean number = digit && (traits & TextFolder.DOT) != 0;
        if (number || colon) {
            facts.put(Fact.CLIENT_IP, IpScanner.find(facts, number, colon));
        }
        if (mayHoldSubcode(traits)) {
            facts.put(Fact.SUBCODE, Subcode.find(facts.whole()));
        }
        if (colon && (traits & TextFolder.SLASH) != 0) {
            facts.put(Fact.HELP_URL, HelpUrl.find(facts.whole()));
        }
        if (digit) {
            limits(facts, causeId);
        }
        if (cause.group().equals("mail-auth")
                || causeId.equals("sender-domain-invalid")
                || causeId.equals("domain-blocklisted")) {
            facts.put(Fact.FROM_DOMAIN, CheckedDomain.find(facts.words()));
        }
        blockList(facts, context, cause, look);
        return facts.get();
    }

    /** Codes are written in capitals and hold a digit or a mark; those in links follow an equals sign. */
    private static boolean mayHoldSubcode(int traits) {
        boolean code = (traits & TextFolder.CAPITAL) != 0
                && (traits & (TextFolder.DIGIT | TextFolder.HASH | TextFolder.DOT | TextFolder.COLON)) != 0;
        return code || (traits & TextFolder.EQUALS) != 0;
    }

    private static void limits(FactCollector facts, String causeId) {
        switch (causeId) {
            case "message-too-large":
                LimitNumbers.Sizes sizes = LimitNumbers.sizes(facts.words());
                facts.put(Fact.SIZE_LIMIT, sizes.limit);
                facts.put(Fact.MESSAGE_SIZE, sizes.message);
                break;
            case "too-many-recipients":
                facts.put(Fact.RECIPIENT_LIMIT, LimitNumbers.count(facts.words(), "recipient", "rcpt"));
                break;
            case "too-many-connections":
                facts.put(
                        Fact.CONNECTION_LIMIT,
                        LimitNumbers.count(facts.words(), "connection", "session", "concurrent"));
                break;
            default:
                break;
        }
    }

    private void blockList(FactCollector facts, ReplyContext context, Cause cause, RuleIndex.Look look) {
        int list = look.blockList();
        if (list < 0) {
            if (cause.id().endsWith("-blocklisted")) {
                facts.put(Fact.BLOCKLIST, ListHost.find(facts.words()));
            }
            return;
        }
        facts.put(Fact.BLOCKLIST, lists.name(list));
        String ip = facts.of(Fact.CLIENT_IP);
        String checked = facts.of(Fact.FROM_DOMAIN);
        String domain = checked.isEmpty() ? context.senderDomain() : checked;
        String lookup = lists.lookup(list);
        boolean complete =
                !(lookup.contains("{ip}") && ip.isEmpty()) && !(lookup.contains("{domain}") && !isPlainDomain(domain));
        facts.put(Fact.LOOKUP_URL, complete ? lookup.replace("{ip}", ip).replace("{domain}", domain) : "");
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
}
