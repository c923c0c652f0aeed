package org.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    private static final CpuTime BEFORE = new CpuTime(Duration.ofMillis(30), Map.of("1", 20_000_000L, "2", 7_000_000L));

    @Test
    @DisplayName("while its threads live, what a target used is known to the nanosecond, new threads included")
    void while_its_threads_live_what_a_target_used_is_known_to_the_nanosecond() {
        var now = new CpuTime(Duration.ofMillis(40), Map.of("1", 20_000_005L, "2", 7_000_000L, "3", 8L));

        assertThat(now.since(BEFORE)).isEqualTo(Duration.ofNanos(13));
    }

    @Test
    @DisplayName("when a thread has ended, ticks say what was used")
    void when_a_thread_has_ended_ticks_say_what_was_used() {
        var now = new CpuTime(Duration.ofMillis(40), Map.of("1", 20_000_005L));

        assertThat(now.since(BEFORE)).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    @DisplayName("a process that works uses time")
    void a_process_that_works_uses_time() {
        var own = CpuTime.of(List.of(ProcessHandle.current().pid()));

        assertThat(own.threads()).isNotEmpty();
        assertThat(CpuTime.of(List.of(ProcessHandle.current().pid())).since(own)).isPositive();
    }
}
