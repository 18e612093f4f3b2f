package dev.replywise.agent.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AgentOptionsProperties {
    @Property(tries = 500)
    void anyArgumentGivesOptions(@ForAll String argument) {
        assertSound(AgentOptions.read(argument, Map.of(), Map.of()));
    }

    @Property(tries = 500)
    void anyPairsGiveOptions(@ForAll("argument") String argument) {
        assertSound(AgentOptions.read(argument, Map.of(), Map.of()));
    }

    @Property(tries = 300)
    void anyPropertiesAndVariablesGiveOptions(@ForAll String name, @ForAll String value) {
        assertSound(AgentOptions.read(
                null, Map.of("replywise." + name, value), Map.of("REPLYWISE_" + name, value, "replywise", value)));
    }

    @Provide
    Arbitrary<String> argument() {
        Arbitrary<String> key = Arbitraries.of(Option.values()).map(Option::key);
        Arbitrary<String> value = Arbitraries.strings()
                .withChars("abc019+-.:/= ,KMGB\u0000\n\u00e9")
                .ofMaxLength(12);
        return key.flatMap(k -> value.map(v -> k + "=" + v)).list().ofMaxSize(6).map(pairs -> String.join(",", pairs));
    }

    private static void assertSound(AgentOptions options) {
        for (Option option : Option.values()) {
            String value = options.text(option);
            if (!value.isEmpty()) {
                assertThat(option.type().normalise(value, option.allowed())).isEqualTo(value);
            }
            options.number(option);
            options.list(option);
        }
        assertThat(options.inEffect()).isNotEmpty();
        assertThat(options.problems()).allMatch(line -> Problems.line(line).length() <= 500);
    }
}
