package org.sluice.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("build")
class ArchivesIT {
    private static final Path MODULE = Path.of(System.getProperty("sluice.it.root"), "ear");
    private static final Path MADE =
            Objects.requireNonNull(Path.of(System.getProperty("sluice.it.ear")).getParent());

    @ParameterizedTest
    @ValueSource(strings = {"sluice.ear", "sluice-micro.war"})
    @DisplayName("it.build R1.1 the archive holds what the committed list names, and nothing else")
    void the_archive_holds_what_the_committed_list_names(String archive) throws IOException {
        var list = MODULE.resolve("src").resolve(archive + ".content");
        var named = Files.readAllLines(list);
        var held = Content.of(MADE.resolve(archive));

        assertThat(new TreeSet<>(held))
                .as(
                        "what %s holds that %s does not name: %s; what it names and the archive does not hold: %s",
                        archive, list, without(held, named), without(named, held))
                .isEqualTo(new TreeSet<>(named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice.ear", "sluice-micro.war"})
    @DisplayName("it.build R1.2 the archive holds no API that the servers bring")
    void the_archive_holds_no_api_that_the_servers_bring(String archive) throws IOException {
        assertThat(Content.of(MADE.resolve(archive)))
                .noneMatch(name -> name.matches(".*/(jakarta|javax|microprofile|jspecify)[^/]*\\.jar"));
    }

    private static List<String> without(Collection<String> names, Collection<String> taken) {
        return names.stream().filter(name -> !taken.contains(name)).toList();
    }
}
