package org.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PackageDrawingTest {
    @Test
    @DisplayName("architecture R1.5 docs/packages.svg shows what docs/packages.puml permits")
    void the_picture_shows_what_its_source_permits() throws IOException {
        Path source = docs().resolve("packages.puml");
        Path picture = docs().resolve("packages.svg");
        String fresh = new LayeredPicture(new PackageDrawing(Files.readString(source))).svg();
        if (Boolean.getBoolean("sluice.write")) {
            Files.writeString(picture, fresh);
        } else {
            assertThat(picture)
                    .describedAs("written by this test with -Dsluice.write=true")
                    .hasContent(fresh);
        }
    }

    @Test
    @DisplayName("architecture R1.5 an arrow that others imply is a word in the caller's box")
    void an_arrow_that_others_imply_is_a_word_in_the_callers_box() {
        var drawing = new PackageDrawing(
                """
                [all] <<x.all..>>
                [top] <<x.top..>>
                [middle] <<x.middle..>>
                [low] <<x.low..>>
                [log] <<x.log..>>
                [all] --> [top]
                [all] --> [middle]
                [all] --> [low]
                [top] --> [middle]
                [top] --> [low]
                [middle] --> [low]
                [top] --> [log]
                [middle] --> [log]
                [low] --> [log]
                [all] --> [log]
                """);
        assertThat(drawing.widest()).isEqualTo("all");
        assertThat(drawing.mostCalled()).isEqualTo("log");
        assertThat(drawing.arrows("top")).containsExactly("middle");
        assertThat(drawing.implied("top")).containsExactly("low");
        assertThat(drawing.layers().toString()).isEqualTo("[[low], [middle], [top]]");
        assertThat(drawing.notCalling("log")).isEmpty();
    }

    /** The build may run in the module or at the top. */
    private static Path docs() {
        return Stream.of("../docs", "docs")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
