package dev.replywise.classify;

import dev.replywise.catalog.Actor;
import dev.replywise.catalog.DataException;
import dev.replywise.catalog.DataItem;
import dev.replywise.catalog.ReplyCatalog;
import dev.replywise.catalog.RetryAction;
import dev.replywise.classify.ReplyContext.Known;
import dev.replywise.reply.SmtpCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes rules of the items of rule files, and says what is wrong with those that cannot be used. */
final class RuleReader {
    private static final Set<String> KEYS = new HashSet<>(
            Arrays.asList("id", "cause", "when", "advice", "retry", "actor", "url", "reference", "source", "samples"));
    private static final Set<String> CONDITIONS = new HashSet<>(Arrays.asList(
            "any",
            "any2",
            "any3",
            "all",
            "none",
            "code",
            "enhanced",
            "command",
            "provider",
            "tls",
            "auth",
            "starttls-offered",
            "auth-offered",
            "earlier"));
    private static final int MAX_PHRASE = 300;

    private final ReplyCatalog catalog;
    private final Set<String> providers;
    private final String file;

    RuleReader(ReplyCatalog catalog, Set<String> providers, String file) {
        this.catalog = catalog;
        this.providers = providers;
        this.file = file;
    }

    /**
     * The rule of an item.
     *
     * @throws DataException when it is none
     */
    Rule read(DataItem item) {
        try {
            return rule(item);
        } catch (IllegalArgumentException e) {
            throw new DataException(item.line(), String.valueOf(e.getMessage()));
        }
    }

    private Rule rule(DataItem item) {
        only(KEYS, item);
        String id = item.text("id");
        if (id.isEmpty() || id.length() > 100 || !isPlain(id)) {
            throw new IllegalArgumentException("id '" + id + "' is not made of letters, digits, '-', '_', '.' and ':'");
        }
        String cause = item.text("cause");
        if (!catalog.hasCause(cause)) {
            throw new IllegalArgumentException("there is no cause '" + cause + "'");
        }
        DataItem when = item.item("when");
        if (when == null || when.keys().isEmpty()) {
            throw new IllegalArgumentException("'when' must give at least one condition");
        }
        only(CONDITIONS, when);
        Rule.Builder rule = Rule.builder().id(id).file(file).line(item.line()).causeId(cause);
        conditions(when, rule);
        if (item.has("retry")) {
            rule.retry(RetryAction.of(item.text("retry")));
        }
        if (item.has("actor")) {
            rule.actor(Actor.of(item.text("actor")));
        }
        if (item.has("url")) {
            rule.url(item.text("url"));
        }
        if (item.has("reference")) {
            rule.reference(item.text("reference"));
        }
        return rule.adviceId(item.text("advice", "")).samples(samples(item)).build();
    }

    private void conditions(DataItem when, Rule.Builder rule) {
        List<List<Phrase>> sets = new ArrayList<>(1);
        for (String name : Arrays.asList("any", "any2", "any3")) {
            if (when.has(name)) {
                sets.add(phrases(when, name));
            }
        }
        rule.anySets(sets).all(phrases(when, "all")).none(phrases(when, "none"));
        List<CodePattern> codes = new ArrayList<>();
        for (String written : given(when, "code")) {
            codes.add(CodePattern.of(written));
        }
        List<EnhancedPattern> enhanced = new ArrayList<>();
        for (String written : given(when, "enhanced")) {
            enhanced.add(EnhancedPattern.of(written));
        }
        Set<SmtpCommand> commands = EnumSet.noneOf(SmtpCommand.class);
        for (String written : given(when, "command")) {
            SmtpCommand command = SmtpCommand.ofVerb(written);
            if (command == SmtpCommand.OTHER && !written.equals("OTHER")) {
                throw new IllegalArgumentException("there is no command '" + written + "'");
            }
            commands.add(command);
        }
        List<String> wanted = given(when, "provider");
        for (String provider : wanted) {
            if (!providers.contains(provider)) {
                throw new IllegalArgumentException("there is no provider '" + provider + "'");
            }
        }
        List<String> earlier = given(when, "earlier");
        for (String cause : earlier) {
            if (!cause.equals("any") && !catalog.hasCause(cause)) {
                throw new IllegalArgumentException("there is no cause '" + cause + "'");
            }
        }
        rule.codes(codes)
                .enhanced(enhanced)
                .commands(commands)
                .providers(wanted)
                .earlier(earlier)
                .tls(known(when, "tls"))
                .authenticated(known(when, "auth"))
                .starttlsOffered(known(when, "starttls-offered"))
                .authOffered(known(when, "auth-offered"));
    }

    private static List<Phrase> phrases(DataItem when, String name) {
        List<String> written = given(when, name);
        if (written.isEmpty()) {
            return Collections.emptyList();
        }
        List<Phrase> phrases = new ArrayList<>(written.size());
        for (String text : written) {
            Phrase phrase = Phrase.of(text);
            if (phrase.text().isEmpty() || text.length() > MAX_PHRASE) {
                throw new IllegalArgumentException(
                        "'" + name + "' holds a phrase that is empty or longer than " + MAX_PHRASE + " characters");
            }
            phrases.add(phrase);
        }
        return phrases;
    }

    /** A condition's values: a condition that is written must have some. */
    private static List<String> given(DataItem when, String name) {
        List<String> values = when.texts(name);
        if (values.isEmpty() && when.has(name)) {
            throw new IllegalArgumentException("'" + name + "' is empty");
        }
        return values;
    }

    private static Known known(DataItem item, String name) {
        switch (item.text(name, "").toLowerCase(Locale.ROOT)) {
            case "":
                return Known.UNKNOWN;
            case "yes":
            case "true":
                return Known.YES;
            case "no":
            case "false":
                return Known.NO;
            default:
                throw new IllegalArgumentException("'" + name + "' is neither yes nor no");
        }
    }

    private static List<Rule.Sample> samples(DataItem item) {
        List<Rule.Sample> samples = new ArrayList<>();
        for (Object element : item.elements("samples")) {
            if (element instanceof String) {
                samples.add(Rule.Sample.create((String) element, ReplyContext.UNKNOWN));
            } else {
                DataItem sample = (DataItem) element;
                samples.add(Rule.Sample.create(
                        sample.text("reply"),
                        ReplyContext.builder()
                                .command(SmtpCommand.ofVerb(sample.text("command", "OTHER")))
                                .tls(known(sample, "tls"))
                                .authenticated(known(sample, "auth"))
                                .starttlsOffered(known(sample, "starttls-offered"))
                                .authOffered(known(sample, "auth-offered"))
                                .earlierCause(sample.text("earlier", ""))
                                .server(sample.text("server", ""))
                                .greeting(sample.text("greeting", ""))
                                .build()));
            }
        }
        return samples;
    }

    private static void only(Set<String> known, DataItem item) {
        for (String key : item.keys()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("'" + key + "' is not known here");
            }
        }
    }

    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (!Scan.isAlphanumeric(id.charAt(i)) && "-_.:".indexOf(id.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
