package org.sluice.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BeatTest {
    @Test
    @DisplayName("B1.1 a task that throws is beaten again")
    void a_task_that_throws_is_beaten_again() {
        var beats = new AtomicInteger();
        try (Beat beat = new Beat("test", () -> {
            beats.incrementAndGet();
            throw new IllegalStateException("on purpose");
        })) {
            beat.beat();
            beat.beat();
        }
        assertThat(beats).hasValue(2);
    }
}
