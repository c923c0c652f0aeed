package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.sluice.grammar.Key;

class ParsersPropertiesTest {
    private static final List<Key<?>> KEYS = Keys.all().toList();

    @Property
    @Label("config R1.8 a printed member is parsed as the same member")
    void a_printed_member_is_parsed_as_the_same_member(
            @ForAll("hosts") String host,
            @ForAll @IntRange(min = 1, max = 65_535) int port,
            @ForAll @IntRange(min = 0, max = 100) int weight,
            @ForAll boolean backup) {
        MemberConfig member =
                MemberConfig.of("wss://" + host + ":" + port + " weight=" + weight + (backup ? " backup" : ""));
        assertThat(member.weight()).isEqualTo(weight);
        assertThat(MemberConfig.of(member.toString())).isEqualTo(member);
    }

    @Property
    @Label("config R1.8 every value that a key parses is printed in a form that it parses as the same value")
    void a_parsed_value_is_printed_in_a_form_that_parses_as_the_same_value(
            @ForAll @IntRange(min = 0, max = 200) int key, @ForAll("texts") String text) {
        roundTrip(KEYS.get(key % KEYS.size()), text);
    }

    private static <T> void roundTrip(Key<T> key, String text) {
        key.parse(text).ifPresent(value -> {
            String printed = key.kind().print(value);
            assertThat(key.parse(printed))
                    .describedAs("%s: %s -> %s", key, text, printed)
                    .contains(value);
        });
    }

    @Property
    @Label("config R1.8 no text breaks any key, and a wrong value is always reported")
    void no_text_breaks_any_key(@ForAll String text) {
        for (Key<?> key : KEYS) {
            var complaints = new int[1];
            boolean read =
                    key.kind().parse(text, (value, expected) -> complaints[0]++).isPresent();
            assertThat(read).describedAs("%s=%s", key, text).isEqualTo(complaints[0] == 0);
        }
    }

    @Property(tries = 300)
    @Label("config R1.8 no entries break the reader")
    void no_entries_break_the_reader(@ForAll("entries") Map<String, Map<String, String>> entries) {
        assertThatCode(() -> new ConfigurationReader().read(entries)).doesNotThrowAnyException();
    }

    @Property
    @Label("routing R5.3 normalising a normal path changes nothing, and the path stays below the root")
    void normalising_a_normal_path_changes_nothing(@ForAll("paths") String path) {
        String normal = NormalPath.of(path);
        assertThat(NormalPath.of(normal)).isEqualTo(normal);
        assertThat(normal).startsWith("/").doesNotStartWith("//");
        assertThat(List.of(normal.split("/", -1))).doesNotContain("..", ".");
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.of("a", "chat.example.com", "my_host", "10.0.0.1", "[::1]", "[2001:db8::7]", "x-1.y");
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("/", "/", ".", "..", "%2e", "%2F", "%", "a", "%61", ";x", "%zz", "//", "%252e")
                .list()
                .ofMaxSize(12)
                .map(parts -> "/" + String.join("", parts));
    }

    @Provide
    Arbitrary<Map<String, Map<String, String>>> entries() {
        Arbitrary<String> names =
                Arbitraries.of("pools/a", "pools/b", "rules/x", "listeners/l", "settings", "sluice", "?");
        Arbitrary<String> keys = Arbitraries.of(KEYS).map(key -> key.family() ? key.name() + "X" : key.name());
        return Arbitraries.maps(names, Arbitraries.maps(keys, texts()).ofMaxSize(6))
                .ofMaxSize(5);
    }

    /** Values of keys, whole and in pieces. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> piece = Arbitraries.of(
                "0",
                "1",
                "7",
                "60",
                "100",
                "-1",
                "1.5",
                "s",
                "ms",
                "KiB",
                "MiB",
                "%",
                "off",
                "true",
                "false",
                "ws://a:1",
                "wss://[::1]",
                " weight=2",
                " backup",
                " drain",
                " off",
                ", ",
                "/a",
                "/a/*",
                "*.example.com",
                "~^a+$",
                "10.0.0.0/8",
                "::ffff:10.0.0.1",
                "GET",
                "a 90",
                "302 ",
                "/x{path}",
                "403 no",
                "https://a.b",
                "hash:cookie:X",
                "2xx",
                "random",
                "cookie",
                "header:X",
                "4001",
                "loopback",
                "/%2e%2E/b",
                "é");
        return Arbitraries.oneOf(piece, piece.list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("", list)));
    }
}
