package dev.replywise.agent.bridge;

import dev.replywise.agent.loading.BesideLoader;

/** Defines the sink classes of one outside API beside an application's copy of it. */
final class BridgeLoader extends BesideLoader {
    static {
        registerAsParallelCapable();
    }

    private final String sinkPackage;
    private final String apiPackage;

    /**
     * A bridge to one API.
     *
     * @param agent has Replywise and, as resources, the class files of the sinks
     * @param application has the API
     * @param sinkPackage whose classes are defined here, with a dot at the end
     * @param apiPackage the API's, with a dot at the end
     */
    BridgeLoader(ClassLoader agent, ClassLoader application, String sinkPackage, String apiPackage) {
        super(agent, application);
        this.sinkPackage = sinkPackage;
        this.apiPackage = apiPackage;
    }

    @Override
    protected boolean isDefinedHere(String name) {
        return name.startsWith(sinkPackage);
    }

    @Override
    protected boolean isOfApi(String name) {
        return name.startsWith(apiPackage);
    }
}
