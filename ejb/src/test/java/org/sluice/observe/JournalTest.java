package org.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JournalTest {
    @Test
    @DisplayName("O1.1 an event is its name and its facts, in order, on one line")
    void an_event_is_its_name_and_its_facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("relay", "7f3a");
        facts.put("reason", "going away");
        facts.put("code", 1001);
        facts.put("detail", "");
        assertThat(Journal.line("relay-closed", facts))
                .isEqualTo("relay-closed  relay=7f3a reason=\"going away\" code=1001 detail=\"\"");
    }

    @Test
    @DisplayName("O1.1 nothing a peer sends can forge another line")
    void nothing_a_peer_sends_can_forge_another_line() {
        assertThat(Journal.line("relay-closed", Map.of("reason", "x\" y=1\r\nmember-down  z")))
                .isEqualTo("relay-closed  reason=\"x? y=1??member-down  z\"");
    }
}
