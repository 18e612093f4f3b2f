package dev.replywise.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.replywise.classify.RuleFinding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCheckTest {
    private static List<RuleFinding> check(String... whens) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < whens.length; i++) {
            text.append("- id: r").append(i).append("\n  cause: ").append(i % 2 == 0 ? "virus" : "spf");
            text.append("\n  when: ").append(whens[i]).append('\n');
        }
        RuleSet rules = RuleSet.parse(text.toString(), "my.yaml");
        assertThat(rules.problems()).isEmpty();
        return RuleCheck.check(rules.rules(), List.of());
    }

    @Test
    void goodRulesGiveNoFindings() {
        assertThat(check("{any: [blue moon]}", "{any: [red sun]}")).isEmpty();
    }

    @Test
    void deadRules() {
        assertThat(check("{any: [blue moon], none: [moon]}"))
                .extracting(RuleFinding::kind)
                .containsExactly(Kind.DEAD);
        assertThat(check("{code: [\"7xx\"]}")).extracting(RuleFinding::kind).containsExactly(Kind.DEAD);
        assertThat(check("{any: [blue moon, sun], none: [moon]}")).isEmpty();
    }

    @Test
    void shadowedRules() {
        assertThat(check("{any: [moon]}", "{any: [blue moon], code: [\"550\"]}"))
                .extracting(RuleFinding::toString)
                .containsExactly(
                        "my.yaml:4: rule 'r1' is shadowed: 'r0' stands before it and matches all that it matches");
        assertThat(check("{code: [\"5xx\"]}", "{code: [\"55x\"], command: [RCPT]}"))
                .extracting(RuleFinding::kind)
                .contains(Kind.SHADOWED);
        assertThat(check("{any: [moon], tls: \"no\"}", "{any: [full moon]}"))
                .extracting(RuleFinding::kind)
                .doesNotContain(Kind.SHADOWED);
        assertThat(check("{any: [moon], none: [sun]}", "{any: [full moon]}"))
                .extracting(RuleFinding::kind)
                .doesNotContain(Kind.SHADOWED);
    }

    @Test
    void overlappingRules() {
        assertThat(check("{any: [blue moon]}", "{all: [blue, moon]}", "{any: [sun]}"))
                .extracting(RuleFinding::rule, RuleFinding::kind)
                .containsExactly(tuple("r0", Kind.OVERLAPPING), tuple("r1", Kind.OVERLAPPING));
    }

    @Test
    void aUsersRuleIsHeldAgainstTheBuiltInOnes() {
        RuleSet rules = RuleSet.parse("- id: mine\n  cause: virus\n  when: {any: [user unknown]}\n", "my.yaml");

        assertThat(RuleCheck.check(rules)).extracting(RuleFinding::kind).containsExactly(Kind.OVERLAPPING);
    }
}
