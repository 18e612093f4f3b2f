package dev.replywise.cli;

import dev.replywise.catalog.CatalogEntry;
import dev.replywise.catalog.Messages;
import dev.replywise.catalog.ReplyCatalog;
import dev.replywise.classify.Classification;
import dev.replywise.classify.ReplyClassifier;
import dev.replywise.classify.ReplyContext;
import dev.replywise.reply.ReplyParser;
import dev.replywise.reply.SmtpCommand;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What {@code check} can look at without the agent: Java, the jar, the catalogue, the rules, a reply. */
final class LibraryChecks {
    private static final String[] LANGUAGES = {"en", "zh", "id", "tr", "vi"};
    private static final String SAMPLE = "551 5.1.6 User not local; please try <jane@new.example>";

    private LibraryChecks() {}

    static List<CheckStep> all(String rules) {
        List<CheckStep> steps = new ArrayList<>();
        steps.add((arguments, report) -> java(report));
        steps.add((arguments, report) -> jar(report));
        steps.add((arguments, report) -> catalogue(report));
        steps.add((arguments, report) -> languages(report));
        steps.add((arguments, report) -> RuleFileCheck.report(rules, report));
        steps.add((arguments, report) -> reply(report));
        return steps;
    }

    private static void java(CheckReport report) {
        String version = System.getProperty("java.version", "unknown");
        String text =
                version + ", " + System.getProperty("java.vendor", "") + ", " + System.getProperty("java.home", "");
        // 1.8 and everything behind it; what is older cannot have loaded this class.
        report.ok("java", text);
        try {
            RunningJvms.open();
            report.ok("attach", "attach and detach work with this Java");
        } catch (RunningJvms.NotAttached e) {
            report.warn("attach", Shown.failure(e));
        }
    }

    private static void jar(CheckReport report) throws IOException {
        File file;
        try {
            file = RunningJvms.agentJar();
        } catch (RunningJvms.NotAttached notFromTheJar) {
            report.warn("jar", Shown.failure(notFromTheJar));
            return;
        }
        int entries = 0;
        byte[] buffer = new byte[16 * 1024];
        try (JarFile jar = new JarFile(file)) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); entries++) {
                try (InputStream entry = jar.getInputStream(all.nextElement())) {
                    // Reading to the end compares the checksum.
                    while (entry.read(buffer) >= 0) {}
                }
            }
        } catch (IOException damaged) {
            report.fail("jar", file + " is damaged, copy it again: " + Shown.failure(damaged));
            return;
        }
        report.ok("jar", file + ", version " + Version.text() + ", " + entries + " entries whole");
    }

    private static void catalogue(CheckReport report) {
        ReplyCatalog catalog = ReplyCatalog.builtIn();
        int basic = 0;
        for (CatalogEntry entry : catalog.entries()) {
            basic += entry.code().indexOf('.') < 0 ? 1 : 0;
        }
        report.ok(
                "catalogue",
                basic + " reply codes, " + (catalog.entries().size() - basic) + " enhanced status codes, "
                        + catalog.causes().size() + " causes");
    }

    private static void languages(CheckReport report) {
        StringBuilder found = new StringBuilder();
        for (String language : LANGUAGES) {
            if (Messages.of(language).language().equals(language)) {
                found.append(found.length() == 0 ? "" : ", ").append(language);
            }
        }
        report.ok("languages", found.toString());
    }

    private static void reply(CheckReport report) {
        Classification found =
                ReplyClassifier.builtIn().classify(ReplyParser.parse(SAMPLE), ReplyContext.of(SmtpCommand.RCPT));
        String cause = found.cause().id();
        if (cause.equals("mailbox-moved")) {
            report.ok("reply", "a 551 is classified as " + cause + " by " + found.rule());
        } else {
            report.fail("reply", "a 551 is classified as " + cause + " by " + found.rule() + ", not as mailbox-moved");
        }
    }
}
