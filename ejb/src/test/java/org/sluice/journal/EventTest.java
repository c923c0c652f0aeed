package org.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
    @Test
    @DisplayName("journal R1.1 an event is its name and its values, in order, on one line")
    void an_event_is_its_name_and_its_values() {
        assertThat(Journal.event("relay-closed")
                        .with("relay", "7f3a")
                        .with("reason", "going away")
                        .with("code", 1001)
                        .with("detail", "")
                        .withUnlessEmpty("reset", "")
                        .line())
                .isEqualTo("relay-closed  relay=7f3a reason=\"going away\" code=1001 detail=\"\"");
    }

    @Test
    @DisplayName("journal R1.1 a sentence stands between the name and the values")
    void a_sentence_stands_between_the_name_and_the_values() {
        assertThat(Journal.event("config-rejected")
                        .saying("the balancer cannot start")
                        .with("mistakes", 2)
                        .line())
                .isEqualTo("config-rejected  the balancer cannot start mistakes=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\" y=1", "x\r\nmember-down  pool=a", "x\u0085y", "x\u0000y", "x\ty=1", "\u001b[31mx"})
    @DisplayName("journal R1.2 no value of a peer forges a line or a key")
    void no_value_of_a_peer_forges_a_line_or_a_key(String hostile) {
        String line = Journal.event("relay-closed")
                .saying(hostile)
                .with("reason", hostile)
                .with("code", 1)
                .line();
        assertThat(line.chars()).noneMatch(Character::isISOControl);
        assertThat(line.substring(line.indexOf("reason="))).matches("reason=(\"[^\"]*\"|[^ \"]*) code=1");
    }
}
