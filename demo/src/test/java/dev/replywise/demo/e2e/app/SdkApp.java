package dev.replywise.demo.e2e.app;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import jakarta.mail.MessagingException;

/** Sets a global OpenTelemetry SDK by the standard settings and sends mail inside a span of its own. */
public final class SdkApp {
    private SdkApp() {}

    /** The arguments are those of {@link MailApp}. */
    public static void main(String[] arguments) throws MessagingException {
        try (OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk()) {
            Span order = sdk.getTracer("shop").spanBuilder("order").startSpan();
            try (Scope scope = order.makeCurrent()) {
                MailApp.main(arguments);
            }
            order.end();
        }
    }
}
