package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ParsersPropertiesTest {
    private static final List<Key<?>> KEYS = Keys.all().toList();

    @Property
    @Label("R1.8 a duration printed and read is the same")
    void a_duration_printed_and_read_is_the_same(@ForAll @LongRange(min = 0, max = 9_999_999_999L) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.print(duration))).contains(duration);
    }

    @Property
    @Label("R1.8 a size printed and read is the same")
    void a_size_printed_and_read_is_the_same(@ForAll @LongRange(min = 0, max = 1L << 50) long bytes) {
        assertThat(Sizes.parse(Sizes.print(bytes))).contains(bytes);
    }

    @Property
    @Label("R1.8 a member printed and read is the same")
    void a_member_printed_and_read_is_the_same(
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
    @Label("R1.8 whatever a key reads, it prints in words it reads as the same")
    void whatever_a_key_reads_it_prints_and_reads_as_the_same(
            @ForAll @IntRange(min = 0, max = 200) int key, @ForAll("words") String text) {
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
    @Label("R1.8 no text breaks any key, and what is wrong is always said")
    void no_text_breaks_any_key(@ForAll String text) {
        for (Key<?> key : KEYS) {
            var complaints = new int[1];
            boolean read =
                    key.kind().parse(text, (value, expected) -> complaints[0]++).isPresent();
            assertThat(read).describedAs("%s=%s", key, text).isEqualTo(complaints[0] == 0);
        }
    }

    @Property(tries = 300)
    @Label("R1.8 no entries break the reader")
    void no_entries_break_the_reader(@ForAll("entries") Map<String, Map<String, String>> entries) {
        assertThatCode(() -> new ConfigurationReader().read(entries)).doesNotThrowAnyException();
    }

    @Property
    @Label("R5.3 the normal form of a path is its own normal form, and stays below the root")
    void the_normal_form_is_its_own_normal_form(@ForAll("paths") String path) {
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
        return Arbitraries.maps(names, Arbitraries.maps(keys, words()).ofMaxSize(6))
                .ofMaxSize(5);
    }

    /** Words that keys know, whole and in pieces. */
    @Provide
    Arbitrary<String> words() {
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
