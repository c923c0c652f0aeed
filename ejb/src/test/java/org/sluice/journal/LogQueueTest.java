package org.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogQueueTest {
    @Test
    @DisplayName(
            "journal R1.4 lines are written in their order by another thread, and at the end by the one that closes")
    void lines_are_written_in_their_order_by_another_thread() {
        List<Runnable> later = new ArrayList<>();
        LogQueue queue = new LogQueue(later::add);
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
                queue.event("event").with("number", i).info();
            }
            assertThat(written).isEmpty();
            assertThat(later).hasSize(1);
            later.get(0).run();
            assertThat(written).containsExactly("event  number=0", "event  number=1", "event  number=2");
            queue.event("event").with("number", 3).info();
            queue.close();
            queue.event("event").with("number", 4).info();
            assertThat(written).hasSize(5).endsWith("event  number=3", "event  number=4");
        } finally {
            log.removeHandler(handler);
        }
    }
}
