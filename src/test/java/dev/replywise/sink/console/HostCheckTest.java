package dev.replywise.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck loopback = new HostCheck("127.0.0.1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9470",
                "127.0.0.1",
                "localhost:1",
                "LOCALHOST",
                "[::1]:9470",
                "[::1]",
                "a.localhost:80"
            })
    void loopbackIsAllowed(String field) {
        assertThat(loopback.allows(List.of(field))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:9470",
                "127.0.0.1.evil.example",
                "127.evil.example",
                "localhost.evil.example",
                "192.0.2.1:9470",
                "[2001:db8::1]:80",
                "0.0.0.0",
                "127.0.0.1@evil.example",
                ":9470",
                "[]"
            })
    void othersAreNot(String field) {
        assertThat(loopback.allows(List.of(field))).isFalse();
    }

    @Test
    void theFieldHasToBeThereOnce() {
        assertThat(loopback.allows(List.of())).isFalse();
        assertThat(loopback.allows(List.of("localhost", "localhost"))).isFalse();
    }

    @Test
    void theConfiguredHostIsAllowed() {
        assertThat(new HostCheck("Mail.shop.example").allows(List.of("mail.shop.example:9470")))
                .isTrue();
        assertThat(new HostCheck("2001:db8::7").allows(List.of("[2001:db8::7]:80")))
                .isTrue();
        assertThat(new HostCheck("mail.shop.example").allows(List.of("other.shop.example")))
                .isFalse();
    }

    @Test
    void forAllAddressesEveryAddressIsAllowedAndNoName() {
        HostCheck all = new HostCheck("0.0.0.0");

        assertThat(all.allows(List.of("192.0.2.1:9470"))).isTrue();
        assertThat(all.allows(List.of("[2001:db8::1]:9470"))).isTrue();
        assertThat(all.allows(List.of("evil.example:9470"))).isFalse();
    }
}
