package org.sluice.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    @DisplayName("wiring R1.2 the version is the one the build filled in")
    void the_version_is_the_one_the_build_filled_in() {
        assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
}
