package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.it.kit.MembersPage;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Apart;

/** Clients that leave while their members are asked, on an event loop or, as relays of messages, on a request thread. */
@ResourceLock(Apart.MESSAGES)
class LeavingClientIT extends RelayIT {
    /** Less than any limit of time in the pools that are used here. */
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    @ParameterizedTest(name = "at {0}, by a reset: {2}")
    @DisplayName(
            "it.relay E6.3 a client that leaves while its member is asked takes the member's connection and its place along")
    @CsvSource({
        "/endless/silent, idle, true",
        "/endless/silent, idle, false",
        "/talk/silent, talk, true",
        "/talk/silent, talk, false"
    })
    void a_client_that_leaves_while_its_member_is_asked(String path, String pool, boolean reset) throws IOException {
        assumeTrue(reset || !BY_TLS, "a close_notify is bytes, which hide the end behind them");
        RawClient client = RawClient.connect(front());
        client.send(handshakeOn(path).bytes(front().authority()));
        visit();
        if (reset) {
            client.reset();
        } else {
            client.close();
        }
        long began = System.nanoTime();
        visit().awaitEnding();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPTLY);
        MembersPage page = new MembersPage(plainFront());
        await("its place")
                .atMost(PROMPTLY)
                .until(() -> page.member(pool, member().port()).orElseThrow().pending() == 0);
    }
}
