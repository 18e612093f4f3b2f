package dev.replywise.demo.e2e.app;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.mail.MessagingException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail with an OpenTelemetry whose every object prints the calls it gets: of any version of the API, old ones too.
 */
public final class RecordingApp {
    private RecordingApp() {}

    /** The first argument says what is set, {@code nothing} or {@code recorder}; the rest are those of {@link MailApp}. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("recorder")) {
            GlobalOpenTelemetry.set((OpenTelemetry) recorder(OpenTelemetry.class));
        }
        mail(Arrays.copyOfRange(arguments, 1, arguments.length));
        if (arguments[0].equals("nothing")) {
            // Throws where somebody has set it meanwhile.
            GlobalOpenTelemetry.set(OpenTelemetry.noop());
            System.out.println("nobody had set it");
        }
    }

    private static void mail(String[] arguments) throws MessagingException {
        MailApp.main(arguments);
    }

    private static Object recorder(Class<?> type) {
        InvocationHandler handler = (proxy, method, arguments) -> answer(type, proxy, method, arguments);
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object answer(Class<?> type, Object proxy, Method method, Object @Nullable [] arguments) {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(type, proxy, name, arguments);
        }
        System.out.println(type.getSimpleName() + "." + name + Arrays.toString(arguments));
        Class<?> result = method.getReturnType();
        if (result == boolean.class) {
            return name.equals("isRecording");
        }
        if (result.isAssignableFrom(type)) {
            return proxy;
        }
        return result.isInterface() ? recorder(result) : null;
    }

    private static Object ofObject(Class<?> type, Object proxy, String name, Object @Nullable [] arguments) {
        if (arguments != null) {
            return arguments[0] == proxy;
        }
        return name.equals("hashCode") ? (Object) 1 : type.getName();
    }
}
