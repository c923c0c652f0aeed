package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a loop that is late makes of the time of others. */
class BusyLoopTest {
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final Duration BUSY = Duration.ofMillis(600);

    private final TransportFixture rig = new TransportFixture(1);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    /** As a loop is that has thousands to serve. */
    private void beBusy(Loop loop) {
        loop.execute(() -> {
            long until = System.nanoTime() + BUSY.toNanos();
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        });
    }

    @ParameterizedTest(name = "busy before: {0}")
    @DisplayName(
            "transport R1.7 a peer that answers in time is not late because the loop was busy, before or while it connects")
    @ValueSource(booleans = {true, false})
    void a_peer_that_answers_in_time_is_not_late(boolean before) throws Exception {
        Loop loop = rig.transport.loop();
        if (before) {
            beBusy(loop);
        }
        CompletableFuture<Channel> connecting = loop.connect(rig.plain(), TIMEOUT);
        beBusy(loop);
        Channel channel = connecting.get(20, TimeUnit.SECONDS);
        assertThat(channel.remoteAddress().getPort()).isEqualTo(rig.plain().port());
        channel.abort();
    }

    @Test
    @DisplayName("transport R5.5 alarms go off in the order of their times, and those taken back do not")
    void alarms_go_off_in_order() throws Exception {
        Loop loop = rig.transport.loop();
        List<Integer> heard = new ArrayList<>();
        var over = new CompletableFuture<List<Integer>>();
        loop.execute(() -> {
            List<Loop.Alarm> back = new ArrayList<>();
            for (int i = 200; i > 0; i--) {
                int number = i;
                Loop.Alarm alarm = loop.alarm(Duration.ofMillis(i), () -> heard.add(number));
                if (i % 40 != 0) {
                    back.add(alarm);
                }
            }
            back.forEach(Loop.Alarm::cancel);
            back.forEach(Loop.Alarm::cancel);
            loop.alarm(Duration.ofMillis(300), () -> over.complete(heard));
        });
        assertThat(over.get(20, TimeUnit.SECONDS)).containsExactly(40, 80, 120, 160, 200);
    }
}
