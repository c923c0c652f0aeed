package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;

class KeyTableTest {
    private static final String BEGIN = "<!-- keys: written by KeyTableTest, with -Dsluice.write=true -->\n";
    private static final String END = "<!-- end of keys -->";

    @Test
    @DisplayName("config R1.9 the table in the documentation is the one printed from the keys")
    void the_table_in_the_documentation_is_printed_from_the_keys() throws IOException {
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
    @DisplayName("config R1.9 every key has a meaning, and a default that it accepts or none")
    void every_key_has_a_meaning_and_a_default_it_accepts() {
        assertThat(Keys.all()).allSatisfy(key -> {
            assertThat(key.note().meaning()).describedAs(key.name()).endsWith(".");
            String standard = key.note().standard();
            assertThat(standard.isEmpty() || key.parse(standard).isPresent())
                    .describedAs("%s=%s", key, standard)
                    .isTrue();
        });
    }

    @Test
    @DisplayName("config R1.10 a key that nothing acts on is refused, whatever its value")
    void a_key_that_nothing_acts_on_is_refused() {
        var planned = Keys.all().filter(key -> !key.note().supported()).toList();
        assertThat(planned).isNotEmpty().allSatisfy(key -> {
            String entry = Stream.of(EntryKind.values())
                    .filter(key::belongsTo)
                    .findFirst()
                    .orElseThrow()
                    .entry("x");
            var read = new ConfigurationReader().read(Map.of(entry, Map.of(key.name(), "1")));
            assertThat(read).isInstanceOf(ReadResult.Rejected.class);
            assertThat(((ReadResult.Rejected) read).problems())
                    .extracting(Object::toString)
                    .contains(entry + ": " + key.name() + ": 1 (expected: this key left out; it is not supported yet)");
        });
    }

    @Test
    @DisplayName("config R1.9 no kind of entry has two keys with the same name")
    void no_kind_of_entry_has_two_keys_with_the_same_name() {
        assertThat(Stream.of(EntryKind.values()))
                .allSatisfy(kind -> assertThat(Keys.of(kind).map(Key::name)).doesNotHaveDuplicates());
    }

    /** The build may run in the module or in the parent directory. */
    private static Path page() {
        return Stream.of("../server-config/README.md", "server-config/README.md")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
