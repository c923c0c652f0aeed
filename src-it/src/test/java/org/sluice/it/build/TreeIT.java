package org.sluice.it.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The last test of all. The root pom recorded the tree; where there is no Git, or no repository, nothing is compared. */
@Tag("build")
class TreeIT {
    private static final Path ROOT = Path.of(System.getProperty("sluice.it.root"));
    private static final Path BEFORE = Path.of(System.getProperty("sluice.it.tree.before"));

    @Test
    @DisplayName("it.build R1.3 the build leaves the work tree as it found it")
    void the_build_leaves_the_work_tree_as_it_found_it() throws Exception {
        assumeTrue(Files.exists(BEFORE), "this build did not begin at the root");
        assumeTrue(inARepository(), "no Git repository here");

        assertThat(status().lines())
                .as("git status at the end; either the build wrote there, or somebody worked while it ran")
                .containsExactlyElementsOf(Files.readAllLines(BEFORE));
    }

    private static boolean inARepository() throws InterruptedException {
        try {
            return git("rev-parse", "--is-inside-work-tree").waitFor() == 0;
        } catch (IOException e) {
            return false; // no Git on this machine
        }
    }

    private static String status() throws IOException {
        return new String(git("status", "--porcelain").getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Process git(String command, String option) throws IOException {
        return new ProcessBuilder(List.of("git", "--no-optional-locks", command, option))
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
