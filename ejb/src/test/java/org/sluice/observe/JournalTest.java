package org.sluice.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    @Test
    @DisplayName("O1.2 a line is queued for whoever writes; what waits at the end is written by whoever closes")
    void a_line_is_queued_for_whoever_writes() {
        List<Runnable> later = new ArrayList<>();
        Journal journal = new Journal(later::add);
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        var log = java.util.logging.Logger.getLogger("org.sluice");
        var handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord line) {
                written.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            for (int i = 0; i < 3; i++) {
                journal.info("event", Map.of("number", i));
            }
            assertThat(written).isEmpty();
            assertThat(later).hasSize(1);
            later.get(0).run();
            assertThat(written).containsExactly("event  number=0", "event  number=1", "event  number=2");
            journal.info("event", Map.of("number", 3));
            journal.close();
            journal.info("event", Map.of("number", 4));
            assertThat(written).hasSize(5).endsWith("event  number=3", "event  number=4");
        } finally {
            log.removeHandler(handler);
        }
    }
}
