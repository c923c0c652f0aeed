package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private static final String BEGIN = "<!-- keys: written by KeyTableTest, with -Dsluice.write=true -->\n";
    private static final String END = "<!-- end of keys -->";

    @Test
    @DisplayName("R1.9 the table in the documentation is the one of the keys")
    void the_table_in_the_documentation_is_the_one_of_the_keys() throws IOException {
        Path page = page();
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(begin).describedAs("the mark in %s", page).isBetween(BEGIN.length(), end);

        String fresh = text.substring(0, begin) + "\n" + KeyTable.markdown() + "\n" + text.substring(end);
        if (Boolean.getBoolean("sluice.write")) {
            Files.writeString(page, fresh);
        } else {
            assertThat(text).isEqualTo(fresh);
        }
    }

    @Test
    @DisplayName("R1.9 every key has a sentence, and a default it accepts or none")
    void every_key_has_a_sentence_and_a_default_it_accepts() {
        assertThat(Keys.all()).allSatisfy(key -> {
            assertThat(key.note().meaning()).describedAs(key.name()).endsWith(".");
            String standard = key.note().standard();
            assertThat(standard.isEmpty() || key.parse(standard).isPresent())
                    .describedAs("%s=%s", key, standard)
                    .isTrue();
        });
    }

    @Test
    @DisplayName("R1.9 no entry has two keys of one name")
    void no_entry_has_two_keys_of_one_name() {
        assertThat(Stream.of(EntryKind.values()))
                .allSatisfy(kind -> assertThat(Keys.of(kind).map(Key::name)).doesNotHaveDuplicates());
    }

    /** The build may run in the module or at the top. */
    private static Path page() {
        return Stream.of("../server-config/README.md", "server-config/README.md")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
