package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Apart;

/** Sessions that come and go. */
@ResourceLock(Apart.SERVER)
class ChurnIT extends RelayIT {
    private static final int SESSIONS = LONG ? 100_000 : 2_000;
    private static final int AT_ONCE = 8;

    /** What a server may do for itself meanwhile: a pool that grows, a class that is loaded. */
    private static final int SLACK = 10;

    @Test
    @DisplayName("it.relay I7.1 sessions that have ended hold no thread and no descriptor")
    void sessions_that_have_ended_hold_no_thread_and_no_descriptor() {
        churn(SESSIONS / 10);
        awaitIdle();
        int descriptors = vitals().descriptors();
        int threads = vitals().threads();
        int connections = member().openConnections();
        churn(SESSIONS);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(vitals().descriptors()).isLessThanOrEqualTo(descriptors + SLACK);
            assertThat(vitals().threads()).isLessThanOrEqualTo(threads + SLACK);
            assertThat(member().openConnections()).isLessThanOrEqualTo(connections + SLACK);
        });
    }

    private static void churn(int sessions) {
        List<CompletableFuture<Void>> all = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> Background.run(() -> come(sessions / AT_ONCE)))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    private static void come(int sessions) throws IOException {
        for (int i = 0; i < sessions; i++) {
            try (RawClient client = RawClient.connect(front())) {
                comeAndGo(client, i % 5);
            }
        }
    }

    private static void comeAndGo(RawClient client, int how) throws IOException {
        if (how == 4) {
            client.handshake(HandshakeRequest.on("/refuse"));
            return;
        }
        client.mustOpen(HandshakeRequest.on("/echo"));
        client.send(Frame.text("hello"));
        client.read();
        switch (how) {
            case 0 -> client.reset();
            case 1 -> client.finish();
            default -> client.closeInOrder(Frame.close(1000, "bye"));
        }
    }
}
