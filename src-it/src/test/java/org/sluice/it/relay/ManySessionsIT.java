package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;

/** Many sessions at once. */
class ManySessionsIT extends RelayIT {
    private static final int SESSIONS = LONG ? 1_000 : 200;
    private static final int MESSAGES = 30;

    /** Handshakes under way at once: fewer than a server has request threads and a pool has places to wait. */
    private final Semaphore handshaking = new Semaphore(4);

    @Test
    @DisplayName("it.relay I1.1 what many sessions say at once arrives unchanged, both ways")
    void what_many_sessions_say_at_once_arrives_unchanged_both_ways() {
        List<CompletableFuture<Void>> sessions = IntStream.range(0, SESSIONS)
                .mapToObj(seed -> Background.run(() -> play(seed)))
                .toList();
        sessions.forEach(CompletableFuture::join);
    }

    private void play(int seed) throws Exception {
        RandomSession.Sums sums;
        try (RawClient client = handshake("/echo?token=" + token + seed)) {
            sums = new RandomSession(seed, MESSAGES).play(client);
        }
        Visit visit = member().visit(token + seed);
        assertThat(sums.received()).describedAs("session %d", seed).isEqualTo(sums.sent());
        assertThat(visit.sha256()).describedAs("session %d", seed).isEqualTo(sums.sent());
        assertThat(visit.awaitEnding()).describedAs("session %d", seed).isEqualTo(Ending.FIN);
    }

    private RawClient handshake(String target) throws Exception {
        handshaking.acquire();
        try {
            return RawClient.open(front(), target);
        } finally {
            handshaking.release();
        }
    }
}
