package org.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names of the rules are the requirements: ArchUnit shows them in place of a display name. */
@AnalyzeClasses(packages = "org.sluice", importOptions = DoNotIncludeTests.class)
class PackagesTest {
    private static final URL DRAWING = Objects.requireNonNull(PackagesTest.class.getResource("/packages.puml"));
    private static final String[] CORE = {
        "org.sluice.handshake..",
        "org.sluice.frames..",
        "org.sluice.relay..",
        "org.sluice.config..",
        "org.sluice.pool..",
        "org.sluice.balancing..",
        "org.sluice.health.."
    };

    @ArchTest
    static final ArchRule r1_1_a_package_calls_only_packages_to_which_an_arrow_leads =
            classes().should(adhereToPlantUmlDiagram(DRAWING, consideringOnlyDependenciesInDiagram()));

    @ArchTest
    static final ArchRule r1_2_every_class_is_in_a_package_that_is_drawn = classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage(drawnPackages())
            .as("Every class should be in a package that docs/packages.puml draws");

    @ArchTest
    static final ArchRule r1_3_packages_of_the_balancer_do_not_call_each_other_in_cycles =
            slices().matching("org.sluice.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule r1_3_entry_points_do_not_call_each_other_in_cycles =
            slices().matching("org.sluice.web.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule r1_4_the_core_depends_on_no_server = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "javax.naming..", "org.glassfish..", "io.undertow..", "org.xnio..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule r1_4_only_five_packages_and_the_entry_points_depend_on_jakarta = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.sluice.backend..",
                    "org.sluice.heartbeat..",
                    "org.sluice.jndi..",
                    "org.sluice.wiring..",
                    "org.sluice.observe..",
                    "org.sluice.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    @ArchTest
    static final ArchRule r1_4_only_the_backend_names_tyrus = noClasses()
            .that()
            .resideOutsideOfPackage("org.sluice.backend..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.glassfish.tyrus..");

    @ArchTest
    static final ArchRule r1_4_no_package_of_the_balancer_depends_on_an_entry_point = noClasses()
            .that()
            .resideOutsideOfPackage("org.sluice.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.sluice.web..");

    @ArchTest
    static final ArchRule r1_6_only_the_journal_logs = noClasses()
            .that()
            .resideOutsideOfPackage("org.sluice.journal..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.System\\$Logger.*|java\\.util\\.logging\\..*|org\\.slf4j\\..*");

    @ArchTest
    static void r1_7_no_two_packages_share_a_simple_name(JavaClasses classes) {
        Map<String, List<String>> packages = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
        packages.values().removeIf(names -> names.size() == 1);
        assertThat(packages).isEmpty();
    }

    /** The package of each component, as the drawing writes it. */
    private static String[] drawnPackages() {
        try (var in = DRAWING.openStream()) {
            var drawing = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("<<(.+?)>>")
                    .matcher(drawing)
                    .results()
                    .map((MatchResult component) -> component.group(1))
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
