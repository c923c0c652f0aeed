package org.sluice.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
    @Test
    @DisplayName("heartbeat B1.1 a task that throws is beaten again")
    void a_task_that_throws_is_beaten_again() {
        var beats = new AtomicInteger();
        try (PeriodicTask beat = new PeriodicTask("test", Duration.ZERO, () -> {
            beats.incrementAndGet();
            throw new IllegalStateException("on purpose");
        })) {
            beat.runOnce();
            beat.runOnce();
        }
        assertThat(beats).hasValue(2);
    }

    @Test
    @DisplayName(
            "heartbeat B1.3 a task rests as long as it returns, and after a fault as long as before; closed, it beats no more")
    void a_task_rests_as_long_as_it_says() throws InterruptedException {
        var scheduler = new ScheduledThreadPoolExecutor(1);
        scheduler.setRemoveOnCancelPolicy(true);
        var beats = new CountDownLatch(3);
        var fault = new AtomicBoolean();
        try (PeriodicTask beat = new PeriodicTask("test", Duration.ZERO, () -> {
            beats.countDown();
            if (fault.getAndSet(true)) {
                throw new IllegalStateException("on purpose");
            }
            return Duration.ofMillis(1);
        })) {
            beat.start(scheduler);
            assertThat(beats.await(1, TimeUnit.MINUTES)).isTrue();
        }
        scheduler.shutdown();
        assertThat(scheduler.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(scheduler.getQueue()).isEmpty();
    }

    @Test
    @DisplayName("heartbeat B1.3 a task that rests for long does not beat meanwhile")
    void a_task_that_rests_for_long_does_not_beat_meanwhile() {
        var scheduler = new ScheduledThreadPoolExecutor(1);
        try (PeriodicTask beat = new PeriodicTask("test", Duration.ofHours(1), () -> Duration.ofHours(2))) {
            beat.start(scheduler);
            assertThat(waiting(scheduler)).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
        }
        scheduler.shutdownNow();
    }

    private static Duration waiting(ScheduledThreadPoolExecutor scheduler) {
        return Duration.ofNanos(((Delayed) scheduler.getQueue().element()).getDelay(TimeUnit.NANOSECONDS));
    }
}
