package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.it.kit.Crowd;
import org.sluice.it.server.Apart;

/** Thousands of sessions on which nobody speaks, for longer than any timer that a server has. */
@ResourceLock(Apart.SERVER)
@EnabledIfSystemProperty(named = "sluice.long", matches = "true")
class QuietCrowdIT extends RelayIT {
    private static final int SESSIONS = 8_000;
    private static final int HANDSHAKES_AT_ONCE = 4;
    private static final Duration QUIET = Duration.ofMinutes(15);

    @ParameterizedTest(
            name = "it.relay I8.6 8 000 silent sessions live for 15 minutes {1}, and end when their clients do")
    @CsvSource({"/crowd-beat/quiet, with a heartbeat of 25 s", "/crowd-still/quiet, without a heartbeat"})
    void silent_sessions_live_on(String target, String how) throws IOException {
        int descriptors = vitals().descriptors();
        try (Crowd members = new Crowd()) {
            members.listen(Integer.getInteger("sluice.it.member.port2"));
            try (Crowd clients = new Crowd()) {
                clients.join(plainFront(), target, SESSIONS, HANDSHAKES_AT_ONCE);
                await(how)
                        .during(QUIET)
                        .atMost(QUIET.plusMinutes(1))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> clients.open() == SESSIONS);
                assertThat(members.open()).isEqualTo(SESSIONS);
            }
            await("the members' sides").atMost(Duration.ofMinutes(1)).until(() -> members.open() == 0);
        }
        await("the server's descriptors")
                .atMost(Duration.ofMinutes(1))
                .until(() -> vitals().descriptors() <= descriptors + 10);
    }
}
