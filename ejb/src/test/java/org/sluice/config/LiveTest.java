package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LiveTest {
    private static final RawEntry CHAT = entry("pools/chat", "members", "ws://a:1, ws://b:1");
    private static final RawEntry CHAT_WITHOUT_A = entry("pools/chat", "members", "ws://b:1, ws://c:1");
    private static final RawEntry CHAT_BROKEN = entry("pools/chat", "members", "a:1");
    private static final RawEntry LOBBY = entry("pools/lobby", "members", "ws://l:1");

    private final Live live = new Live();

    @Test
    @DisplayName("R2.1 the first read of nothing is generation 1, without pools")
    void the_first_read_of_nothing_is_the_first_generation() {
        assertThat(applied(live.next(List.of())).generation()).isEqualTo(1);
        assertThat(live.configuration()).isEqualTo(Configuration.NONE);
        assertThat(live.next(List.of())).isEqualTo(new Live.Step.Unchanged());
    }

    @Test
    @DisplayName("R2.1 a changed entry is the next generation, with the members that came and went")
    void a_changed_entry_is_the_next_generation_with_its_members() {
        live.next(List.of(CHAT));
        Live.Step.Applied step = applied(live.next(List.of(CHAT_WITHOUT_A, LOBBY)));

        assertThat(step.generation()).isEqualTo(2);
        assertThat(step.difference())
                .isEqualTo(new Difference(
                        Set.of("lobby"),
                        Set.of(),
                        Map.of("chat", Set.of(URI.create("ws://c:1"))),
                        Map.of("chat", Set.of(URI.create("ws://a:1")))));
    }

    @Test
    @DisplayName("R2.2 an entry that one read misses and the next finds was never gone")
    void an_entry_that_one_read_misses_was_never_gone() {
        live.next(List.of(CHAT, LOBBY));

        assertThat(live.next(List.of(LOBBY))).isEqualTo(new Live.Step.Unchanged());
        assertThat(live.next(List.of(CHAT, LOBBY))).isEqualTo(new Live.Step.Unchanged());
        assertThat(live.next(List.of(LOBBY))).isEqualTo(new Live.Step.Unchanged());
        assertThat(live.configuration().pools()).containsOnlyKeys("chat", "lobby");
    }

    @Test
    @DisplayName("R2.2 an entry that two reads in a row miss is gone")
    void an_entry_that_two_reads_in_a_row_miss_is_gone() {
        live.next(List.of(CHAT, LOBBY));
        live.next(List.of(LOBBY));
        Live.Step.Applied step = applied(live.next(List.of(LOBBY)));

        assertThat(step.difference().removedPools()).containsExactly("chat");
        assertThat(live.configuration().pools()).containsOnlyKeys("lobby");
    }

    @Test
    @DisplayName("R2.2 an entry missed while another one changes still stands")
    void an_entry_missed_while_another_changes_still_stands() {
        live.next(List.of(CHAT, LOBBY));
        applied(live.next(List.of(CHAT_WITHOUT_A)));
        assertThat(live.configuration().pools()).containsOnlyKeys("chat", "lobby");

        applied(live.next(List.of(CHAT_WITHOUT_A)));
        assertThat(live.configuration().pools()).containsOnlyKeys("chat");
    }

    @Test
    @DisplayName("R2.3 a wrong change leaves the last good configuration, and is told once")
    void a_wrong_change_leaves_the_last_good_configuration() {
        live.next(List.of(CHAT));

        Live.Step step = live.next(List.of(CHAT_BROKEN));
        assertThat(((Live.Step.Kept) step).problems()).hasSize(1);
        assertThat(live.next(List.of(CHAT_BROKEN))).isEqualTo(new Live.Step.Unchanged());
        assertThat(live.generation()).isEqualTo(1);
        assertThat(live.configuration().pool("chat").orElseThrow().members()).hasSize(2);
        assertThat(applied(live.next(List.of(CHAT))).difference().isEmpty()).isTrue();
    }

    @Test
    @DisplayName("R2.3 a wrong first read is told, and nothing holds")
    void a_wrong_first_read_is_told_and_nothing_holds() {
        assertThat(live.next(List.of(CHAT_BROKEN))).isInstanceOf(Live.Step.Kept.class);
        assertThat(live.generation()).isZero();
        assertThat(live.configuration()).isEqualTo(Configuration.NONE);
    }

    private static Live.Step.Applied applied(Live.Step step) {
        assertThat(step).isInstanceOf(Live.Step.Applied.class);
        return (Live.Step.Applied) step;
    }

    private static RawEntry entry(String name, String key, String value) {
        return RawEntry.of(name, Map.of(key, value), "test");
    }
}
