package dev.replywise.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionOption implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"replywise " + Version.text()};
    }
}
