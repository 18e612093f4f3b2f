package dev.replywise.agent.bridge;

import org.jspecify.annotations.Nullable;

/**
 * One place where numbers may go, by its name in the option {@code metrics}. {@link MetersBridge} asks the candidates in
 * the order of {@link MetersCandidates}. Implementations are thread-safe and do not throw.
 *
 * <p>Two kinds:
 *
 * <ul>
 *   <li>An application's own library: an {@link ApiMeters} with the name of a class of its API, the packages, and a
 *       {@link dev.replywise.sink.metrics.SmtpMetersFactory} beside the adapter in a package {@code dev.replywise.sink.*}
 *       of the library module. Nothing else is to be written.
 *   <li>One for the whole JVM, such as an exporter of our own: implements this interface, ignores the loader, starts what
 *       it needs at the first {@link #look} that it answers with {@link MetersFinding#ready}, always the same object,
 *       holds that object, and says {@link #isLastResort()}.
 * </ul>
 */
interface MetersCandidate {
    /** The value of the option {@code metrics} that names it. */
    String name();

    /** What an application is told to have or to do when it was asked for and is not there: half a sentence. */
    String absence();

    /**
     * Looks from a class loader: the mail library's, then the sending thread's. Called on sending threads and on a
     * daemon thread of ours, seldom once the answer is {@link MetersFinding#ready}.
     */
    MetersFinding look(@Nullable ClassLoader loader);

    /**
     * Whether {@code metrics=auto} first gives an application's own library, where one is there, some time to come into
     * use.
     */
    default boolean isLastResort() {
        return false;
    }
}
