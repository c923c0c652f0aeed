package org.sluice.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.grammar.RawEntry;

class OperatorEntriesTest {
    private final FakeDirectory directory = new FakeDirectory();
    private final Properties properties = new Properties();
    private final MBeanServer management = MBeanServerFactory.newMBeanServer();

    @Test
    @DisplayName("jndi R6.1 entries stand below both places of JNDI, as properties or as text")
    void entries_stand_below_both_places() {
        directory
                .bind("java:global/sluice/pools/wild", "members=ws://a:1; retries=1")
                .bind("java:global/sluice/settings", "io-threads=2")
                .bind("sluice/pools/fly", properties("members", "ws://b:1"))
                .bind("sluice/rules/all", "pool=fly")
                .bind("sluice/listeners/web", "port=8080");

        assertThat(read())
                .containsExactlyInAnyOrder(
                        entry(
                                "pools/wild",
                                Map.of("members", "ws://a:1", "retries", "1"),
                                "java:global/sluice/pools/wild"),
                        entry("settings", Map.of("io-threads", "2"), "java:global/sluice/settings"),
                        entry("pools/fly", Map.of("members", "ws://b:1"), "sluice/pools/fly"),
                        entry("rules/all", Map.of("pool", "fly"), "sluice/rules/all"),
                        entry("listeners/web", Map.of("port", "8080"), "sluice/listeners/web"));
    }

    @Test
    @DisplayName("jndi R6.1 system properties are entries and the shorthand")
    void system_properties_are_entries_and_the_shorthand() {
        properties.setProperty("sluice.pools.chat", "members=ws://a:1;retries=0");
        properties.setProperty("sluice.rules.all.of-them", "pool=chat");
        properties.setProperty("sluice.settings", "io-threads=1");
        properties.setProperty("sluice.members", "ws://c:1");
        properties.setProperty("sluice.header.X-A", "1");
        properties.setProperty("java.home", "/");

        assertThat(read())
                .containsExactlyInAnyOrder(
                        entry(
                                "pools/chat",
                                Map.of("members", "ws://a:1", "retries", "0"),
                                "system property sluice.pools.chat"),
                        entry("rules/all.of-them", Map.of("pool", "chat"), "system property sluice.rules.all.of-them"),
                        entry("settings", Map.of("io-threads", "1"), "system property sluice.settings"),
                        entry(
                                "sluice",
                                Map.of("members", "ws://c:1", "header.X-A", "1"),
                                "system properties sluice.*"));
    }

    @Test
    @DisplayName("jndi R6.4 what the server binds below an application called sluice is no entry")
    void what_the_server_binds_below_an_application_called_sluice_is_no_entry() {
        directory
                .bind("java:global/sluice/ApplicationLifecycle", "a session bean")
                .bind("java:global/sluice/ApplicationLifecycle!org.sluice.wiring.ApplicationLifecycle", "the same")
                .bind("java:global/sluice/sluice-ejb/ApplicationLifecycle", "the same in an EAR")
                .bind("java:global/sluice/pools/chat", "members=ws://a:1");
        assertThat(read()).extracting(RawEntry::name).containsExactly("pools/chat");
    }

    @Test
    @DisplayName("jndi R6.2 of two entries with one name the one in JNDI counts")
    void of_two_entries_with_one_name_the_one_in_jndi_counts() {
        directory.bind("sluice/pools/chat", "members=ws://jndi:1");
        properties.setProperty("sluice.pools.chat", "members=ws://property:1");

        assertThat(read()).extracting(RawEntry::keys).containsExactly(Map.of("members", "ws://jndi:1"));
    }

    @Test
    @DisplayName("jndi R6.4 no context, and contexts without us, cost nothing")
    void no_context_costs_nothing() {
        assertThat(new OperatorEntries(Optional::empty, () -> properties, management).read())
                .isEmpty();
        assertThat(read()).isEmpty();
    }

