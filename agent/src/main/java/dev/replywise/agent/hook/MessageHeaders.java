package dev.replywise.agent.hook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads header fields of a message, whichever of the two namespaces its class belongs to. Reads no message that lies in
 * a remote mailbox, because that would fetch it. Never throws; absent fields are empty.
 */
final class MessageHeaders implements Function<String, @Nullable String> {
    private static final MessageHeaders NONE = new MessageHeaders(null, null);

    /** Kept with the application's class, so that it can be unloaded. */
    private static final ClassValue<Optional<Method>> GET_HEADER = new ClassValue<Optional<Method>>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
            return find(type);
        }
    };

    private final @Nullable Object message;
    private final @Nullable Method getHeader;

    private MessageHeaders(@Nullable Object message, @Nullable Method getHeader) {
        this.message = message;
        this.getHeader = getHeader;
    }

    static MessageHeaders of(@Nullable Object message) {
        if (message == null) {
            return NONE;
        }
        return GET_HEADER
                .get(message.getClass())
                .map(method -> new MessageHeaders(message, method))
                .orElse(NONE);
    }

    String messageId() {
        return apply("Message-ID");
    }

    /** The first field of that name. */
    @Override
    public String apply(String name) {
        if (getHeader == null) {
            return "";
        }
        try {
            String[] values = (String[]) getHeader.invoke(message, name);
            return values == null || values.length == 0 || values[0] == null ? "" : values[0].trim();
        } catch (InvocationTargetException failedInside) {
            // The application's own message refuses to be read; that is no error of ours.
            return "";
        } catch (IllegalAccessException | RuntimeException failure) {
            SuppressedErrors.count(failure);
            return "";
        }
    }

    /** {@code Part.getHeader} as a public class of the library declares it, whatever private subclass the message has. */
    private static Optional<Method> find(Class<?> type) {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            String name = above.getName();
            if (name.endsWith(".mail.imap.IMAPMessage") || name.endsWith(".mail.pop3.POP3Message")) {
                return Optional.empty();
            }
            if (name.endsWith(".mail.internet.MimeMessage") && Modifier.isPublic(above.getModifiers())) {
                try {
                    return Optional.of(above.getMethod("getHeader", String.class));
                } catch (NoSuchMethodException | RuntimeException unexpected) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
