package dev.replywise.agent.otel;

import dev.replywise.agent.loading.BesideLoader;
import org.jspecify.annotations.Nullable;

/**
 * Defines what links an OpenTelemetry API beside that API: the application's, or the one that the OpenTelemetry agent
 * keeps under other names on the bootstrap class path.
 */
final class OtelLoader extends BesideLoader {
    /** The API under its own name. */
    static final String API = "io.opentelemetry.";
    /** Where the OpenTelemetry agent keeps its copy. */
    static final String AGENTS_API = "io.opentelemetry.javaagent.shaded.io.opentelemetry.";

    static {
        registerAsParallelCapable();
    }

    private final boolean ofAgent;

    /**
     * A loader.
     *
     * @param agent has Replywise and, as resources, the class files of what is defined here
     * @param application has the API; null for the OpenTelemetry agent's
     */
    OtelLoader(ClassLoader agent, @Nullable ClassLoader application) {
        super(agent, application);
        this.ofAgent = application == null;
    }

    /** Whether a class links an OpenTelemetry API and is to be defined anew beside each. */
    static boolean isOwn(String name) {
        return name.startsWith("dev.replywise.sink.otel.") || name.startsWith("dev.replywise.agent.otel.api.");
    }

    @Override
    protected boolean isDefinedHere(String name) {
        return isOwn(name);
    }

    @Override
    protected boolean isOfApi(String name) {
        return name.startsWith(API);
    }

    @Override
    protected byte[] adapted(byte[] classFile) {
        return ofAgent ? ClassNames.replace(classFile, API.replace('.', '/'), AGENTS_API.replace('.', '/')) : classFile;
    }
}