    @Test
    @DisplayName("jndi R6.4 a naming that cannot be found is no naming without entries")
    void a_naming_that_cannot_be_found_is_no_naming_without_entries() {
        OperatorEntries words = new OperatorEntries(
                () -> Optional.of(new FakeDirectory().unreachable().context()), () -> properties, management);
        assertThatThrownBy(words::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the server's naming cannot be found");
    }

    @Test
    @DisplayName(
            "jndi R6.4 naming is called with our class loader, whatever the thread has, and the thread's is left as it was")
    void naming_is_asked_with_our_class_loader() {
        List<ClassLoader> seen = new ArrayList<>();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            new OperatorEntries(
                            () -> {
                                seen.add(thread.getContextClassLoader());
                                return Optional.empty();
                            },
                            () -> properties,
                            management)
                    .read();

            assertThat(seen).containsExactly(OperatorEntries.class.getClassLoader());
            assertThat(thread.getContextClassLoader()).isNull();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    @DisplayName("jndi R6.5 where nothing can be listed the settings name the entries")
    void where_nothing_can_be_listed_the_settings_name_the_entries() {
        directory
                .unlistable()
                .bind("sluice/settings", "pools=chat, lobby; rules=all")
                .bind("sluice/pools/chat", "members=ws://a:1")
                .bind("sluice/rules/all", "pool=chat");

        assertThat(read()).extracting(RawEntry::name).containsExactlyInAnyOrder("settings", "pools/chat", "rules/all");
    }

    @Test
    @DisplayName("jndi R6.7 what WildFly has stored counts, and not what it has bound")
    void what_wildfly_has_stored_counts_and_not_what_it_has_bound() throws JMException {
        directory
                .bind("java:global/sluice/pools/edited", "members=ws://old:1")
                .bind("java:global/sluice/pools/removed", "members=ws://gone:1")
                .bind("java:global/sluice/pools/made", properties("members", "ws://factory:1"))
                .bind("sluice/rules/plain", "pool=edited");
        FakeNaming naming = new FakeNaming(management);
        naming.store("java:global/sluice/pools/edited", "simple", "members=ws://new:1");
        naming.store("java:global/sluice/pools/made", "object-factory", null);
        naming.store("java:global/other", "simple", "not ours");

        assertThat(read())
                .containsExactlyInAnyOrder(
                        entry("pools/edited", Map.of("members", "ws://new:1"), "java:global/sluice/pools/edited"),
                        entry("pools/made", Map.of("members", "ws://factory:1"), "java:global/sluice/pools/made"),
                        entry("rules/plain", Map.of("pool", "edited"), "sluice/rules/plain"));
    }

    @Test
    @DisplayName("jndi R6.7 where WildFly has stored nothing, nothing is left")
    void where_wildfly_has_stored_nothing_nothing_is_left() throws JMException {
        directory.bind("java:global/sluice/pools/removed", "members=ws://gone:1");
        new FakeNaming(management);

        assertThat(read()).isEmpty();
    }

    @Test
    @DisplayName("jndi R6.6 a value that is no entry is reported as a mistake of the entry")
    void what_is_no_entry_is_told_as_a_fault() {
        directory.bind("sluice/pools/number", 7).bind("sluice/pools/escape", "members=\\u00g0");
        directory.bind("sluice/pools/twice", "retries=1;retries=2");

        assertThat(read())
                .extracting(entry -> entry.name() + " " + entry.faults())
                .containsExactlyInAnyOrder(
                        "pools/number [java.lang.Integer]",
                        "pools/escape [an escape that is none: Malformed \\uxxxx encoding.]",
                        "pools/twice [retries written twice]");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("jndi R6.3 text on one line parts its keys by semicolons, text on several by lines")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a=1;b=2                     | {a=1, b=2}
            a=1 ; b = 2 ;               | {a=1 , b=2 }
            a=ws://h:1 weight=2, x;b=2  | {a=ws://h:1 weight=2, x, b=2}
            a=1\\\\;2;b=3               | {a=1;2, b=3}
            a=\\\\\\\\;b=3              | {a=\\\\, b=3}
            a=ws\\\\://h\\\\:1;b=3      | {a=ws://h:1, b=3}
            'a=1;2%nb=3'                | {a=1;2, b=3}
            '%n a=1;b=2 %n'             | {a=1, b=2}
            '# why%na=1'                | {a=1}
            ''                          | {}
            a                           | {a=}
            """)
    void text_on_one_line_parts_its_keys_by_semicolons(String text, String keys) {
        String written = text.replace("%n", "\n").replace("\\\\", "\\");

        assertThat(EntryText.of(written).keys()).hasToString(keys.replace("\\\\", "\\"));
    }

    @Property(tries = 500)
    @Label("jndi R6.6 no text breaks the reading of an entry")
    void no_text_breaks_the_reading_of_an_entry(@ForAll String text) {
        assertThatCode(() -> EntryText.of(text)).doesNotThrowAnyException();
    }

    @Property(tries = 500)
    @Label("jndi R6.6 keys written in text, on one line or on several, are read as they were")
    void keys_written_in_text_are_read_as_they_were(@ForAll("keys") Map<String, String> keys, @ForAll boolean lines) {
        String text = keys.entrySet().stream()
                .map(key -> key.getKey() + "=" + escaped(key.getValue()))
                .collect(Collectors.joining(lines ? "\n" : ";"));
        EntryText read = EntryText.of(lines ? text + "\n" : text);
        assertThat(read.faults()).isEmpty();
        assertThat(read.keys()).isEqualTo(keys);
    }

    @Provide
    Arbitrary<Map<String, String>> keys() {
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> values = Arbitraries.strings()
                .withChars("ab;=:#! \\\"',/*\t\u00e9\n")
                .ofMaxLength(12)
                .map(String::strip);
        return Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(4);
    }

    /** As the syntax wants it; what is no printable character by its number. */
    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        value.chars().forEach(c -> {
            if (c == ';' || c == '\\') {
                text.append('\\').append((char) c);
            } else {
                text.append(c < ' ' ? String.format("\\u%04x", c) : String.valueOf((char) c));
            }
        });
        return text.toString();
    }

    private List<RawEntry> read() {
        return new OperatorEntries(() -> Optional.of(directory.context()), () -> properties, management).read();
    }

    private static RawEntry entry(String name, Map<String, String> keys, String source) {
        return RawEntry.of(name, keys, source);
    }

    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }
}
