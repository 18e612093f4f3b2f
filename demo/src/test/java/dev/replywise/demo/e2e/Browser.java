package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, worked by keyboard. Not thread-safe. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Pattern REQUEST =
            Pattern.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]+)\"");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test with a line where there is no Chromium, except in CI. */
    static Browser start(Path profile) throws IOException {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            assertThat(System.getenv("CI"))
                    .as("CI has to have Chromium, of Debian's packages chromium and chromium-driver")
                    .isNotEqualTo("true");
            System.out.println("Skipped: the live page in a browser, as chromium and chromium-driver are missing.");
            assumeTrue(false);
        }
        Files.createDirectories(profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb",
                "--hide-scrollbars",
                "--window-size=1280,900",
                "--user-data-dir=" + Files.createTempDirectory(profile, "profile"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    @Override
    public void close() {
        driver.quit();
    }

    void go(String url) {
        driver.get(url);
    }

    /** The value of an expression in the page; the text {@code null} for none. */
    Object value(String expression) {
        return Objects.requireNonNullElse(driver.executeScript("return " + expression), "null");
    }

    String text(String selector) {
        return String.valueOf(value("document.querySelector('" + selector + "').innerText"));
    }

    boolean is(String expression) {
        return Boolean.TRUE.equals(value(expression));
    }

    /** Types into whatever has the focus. */
    void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses Tab until the focus is on an element that matches, as somebody without a mouse does. */
    WebElement tabTo(String selector) {
        for (int i = 0; i < 80; i++) {
            type(Keys.TAB);
            if (is("document.activeElement.matches('" + selector + "')")) {
                return driver.switchTo().activeElement();
            }
        }
        throw new AssertionError("no way by keyboard to " + selector);
    }

    void dark(boolean on) {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    void size(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    }

    /** A part of the page, as a PNG file. */
    void picture(Path file, int top, int width, int height) throws IOException {
        Map<String, Object> clip = Map.of("x", 0, "y", top, "width", width, "height", height, "scale", 1);
        Map<String, Object> answer = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
    }

    /** What the console says: errors, warnings, violations of the content security policy. */
    List<String> complaints() {
        List<String> lines = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get("browser")) {
            lines.add(entry.getLevel() + " " + entry.getMessage());
        }
        return lines;
    }

    /** Every address that was asked for since the last call, those of the browser's own pages left out. */
    List<String> requests() {
        List<String> urls = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get("performance")) {
            Matcher matcher = REQUEST.matcher(entry.getMessage());
            if (matcher.find() && !matcher.group(1).startsWith("chrome://")) {
                urls.add(matcher.group(1));
            }
        }
        return urls;
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(condition::getAsBoolean);
    }
}
