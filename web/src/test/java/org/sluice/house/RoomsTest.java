package org.sluice.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Names of the rules are the requirements; ArchUnit shows them where JUnit would show a display name. */
@AnalyzeClasses(packages = "org.sluice", importOptions = DoNotIncludeTests.class)
class RoomsTest {
    private static final URL DRAWING = Objects.requireNonNull(RoomsTest.class.getResource("/rooms.puml"));
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
    static final ArchRule r1_1_the_code_has_no_doors_but_those_drawn =
            classes().should(adhereToPlantUmlDiagram(DRAWING, consideringOnlyDependenciesInDiagram()));

    @ArchTest
    static final ArchRule r1_2_every_class_lives_in_a_room_that_is_drawn = classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage(drawnRooms())
            .as("Every class should live in a room that docs/rooms.puml draws");

    @ArchTest
    static final ArchRule r1_3_rooms_of_the_balancer_do_not_call_in_circles =
            slices().matching("org.sluice.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule r1_3_doors_do_not_call_in_circles =
            slices().matching("org.sluice.web.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule r1_4_the_core_does_not_know_that_it_lives_in_a_server = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "javax.naming..", "org.glassfish..", "io.undertow..", "org.xnio..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule r1_4_only_five_rooms_and_the_doors_know_jakarta = noClasses()
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
    static final ArchRule r1_4_no_room_of_the_balancer_knows_a_door = noClasses()
            .that()
            .resideOutsideOfPackage("org.sluice.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.sluice.web..");

    /** The package of each component, as the drawing writes it. */
    private static String[] drawnRooms() {
        try (var in = DRAWING.openStream()) {
            var drawing = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("<<(.+?)>>")
                    .matcher(drawing)
                    .results()
                    .map((MatchResult room) -> room.group(1))
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
