package dev.replywise.demo.e2e;

import dev.replywise.demo.smtp.ServerTls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a JVM with the driver is started.
 *
 * @param name of the directory for its files
 * @param library the mail library
 * @param agent the agent's arguments, {@code LOG} in them standing for the log file; {@code none} for no agent at all
 * @param moreClassPath beside the library and the driver; may be empty
 * @param moreArguments of the JVM
 * @param isErrorClosed whether its standard error is closed from the start
 */
record DriverSetup(
        String name,
        MailLibrary library,
        String agent,
        String moreClassPath,
        List<String> moreArguments,
        boolean isErrorClosed) {
    static final String NO_AGENT = "none";

    static DriverSetup of(String name, MailLibrary library, String agent) {
        return new DriverSetup(name, library, agent, "", List.of(), false);
    }

    List<String> arguments(Path logFile, Path ordersFile, Path resultsFile) throws IOException {
        List<String> arguments = new ArrayList<>();
        if (!agent.equals(NO_AGENT)) {
            arguments.add("-javaagent:" + Build.agentJar() + "=" + agent.replace("LOG", logFile.toString()));
        }
        arguments.addAll(moreArguments);
        String more = moreClassPath.isEmpty() ? "" : File.pathSeparator + moreClassPath;
        arguments.addAll(List.of(
                "-Djavax.net.ssl.trustStore=" + Build.tls().trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + ServerTls.PASSWORD,
                "-cp",
                library.classPathWithDriver() + more,
                MailLibrary.DRIVER,
                ordersFile.toString(),
                resultsFile.toString()));
        return arguments;
    }
}
