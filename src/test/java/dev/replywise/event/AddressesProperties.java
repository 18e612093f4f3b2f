package dev.replywise.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AddressesProperties {
    private static final String ATEXT =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.";

    @Property(tries = 2000)
    void noLocalPartRemains(
            @ForAll("words") String before,
            @ForAll("locals") String local,
            @ForAll("words") String after,
            @ForAll("hiding") AddressMode mode) {
        String text = before + local + "@example.com" + after;
        assertThat(Addresses.of(mode, "key").text(text)).doesNotContain(local);
    }

    @Property(tries = 10000)
    void maskingTwiceIsMaskingOnce(@ForAll("texts") String text) {
        Addresses addresses = Addresses.of(AddressMode.MASKED, "");
        String once = addresses.text(text, "john.doe@example.com");
        assertThat(addresses.text(once, "john.doe@example.com")).isEqualTo(once);
    }

    /** Of well-formed addresses: what a malformed one leaves behind can look like another one. */
    @Property(tries = 1000)
    void showingTwiceIsShowingOnce(
            @ForAll("words") String before, @ForAll("names") String local, @ForAll AddressMode mode) {
        Addresses addresses = Addresses.of(mode, "key");
        String once = addresses.text(before + local + "@example.com unknown", local + "@example.com");
        assertThat(addresses.text(once, local + "@example.com")).isEqualTo(once);
    }

    @Property(tries = 1000)
    void everyTextHasAnAnswerInEveryMode(@ForAll String text, @ForAll String address, @ForAll AddressMode mode) {
        Addresses addresses = Addresses.of(mode, "key");
        addresses.text(text, address);
        addresses.address(address);
        assertThat(addresses.domain(address))
                .isEqualTo(addresses.domain(address).toLowerCase(Locale.ROOT));
    }

    @Provide
    Arbitrary<AddressMode> hiding() {
        return Arbitraries.of(AddressMode.MASKED, AddressMode.DOMAIN, AddressMode.HASH, AddressMode.NONE);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("0123456789+-_")
                .ofMinLength(1)
                .ofMaxLength(30)
                .map(rest -> "q" + rest);
    }

    /** Long enough that the masked form cannot hold them. */
    @Provide
    Arbitrary<String> locals() {
        Arbitrary<String> plain =
                Arbitraries.strings().withChars(ATEXT).ofMinLength(4).ofMaxLength(64);
        Arbitrary<String> international =
                Arbitraries.strings().withChars("äöüßéñ用户名ольга").ofMinLength(4).ofMaxLength(20);
        Arbitrary<String> quoted = Arbitraries.strings()
                .withChars("abc XYZ@<>,;:()[].")
                .ofMinLength(4)
                .ofMaxLength(60)
                .map(inside -> "\"z" + inside + "z\"");
        return Arbitraries.oneOf(plain.map(local -> "q" + local + "z"), international, quoted);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                "",
                " ",
                "<",
                ">",
                "user ",
                ": no such user",
                "to:<",
                "(",
                ")",
                "\"",
                "'",
                ",",
                ";",
                "=",
                "https://h.example/p?id=",
                "mailto:",
                "\\",
                "（",
                "。");
    }

    @Provide
    Arbitrary<String> texts() {
        List<String> parts = List.of(
                "john.doe",
                "a",
                "@",
                "example.com",
                "\"",
                "\\",
                "*",
                "***",
                "%40",
                "=40",
                "+40",
                "=",
                ".",
                "-",
                " ",
                "<",
                ">",
                "://",
                "?",
                "&",
                "/",
                "[",
                "]",
                "192.0.2.1",
                "用",
                "’",
                "\ud83d",
                "\ude00",
                "@@",
                "'",
                "40",
                "+");
        return Combinators.combine(Arbitraries.of(parts).list().ofMaxSize(14), Arbitraries.of("", "x@y.example"))
                .as((list, end) -> String.join("", list) + end);
    }
}
