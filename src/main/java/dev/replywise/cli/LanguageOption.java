package dev.replywise.cli;

import picocli.CommandLine.Option;

/** The option {@code --lang}, whose default is the option {@code locale} of the agent. */
final class LanguageOption {
    @Option(
            names = "--lang",
            paramLabel = "L",
            defaultValue = "${sys:replywise.locale:-${env:REPLYWISE_LOCALE:-en}}",
            description = "Language of the texts: en, zh, id, tr, vi (default: the option locale, else en).")
    String language = "en";
}
