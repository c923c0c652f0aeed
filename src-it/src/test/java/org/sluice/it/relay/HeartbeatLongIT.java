package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Crowd;
import org.sluice.it.server.Apart;

/** Thousands of sessions with a heartbeat of 5 s on both legs: are the pings on time, and what do they cost? */
@ResourceLock(Apart.SERVER)
@EnabledIfSystemProperty(named = "sluice.long", matches = "true")
class HeartbeatLongIT extends RelayIT {
    private static final int SESSIONS = 4_000;
    private static final int HANDSHAKES_AT_ONCE = 4;
    private static final Duration LOOK = Duration.ofSeconds(40);
    private static final double SHORTEST = 4.5;
    private static final double LONGEST = 5.5;

    @Test
    @DisplayName("it.relay I8.7 with 4000 sessions, 99 of 100 pings come within a second of their time")
    void with_4000_sessions_99_of_100_pings_come_on_time() throws IOException {
        double idle = cpuPerSecond(Duration.ofSeconds(10));
        try (Crowd members = new Crowd();
                Crowd clients = new Crowd()) {
            members.listen(Integer.getInteger("sluice.it.member.port2"));
            clients.join(plainFront(), "/crowd/quiet", SESSIONS, HANDSHAKES_AT_ONCE);
            cpuPerSecond(Duration.ofSeconds(10)); // the first beats, and the handshakes' aftermath
            members.forget();
            clients.forget();

            double busy = cpuPerSecond(LOOK);

            double[] late = LongStream.concat(Arrays.stream(members.gaps()), Arrays.stream(clients.gaps()))
                    .mapToDouble(gap -> Math.max(SHORTEST - gap / 1e9, Math.max(gap / 1e9 - LONGEST, 0)))
                    .sorted()
                    .toArray();
            write(late, idle, busy);
            assertThat(clients.open()).isEqualTo(SESSIONS);
            assertThat(members.open()).isEqualTo(SESSIONS);
            assertThat(late.length).isGreaterThan((int) (2 * SESSIONS * (LOOK.toSeconds() / LONGEST - 1)));
            assertThat(late[late.length * 99 / 100]).isLessThan(1);
        }
        awaitIdle();
    }

    /** Milliseconds of CPU that the server uses in each second of {@code look}. */
    private static double cpuPerSecond(Duration look) {
        long began = System.nanoTime();
        Duration before = vitals().cpu();
        await("a look at the server")
                .atMost(look.plusSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> System.nanoTime() - began >= look.toNanos());
        double used = vitals().cpu().minus(before).toMillis();
        return used * 1e9 / (System.nanoTime() - began);
    }

    private void write(double[] late, double idle, double busy) throws IOException {
        String text = String.format(
                "%s: %d sessions, heartbeat 5 s on both legs, %d pings in %d s%n"
                        + "off their time (4.5 to 5.5 s behind the one before): median %.3f s, 99 of 100 below %.3f s, worst"
                        + " %.3f s%n"
                        + "CPU: %.1f ms/s, of which %.1f ms/s without sessions; %.1f ms/s per 1000 sessions, %.0f us per ping"
                        + " and its answer%n",
                server,
                SESSIONS,
                late.length,
                LOOK.toSeconds(),
                late[late.length / 2],
                late[late.length * 99 / 100],
                late[late.length - 1],
                busy,
                idle,
                (busy - idle) * 1000 / SESSIONS,
                (busy - idle) * 1000 * LOOK.toSeconds() / late.length);
        Path folder = Files.createDirectories(Path.of("target", "results"));
        Files.writeString(folder.resolve("heartbeat-" + server + ".txt"), text);
        System.out.print(text);
    }
}
