package dev.replywise.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JVMs of this machine and loads the agent into one of them, over the attach API of the JDK. By reflection: it
 * is a module of its own since Java 9 and in {@code tools.jar} before, and missing where only a JRE is installed.
 */
final class RunningJvms {
    private static final String API = "com.sun.tools.attach.VirtualMachine";
    private static final String DESCRIPTOR = API + "Descriptor";

    private final ClassLoader loader;

    private RunningJvms(ClassLoader loader) {
        this.loader = loader;
    }

    /** Nothing was attached; the message says why, in one line. */
    static final class NotAttached extends Exception {
        private static final long serialVersionUID = 1;

        NotAttached(String reason) {
            super(reason);
        }
    }

    /**
     * The JVMs that this user's JDK can see.
     *
     * @throws NotAttached where there is no attach API
     */
    static RunningJvms open() throws NotAttached {
        ClassLoader system = ClassLoader.getSystemClassLoader();
        if (has(system)) {
            return new RunningJvms(system);
        }
        File home = new File(System.getProperty("java.home", ""));
        for (File tools :
                new File[] {new File(home, "lib/tools.jar"), new File(home.getParentFile(), "lib/tools.jar")}) {
            if (tools.isFile()) {
                ClassLoader withTools = new URLClassLoader(new URL[] {url(tools)}, system);
                if (has(withTools)) {
                    return new RunningJvms(withTools);
                }
            }
        }
        throw new NotAttached("attaching needs a JDK; " + home + " is a runtime without the attach API. Use the java"
                + " command of a JDK, or start the application with -javaagent:replywise-agent.jar");
    }

    /** One line for each JVM but this one: its process id and what it runs. */
    List<String> list() throws NotAttached {
        List<String> lines = new ArrayList<>();
        List<?> found = (List<?>) call(API, "list", null);
        for (Object descriptor : found) {
            String pid = String.valueOf(call(DESCRIPTOR, "id", descriptor));
            if (!pid.equals(ownPid())) {
                lines.add(DisplayWidth.pad(pid, 8)
                        + Shown.text(String.valueOf(call(DESCRIPTOR, "displayName", descriptor))));
            }
        }
        return lines;
    }

    /**
     * Loads a jar's agent into a JVM.
     *
     * @throws NotAttached when that did not work
     */
    void load(String pid, File jar, String arguments) throws NotAttached {
        Object machine = call(API, "attach", null, pid);
        try {
            call(API, "loadAgent", machine, jar.getAbsolutePath(), arguments);
        } finally {
            call(API, "detach", machine);
        }
    }

    /** The jar that holds the agent: the one that this class came from. */
    static File agentJar() throws NotAttached {
        String named = System.getProperty("replywise.agent.jar", "");
        if (!named.isEmpty()) {
            return new File(named);
        }
        CodeSource source = RunningJvms.class.getProtectionDomain().getCodeSource();
        try {
            if (source != null && source.getLocation() != null) {
                File jar = new File(source.getLocation().toURI());
                if (jar.isFile()) {
                    return jar;
                }
            }
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            // Said below.
        }
        throw new NotAttached("not run from replywise-agent.jar, which holds the agent");
    }

    private static String ownPid() {
        String name = ManagementFactory.getRuntimeMXBean().getName();
        int at = name.indexOf('@');
        return at < 0 ? name : name.substring(0, at);
    }

    private static boolean has(ClassLoader loader) {
        try {
            Class.forName(API, false, loader);
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    private static URL url(File file) throws NotAttached {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new NotAttached(String.valueOf(e.getMessage()));
        }
    }

    private Object call(String type, String method, @Nullable Object target, String... arguments) throws NotAttached {
        Class<?>[] types = new Class<?>[arguments.length];
        Arrays.fill(types, String.class);
        try {
            Method found = Class.forName(type, true, loader).getMethod(method, types);
            Object answer = found.invoke(target, (Object[]) arguments);
            return answer == null ? "" : answer;
        } catch (InvocationTargetException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new NotAttached(reason(method, arguments, cause));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new NotAttached("the attach API of this Java does not work: " + Shown.failure(e));
        }
    }

    private static String reason(String method, String[] arguments, Throwable cause) {
        String what = cause.getClass().getSimpleName() + ": " + Shown.failure(cause);
        return method.equals("attach") && arguments.length == 1
                ? "no Java process " + Shown.text(arguments[0]) + " that this user may attach to (" + what + ")"
                : what;
    }
}
