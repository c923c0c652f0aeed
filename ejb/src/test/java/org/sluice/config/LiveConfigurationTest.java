package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.grammar.RawEntry;

class LiveConfigurationTest {
    private static final RawEntry CHAT = entry("pools/chat", "members", "ws://a:1, ws://b:1");
    private static final RawEntry CHAT_WITHOUT_A = entry("pools/chat", "members", "ws://b:1, ws://c:1");
    private static final RawEntry CHAT_BROKEN = entry("pools/chat", "members", "a:1");
    private static final RawEntry LOBBY = entry("pools/lobby", "members", "ws://l:1");

    private final LiveConfiguration live = new LiveConfiguration();

    @Test
    @DisplayName("config R2.1 the first read of nothing is generation 1, without pools")
    void the_first_read_of_nothing_is_the_first_generation() {
        assertThat(applied(live.next(List.of())).generation()).isEqualTo(1);
        assertThat(live.configuration()).isEqualTo(Configuration.NONE);
        assertThat(live.next(List.of())).isEqualTo(new LiveConfiguration.Step.Unchanged());
    }

    @Test
    @DisplayName("config R2.1 a changed entry is the next generation, with the members that were added and removed")
    void a_changed_entry_is_the_next_generation_with_its_members() {
        live.next(List.of(CHAT));
        LiveConfiguration.Step.Applied step = applied(live.next(List.of(CHAT_WITHOUT_A, LOBBY)));

        assertThat(step.generation()).isEqualTo(2);
        assertThat(step.difference())
                .isEqualTo(new Difference(
                        Set.of("lobby"),
                        Set.of(),
                        Map.of("chat", Set.of(URI.create("ws://c:1"))),
                        Map.of("chat", Set.of(URI.create("ws://a:1")))));
    }

    @Test
    @DisplayName("config R2.2 an entry that one read misses and the next finds counts as never removed")
    void an_entry_that_one_read_misses_is_not_removed() {
        live.next(List.of(CHAT, LOBBY));

        assertThat(live.next(List.of(LOBBY))).isEqualTo(new LiveConfiguration.Step.Unchanged());
        assertThat(live.next(List.of(CHAT, LOBBY))).isEqualTo(new LiveConfiguration.Step.Unchanged());
        assertThat(live.next(List.of(LOBBY))).isEqualTo(new LiveConfiguration.Step.Unchanged());
        assertThat(live.configuration().pools()).containsOnlyKeys("chat", "lobby");
    }

    @Test
    @DisplayName("config R2.2 an entry that two reads in a row miss is removed")
    void an_entry_that_two_reads_in_a_row_miss_is_removed() {
        live.next(List.of(CHAT, LOBBY));
        live.next(List.of(LOBBY));
        LiveConfiguration.Step.Applied step = applied(live.next(List.of(LOBBY)));

        assertThat(step.difference().removedPools()).containsExactly("chat");
        assertThat(live.configuration().pools()).containsOnlyKeys("lobby");
    }

    @Test
    @DisplayName("config R2.2 an entry that is missed once while another one changes stays in force")
    void an_entry_missed_once_while_another_changes_stays_in_force() {
        live.next(List.of(CHAT, LOBBY));
        applied(live.next(List.of(CHAT_WITHOUT_A)));
        assertThat(live.configuration().pools()).containsOnlyKeys("chat", "lobby");

        applied(live.next(List.of(CHAT_WITHOUT_A)));
        assertThat(live.configuration().pools()).containsOnlyKeys("chat");
    }

    @Test
    @DisplayName(
            "config R2.3 after an invalid change the last valid configuration stays in force, and the mistakes are reported once")
    void after_an_invalid_change_the_last_valid_configuration_stays() {
        live.next(List.of(CHAT));

        LiveConfiguration.Step step = live.next(List.of(CHAT_BROKEN));
        assertThat(((LiveConfiguration.Step.Kept) step).problems()).hasSize(1);
        assertThat(live.next(List.of(CHAT_BROKEN))).isEqualTo(new LiveConfiguration.Step.Unchanged());
        assertThat(live.generation()).isEqualTo(1);
        assertThat(live.configuration().pool("chat").orElseThrow().members()).hasSize(2);
        assertThat(applied(live.next(List.of(CHAT))).difference().isEmpty()).isTrue();
    }

    @Test
    @DisplayName("config R2.3 an invalid first read is reported, and no configuration is in force")
    void an_invalid_first_read_is_reported() {
        assertThat(live.next(List.of(CHAT_BROKEN))).isInstanceOf(LiveConfiguration.Step.Kept.class);
        assertThat(live.generation()).isZero();
        assertThat(live.configuration()).isEqualTo(Configuration.NONE);
    }

    private static LiveConfiguration.Step.Applied applied(LiveConfiguration.Step step) {
        assertThat(step).isInstanceOf(LiveConfiguration.Step.Applied.class);
        return (LiveConfiguration.Step.Applied) step;
    }

    private static RawEntry entry(String name, String key, String value) {
        return RawEntry.of(name, Map.of(key, value), "test");
    }
}
