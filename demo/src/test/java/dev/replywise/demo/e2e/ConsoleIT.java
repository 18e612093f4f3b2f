package dev.replywise.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.replywise.demo.e2e.app.OutboxApp;
import dev.replywise.demo.smtp.Script;
import dev.replywise.demo.smtp.ScriptedServer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * The live page of an application that sends mail with the packaged agent, looked at in a real Chromium and worked by
 * keyboard. {@code -Dconsole.pictures=FOLDER} takes the pictures of docs/console.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final Path MESSAGES = Path.of("../src/main/resources/dev/replywise/catalog/messages");
    private static final int ROUNDS = 14;
    private static final String LOGIN = " mail.smtp.auth=true mail.smtp.auth.mechanisms=PLAIN";

    /** What the server says on the n-th connection, and the mail that is sent there. */
    private static final String[][] MAILS = {
        {"", "jane.roe@example.com"},
        {"", "john.doe@example.net"},
        {"RCPT 551 5.1.6 User not local; please try <jane.roe@new.example>", "jane.roe@old.example"},
        {"RCPT 450 4.2.0 Greylisted, please come back in 300 seconds", "jane.roe@example.org"},
        {"RCPT 550 5.1.1 <jane.roe@old.example>: Recipient address rejected: User unknown", "jane.roe@old.example"},
        {"RCPT 550 5.1.1 <bill@old.example>: Recipient address rejected: User unknown", "bill@old.example"},
        {"END_OF_DATA 550 5.7.26 This message does not pass the DMARC policy of shop.example", "jane.roe@example.com"},
        {"END_OF_DATA 552 5.3.4 Message size exceeds fixed limit of 10240000 bytes", "ann@example.com"},
        {"MAIL 421 4.3.2 mx.example.org too busy, try again later >> drop", "ann@example.com"},
        {
            "EHLO 250-mx.example.org | 250 AUTH PLAIN\nAUTH 535 5.7.8 authentication failed",
            "jane.roe@example.com" + LOGIN
        },
        {
            "RCPT raw 550 5.7.1 <img src=x onerror=document.title='owned'> \"quoted\" 'and' &lt;b&gt;"
                    + " \\xE2\\x80\\xAEdesrever </script>\\r\\n",
            "mallory@evil.example"
        },
        {"RCPT 554 5.7.1 {900*long}", "long@evil.example"},
        {"END_OF_DATA drop", "jane.roe@example.com"},
        {"", "jane.roe@example.com"},
    };

    private final int port = freePort();
    private final Path directory = Build.directory().resolve("e2e").resolve("console");
    private ScriptedServer server;
    private Process application;
    private BufferedWriter orders;
    private BufferedReader results;
    private Browser browser;

    @BeforeAll
    void sendMails() throws Exception {
        List<Script> scripts = new ArrayList<>();
        for (int i = 0; i < ROUNDS * MAILS.length; i++) {
            scripts.add(Script.parse(MAILS[i % MAILS.length][0]));
        }
        browser = Browser.start(directory);
        server = ScriptedServer.builder(scripts).start();
        application = new ProcessBuilder(
                        Build.java(),
                        "-javaagent:" + Build.agentJar() + "=log=off,console.port=" + port
                                + ",addresses.key=s3cret-key",
                        "-cp",
                        MailLibrary.ANGUS.jars() + File.pathSeparator + Build.testClasses(),
                        OutboxApp.class.getName())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        orders = application.outputWriter(StandardCharsets.UTF_8);
        results = application.inputReader(StandardCharsets.UTF_8);
        assertThat(results.readLine()).isEqualTo("ready");
        Browser.await("page before the first mail", () -> get("/") == 200);
    }

    @AfterAll
    void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (orders != null) {
            orders.close();
        }
        if (application != null) {
            assertThat(application.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(directory.resolve("err.txt")).isEmptyFile();
        }
        if (server != null) {
            server.close();
        }
    }

    /** Nothing is complained of, and nothing but the page's own server is asked, whatever a test did. */
    @AfterEach
    void nothingLeavesThePage() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(url -> url.startsWith("http://127.0.0.1:" + port + "/") || url.startsWith("data:"));
    }

    @Test
    @Order(1)
    void anEmptyPageSaysWhatToDo() {
        open("");
        browser.size(1280, 900, false);

        assertThat(browser.text("#failures-empty")).contains("send a mail to an address that does not exist");
        assertThat(browser.text("#causes-empty")).isNotBlank();
        assertThat(browser.text("#destinations-empty")).contains("agent is attached");
        assertThat(browser.text("#agent-line")).startsWith("Version ");
    }

    @Test
    @Order(2)
    void mailsTurnUpWithoutATouch() throws Exception {
        open("");
        for (int i = 0; i < MAILS.length; i++) {
            send("<mail-" + i + "@shop.example>", MAILS[i][1]);
        }
        Browser.await(
                "all mails counted",
                () -> browser.text("[data-tile=messages] .big").equals(String.valueOf(MAILS.length - 1)));

        assertThat(browser.text("[data-tile=messages]"))
                .contains("accepted\n3", "refused for now\n2", "refused for good\n7", "not sent\n0", "unknown\n1");
        assertThat(browser.text("[data-tile=connections] .big")).isEqualTo("14");
        assertThat(browser.text("[data-cause=mailbox-unknown]"))
                .contains("2 × (", messages("en").get("cause.mailbox-unknown.fix"));
        assertThat(browser.is("document.querySelector('[data-cause=mailbox-unknown] a').href.startsWith('https://')"))
                .isTrue();
        assertThat(browser.text("#domains")).containsPattern("old\\.example\\s+3\\s+3\\s+100\\s*%");
        assertThat(browser.text("#domains")).containsPattern("example\\.com\\s+5\\s+3\\s+60\\s*%");
        assertThat(browser.text("#servers"))
                .containsPattern("localhost:" + server.port() + "\\s+14\\s+11\\s+78[.]6\\s*%");
        Browser.await(
                "a bar in the chart",
                () -> browser.is("document.querySelectorAll('#chart rect.permanent').length > 0"));
        assertThat(browser.is("document.querySelectorAll('#rates-table tbody tr').length === 10"))
                .isTrue();
    }

    @Test
    @Order(3)
    void everythingCanBeDoneByKeyboard() {
        open("");
        browser.tabTo(".skip");
        assertThat(browser.is("document.activeElement.getBoundingClientRect().top >= 0"))
                .as("skip link is seen")
                .isTrue();
        browser.type(Keys.ENTER);
        assertThat(browser.is("document.activeElement.id === 'main'")).isTrue();

        String moved = "[...document.querySelectorAll('.row')].find(r => r.innerText.includes('551'))";
        browser.tabTo("[data-key] > .row");
        for (int i = 0; i < 20 && !browser.is(moved + " === document.activeElement"); i++) {
            browser.type(Keys.TAB);
        }
        assertThat(browser.is("getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
                .as("focus is seen")
                .isTrue();
        browser.type(Keys.ENTER);
        Browser.await("explanation", () -> browser.is("document.activeElement.id === 'detail-title'"));

        assertThat(browser.text("#detail-title")).startsWith("551 5.1.6 – ");
        assertThat(browser.text("#explanation"))
                .contains("Resend to the forwarding address j***@new.example")
                .contains("User not local; please try <j***@new.example>")
                .contains("yes, to the other address", "medium: by the enhanced status code", "moved-by-code")
                .contains(messages("en").get("cause.mailbox-moved.description"))
                .contains("Forwarding address\nj***@new.example");
        assertThat(browser.text("#timeline"))
                .containsSubsequence(
                        "→ connect",
                        "220 ",
                        "→ EHLO",
                        "Connected",
                        "→ MAIL shop.example",
                        "→ RCPT j***@old.example",
                        "551 5.1.6",
                        "Message: refused for good",
                        "→ QUIT");

        browser.type(Keys.ESCAPE);
        assertThat(browser.is("document.getElementById('detail').hidden")).isTrue();
        assertThat(browser.is(moved + " === document.activeElement")).isTrue();

        browser.tabTo("#message-id");
        browser.type("mail-0@shop.example", Keys.ENTER);
        Browser.await("timeline", () -> browser.is("document.activeElement.id === 'detail-title'"));
        assertThat(browser.text("#timeline"))
                .contains("Message: accepted", "<mail-0@shop.example>", "end of the message");
        assertThat(browser.is("document.querySelectorAll('.step.chosen').length > 2"))
                .isTrue();
        browser.tabTo("#close");
        browser.type(Keys.ENTER);
        assertThat(browser.is("document.activeElement.id === 'message-id'")).isTrue();
        browser.type(Keys.chord(Keys.CONTROL, "a"), "no-such-mail", Keys.ENTER);
        Browser.await("no such mail", () -> browser.text("#detail-title").equals("No such message"));
    }

    @Test
    @Order(4)
    void pausingStopsTheQuestions() {
        open("");
        browser.tabTo("#pause");
        browser.type(Keys.SPACE);
        Browser.await("paused", () -> browser.text("#pause").equals("Go on"));
        assertThat(browser.text("#said")).contains("Paused");
        String before = browser.text("#updated");
        browser.requests();
        browser.is("new Promise(done => setTimeout(() => done(true), 5000))");
        assertThat(browser.text("#updated")).isEqualTo(before);
        assertThat(browser.requests()).isEmpty();
        browser.type(Keys.SPACE);
        Browser.await("going on", () -> !browser.text("#updated").equals(before));
    }

    @Test
    @Order(5)
    void hostileTextIsOnlyText() {
        open("");
        Browser.await("hostile reply", () -> browser.text("#failures").contains("onerror"));

        assertThat(browser.text("#failures"))
                .contains(
                        "<img src=x onerror=document.title='owned'> \"quoted\" 'and' &lt;b&gt; \\u202edesrever </script>");
        assertThat(browser.is("document.querySelectorAll('#failures img, #failures b, #failures script').length === 0"))
                .isTrue();
        assertThat(browser.is(
                        "[...document.querySelectorAll('.row')].find(r => r.innerText.includes('onerror')).click()"))
                .isFalse();
        Browser.await(
                "hostile reply in full", () -> browser.text("#explanation").contains("\\u202edesrever"));
        assertThat(browser.is("document.querySelectorAll('main img').length === 0"))
                .isTrue();
        assertThat(String.valueOf(browser.value("document.title"))).doesNotContain("owned");
        assertThat(get("/api/agent")).isEqualTo(200);
        assertThat(browser.value("document.body.textContent").toString())
                .doesNotContain("s3cret-key", "not-the-password", "jane.roe@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "id", "tr", "vi"})
    @Order(6)
    void everyLanguageFitsAPhone(String language) {
        browser.size(360, 740, true);
        open("?lang=" + language);
        Map<String, String> texts = messages(language);
        Browser.await("rows", () -> browser.is("document.querySelectorAll('.row').length > 0"));

        assertThat(browser.value("document.documentElement.lang")).isEqualTo(language);
        assertThat(browser.text("#failures-title")).isEqualTo(texts.get("console.failures"));
        assertThat(browser.text("[data-cause=mailbox-unknown]")).contains(texts.get("cause.mailbox-unknown.fix"));
        assertThat(browser.is("document.getElementById('language').value === '" + language + "'"))
                .isTrue();
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            assertThat(browser.value("document.documentElement.scrollWidth"))
                    .as(language)
                    .isEqualTo(360L);
        }
        browser.value("document.querySelector('.row').click()");
        Browser.await("explanation", () -> browser.is("!document.getElementById('detail').hidden"));
        assertThat(browser.text("#explanation")).contains(texts.get("console.reply.advice"));
        assertThat(browser.value("document.documentElement.scrollWidth"))
                .as(language)
                .isEqualTo(360L);
        browser.value("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(browser.value("document.documentElement.scrollWidth"))
                .as(language)
                .isEqualTo(360L);
        assertThat(String.valueOf(browser.value("document.body.innerText")))
                .doesNotContainPattern("\\{[a-z]+}|console\\.(?!port|host)");
        browser.dark(false);
        browser.size(1280, 900, false);
    }

    @Test
    @Order(7)
    void theSelectorChangesTheLanguage() {
        open("");
        browser.tabTo("#language");
        browser.type("T");
        Browser.await("Turkish", () -> browser.is("document.documentElement.lang === 'tr'"));
        assertThat(browser.text("#causes-title")).startsWith(messages("tr").get("console.causes"));
        assertThat(String.valueOf(browser.value("location.search"))).isEqualTo("?lang=tr");
        assertThat(browser.is("document.activeElement.id === 'language'")).isTrue();
    }

    /** Text on its ground has a contrast of at least 4.5 to 1, in light and in dark. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(8)
    void textCanBeReadInLightAndDark(boolean dark) {
        browser.dark(dark);
        open("");
        Browser.await("rows", () -> browser.is("document.querySelectorAll('.row').length > 0"));
        browser.value("document.querySelector('.row').click()");
        Browser.await("explanation", () -> browser.is("!document.getElementById('detail').hidden"));
        String contrast = "(() => { const rgb = c => c.match(/[0-9.]+/g).map(Number);"
                + " const lum = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 :"
                + " ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);"
                + " const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);"
                + " if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };"
                + " return [...document.querySelectorAll('body *')].filter(e => e.offsetParent && [...e.childNodes].some(n =>"
                + " n.nodeType === 3 && n.data.trim())).map(e => { const a = lum(rgb(getComputedStyle(e).color)),"
                + " b = lum(ground(e)); return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.className + ' ' + e.textContent]; })"
                + " .filter(([ratio]) => ratio < 4.5).map(String); })()";
        assertThat((List<?>) browser.value(contrast)).isEmpty();
        assertThat(browser.is(
                        "getComputedStyle(document.body).backgroundColor.startsWith('rgb(" + (dark ? "1" : "2") + "')"))
                .isTrue();
        browser.dark(false);
    }

    /** Only when asked for: some two minutes of traffic, so that the pictures have something to show. */
    @Test
    @Order(9)
    void pictures() throws Exception {
        String folder = System.getProperty("console.pictures");
        open("");
        if (folder == null) {
            return;
        }
        Files.createDirectories(Path.of(folder));
        for (int i = MAILS.length; i < ROUNDS * MAILS.length; i++) {
            send("<mail-" + i + "@shop.example>", MAILS[i % MAILS.length][1]);
            long next = System.nanoTime() + (i % 5) * 250_000_000L;
            Browser.await("next mail", () -> System.nanoTime() - next > 0);
        }
        browser.value("[...document.querySelectorAll('.row')].find(r => r.innerText.includes('551')).click()");
        Browser.await("explanation", () -> browser.is("!document.getElementById('detail').hidden"));
        browser.value("document.activeElement.blur(), scrollTo(0, 0)");
        browser.size(1280, 900, false);
        browser.picture(Path.of(folder, "console-light.png"), 0, 1280, 1290);
        int list = ((Number) browser.value("Math.floor(document.getElementById('failures').closest('.columns')"
                        + ".getBoundingClientRect().top + scrollY) - 8"))
                .intValue();
        browser.dark(true);
        browser.picture(Path.of(folder, "console-dark.png"), list, 1280, 1340);
        browser.dark(false);
        browser.size(360, 740, true);
        Browser.await(
                "chart drawn anew",
                () -> browser.is("document.querySelector('#chart svg').viewBox.baseVal.width < 360"));
        browser.picture(Path.of(folder, "console-phone.png"), 0, 360, 1330);
        browser.size(1280, 900, false);
    }

    private void open(String query) {
        browser.go("http://127.0.0.1:" + port + "/" + query);
        Browser.await("page drawn", () -> browser.is("document.querySelectorAll('#totals .tile').length === 5"));
    }

    private void send(String messageId, String recipientAndSettings) throws IOException {
        orders.write(server.port() + " " + messageId + " " + recipientAndSettings + "\n");
        orders.flush();
        assertThat(results.readLine()).isNotNull();
    }

    private int get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static Map<String, String> messages(String language) {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(MESSAGES.resolve(language + ".properties"))) {
            texts.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> map = new TreeMap<>();
        texts.stringPropertyNames().forEach(key -> map.put(key, texts.getProperty(key)));
        return map;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
