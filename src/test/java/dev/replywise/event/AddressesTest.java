package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final Addresses MASKED = Addresses.of(AddressMode.MASKED, "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<john.doe@example.com>: unknown | <j***@example.com>: unknown",
                "john.doe@example.com... User unknown | j***@example.com... User unknown",
                "(john+tag@example.com) | (j***@example.com)",
                "'john@example.com' | 'j***@example.com'",
                "\"john doe\"@example.com | j***@example.com",
                "\"john@doe\"@example.com | j***@example.com",
                "<@a.example,@b.example:john@c.example> | <@a.example,@b.example:j***@c.example>",
                "john%inner.example@relay.example | j***@relay.example",
                "bounce-john=inner.example@lists.example | b***@lists.example",
                "<mailto:john@example.com> | <mailto:j***@example.com>",
                "rfc822;john@example.com | rfc822;j***@example.com",
                "rfc822;john+40example.com | rfc822;j***+40example.com",
                "https://h.example/why?id=john%40example.com&ip=192.0.2.1 | https://h.example/why?id=j***%40example.com&ip=192.0.2.1",
                "https://h.example/u/john@example.com | https://h.example/u/j***@example.com",
                "john=40example.com | j***=40example.com",
                "john@[192.0.2.1] | j***@[192.0.2.1]",
                "john@[IPv6:2001:db8::1] | j***@[IPv6:2001:db8::1]",
                "用户@例子.example | 用***@例子.example",
                "“john@example.com”不存在 | “j***@example.com”不存在",
                "j@example.com | ***@example.com",
                "john@example.com. | j***@example.com.",
                "john@localhost | j***@localhost",
                "john@ | j***@",
                "cost 5 @ 3 each | cost 5 @ 3 each",
                "size=40960000 over 40 | size=40960000 over 40",
                "john＠example.com | j***＠example.com",
            })
    void masksLocalPartsInText(String text, String masked) {
        assertThat(MASKED.text(text)).isEqualTo(masked);
    }

    @Test
    void otherModesInText() {
        String text = "550 <john@example.com> unknown";
        assertThat(Addresses.of(AddressMode.DOMAIN, "").text(text)).isEqualTo("550 <example.com> unknown");
        assertThat(Addresses.of(AddressMode.NONE, "").text(text)).isEqualTo("550 <***> unknown");
        assertThat(Addresses.of(AddressMode.FULL, "").text(text)).isEqualTo(text);
        assertThat(Addresses.of(AddressMode.HASH, "k").text(text)).matches("550 <[0-9a-f]{16}> unknown");
    }

    @Test
    void hashesJoinWhateverTheCaseAndPlace() {
        Addresses hash = Addresses.of(AddressMode.HASH, "secret");
        String alone = hash.address("<John@Example.com>");
        // The beginning of the HMAC-SHA256 of "john@example.com" under "secret", computed elsewhere.
        assertThat(alone).isEqualTo("62f6d956c6a55341");
        assertThat(hash.text("for john@example.com:")).isEqualTo("for " + alone + ":");
        assertThat(Addresses.of(AddressMode.HASH, "other").address("john@example.com"))
                .isNotEqualTo(alone);
        assertThat(Addresses.of(AddressMode.HASH, "").address("a@b.example"))
                .isEqualTo(Addresses.of(AddressMode.HASH, "").address("a@b.example"));
    }

    @Test
    void addressesAlone() {
        assertThat(MASKED.address("<john@example.com>")).isEqualTo("j***@example.com");
        assertThat(MASKED.address("postmaster")).isEqualTo("p***");
        assertThat(MASKED.address("")).isEmpty();
        assertThat(MASKED.address("<>")).isEmpty();
        assertThat(MASKED.domain("john@Example.COM")).isEqualTo("example.com");
        assertThat(Addresses.of(AddressMode.NONE, "").address("john@example.com"))
                .isEmpty();
        assertThat(Addresses.of(AddressMode.NONE, "").domain("john@example.com"))
                .isEmpty();
        assertThat(Addresses.of(AddressMode.DOMAIN, "").address("john@example.com"))
                .isEqualTo("example.com");
    }

    @Test
    void knownLocalPartsAreHiddenWithoutTheirDomainToo() {
        assertThat(MASKED.text("John.Doe: no such user (john.doe)", "john.doe+news@example.com"))
                .isEqualTo("J***: no such user (j***)");
        assertThat(MASKED.text("no such user in userdb", "user@example.com")).isEqualTo("no such user in userdb");
        assertThat(MASKED.text("ann: no <ann@ann.example>", "ann@ann.example"))
                .isEqualTo("a***: no <a***@ann.example>");
        assertThat(MASKED.text("annals of ann", "ann@example.com")).isEqualTo("annals of a***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"@", "=40a", "+40", "@", "\"", "\\\"", "a@", "://?@", "://?=40a.b", "john@a.b+40"})
    void timeIsLinear(String unit) {
        String text = unit.repeat(64 * 1024 / unit.length());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 20; i++) {
                MASKED.text(text, "aaaaaaaaaaaa@example.com");
            }
        });
    }
}
