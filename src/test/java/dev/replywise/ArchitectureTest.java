package dev.replywise;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.TreeSet;

/** Probe, reply, classification, event, sink: each package knows only those before it. */
@AnalyzeClasses(packages = "dev.replywise", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] JDK_AND_MARKERS = {
        "java..", "javax..", "jdk..", "org.jspecify..", "com.google.auto.value.."
    };

    @ArchTest
    static final ArchRule REPLY_KNOWS_NOTHING = only("dev.replywise.reply");

    @ArchTest
    static final ArchRule CATALOG_KNOWS_REPLIES =
            only("dev.replywise.catalog", "dev.replywise.reply", "org.snakeyaml..");

    @ArchTest
    static final ArchRule CLASSIFY_KNOWS_THE_CATALOGUE =
            only("dev.replywise.classify", "dev.replywise.catalog", "dev.replywise.reply");

    @ArchTest
    static final ArchRule EVENT_KNOWS_CLASSIFICATIONS =
            only("dev.replywise.event", "dev.replywise.classify", "dev.replywise.catalog", "dev.replywise.reply");

    @ArchTest
    static final ArchRule SINKS_KNOW_EVENTS_AND_EACH_ONE_OUTSIDE_API = classes()
            .that()
            .resideInAPackage("dev.replywise.sink..")
            .should(useOneOutsideApi())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule SINKS_DO_NOT_KNOW_THE_COMMAND_LINE = noClasses()
            .that()
            .resideInAPackage("dev.replywise.sink..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.replywise.cli..", "dev.replywise.agent..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackages("dev.replywise.cli..", "dev.replywise.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.replywise.cli..");

    private static ArchRule only(String own, String... before) {
        String[] allowed = new String[before.length + JDK_AND_MARKERS.length + 1];
        allowed[0] = own;
        System.arraycopy(before, 0, allowed, 1, before.length);
        System.arraycopy(JDK_AND_MARKERS, 0, allowed, before.length + 1, JDK_AND_MARKERS.length);
        return classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    /** A library counts by the first three parts of its package, as org.slf4j or io.prometheus.metrics. */
    private static ArchCondition<JavaClass> useOneOutsideApi() {
        DescribedPredicate<JavaClass> inside = JavaClass.Predicates.resideInAnyPackage(
                "java..", "javax..", "jdk..", "org.jspecify..", "com.google.auto.value..", "dev.replywise..");
        return new ArchCondition<JavaClass>("use at most one outside API") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Set<String> outside = new TreeSet<>();
                item.getDirectDependenciesFromSelf().forEach(dependency -> {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive() && !inside.test(target)) {
                        outside.add(library(target.getPackageName()));
                    }
                });
                if (outside.size() > 1) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " uses " + outside));
                }
            }
        };
    }

    private static String library(String packageName) {
        String[] parts = packageName.split("\\.");
        return parts[0] + "." + (parts.length > 1 ? parts[1] : "");
    }
}
