package dev.replywise.sink.jmx;

import dev.replywise.sink.metrics.MeterTotals;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Registers the MBeans of the domain {@code dev.replywise} and takes them away again. Where another agent or class loader
 * has registered the same name, {@code instance=2} and so on is put behind it. Never throws. Thread-safe.
 *
 * <p>Registering makes the platform's MBean server: it must wait until the application had its chance to configure one.
 */
public final class JmxBeans implements AutoCloseable {
    private static final int MOST_INSTANCES = 20;

    private final Supplier<MBeanServer> server;
    private final Consumer<String> problems;
    private final List<ObjectName> registered = new ArrayList<>();

    /**
     * Nothing is registered yet.
     *
     * @param problems where failures are reported, in one line
     */
    public JmxBeans(Consumer<String> problems) {
        this(ManagementFactory::getPlatformMBeanServer, problems);
    }

    JmxBeans(Supplier<MBeanServer> server, Consumer<String> problems) {
        this.server = server;
        this.problems = problems;
    }

    /** Registers replies, messages and connections. */
    public void registerTotals(MeterTotals totals) {
        register("Replies", RepliesMXBean.class, new ReplyTotals(totals));
        register("Messages", MessagesMXBean.class, new MessageTotals(totals));
        register("Connections", ConnectionsMXBean.class, new ConnectionTotals(totals));
    }

    /** Registers the agent's own state. */
    public void registerAgent(AgentMXBean agent) {
        register("Agent", AgentMXBean.class, agent);
    }

    /** Takes away what was registered. */
    @Override
    public synchronized void close() {
        for (ObjectName name : registered) {
            try {
                server.get().unregisterMBean(name);
            } catch (JMException | RuntimeException | LinkageError alreadyGone) {
                // Somebody else took it away.
            }
        }
        registered.clear();
    }

    private synchronized <T> void register(String type, Class<T> view, T bean) {
        try {
            StandardMBean mbean = new StandardMBean(bean, view, true);
            for (int instance = 1; instance <= MOST_INSTANCES; instance++) {
                if (registered(mbean, type, instance)) {
                    return;
                }
            }
        } catch (JMException | RuntimeException | LinkageError failure) {
            problems.accept("JMX shows no " + type + ": " + failure);
        }
    }

    private boolean registered(StandardMBean mbean, String type, int instance) throws JMException {
        String suffix = instance == 1 ? "" : ",instance=" + instance;
        ObjectName name = new ObjectName("dev.replywise:type=" + type + suffix);
        try {
            registered.add(server.get().registerMBean(mbean, name).getObjectName());
            return true;
        } catch (InstanceAlreadyExistsException taken) {
            return false;
        }
    }
}
