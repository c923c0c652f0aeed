package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameBytes;
import org.sluice.it.kit.RawClient;

/** A side that takes nothing for the write timeout (2 s, see server.properties). */
class SlowPeerIT extends RelayIT {
    private static final int FRAME = 64 << 10;
    /** The write timeout, the sweeps, the time it takes to fill all buffers, and a busy machine. */
    private static final Duration IN_TIME = Duration.ofSeconds(10);

    private static Address front(boolean tls) {
        return tls ? secureFront() : front();
    }

    @ParameterizedTest(name = "it.relay I9.4 a client that takes nothing is reset, and its member too (TLS: {0})")
    @ValueSource(booleans = {false, true})
    @DisplayName("it.relay I9.4 a client that takes nothing is reset, and its member too")
    void a_client_that_takes_nothing_is_reset(boolean tls) throws IOException {
        var log = new ClosedLines("slow");
        member().script("/pour", SlowPeerIT::pour);
        try (RawClient client = RawClient.connect(front(tls), 8 << 10)) {
            client.mustOpen(handshakeOn("/slow/pour"));
            long began = System.nanoTime();
            assertThat(visit().awaitEnding()).isEqualTo(Ending.RST);
            assertThat(visit().close()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), IN_TIME);
            assertThat(client.readToEnd()).isNotEqualTo(Ending.FIN);
        }
        log.expect(1, "cause=SLOW by=CLIENT code=1006", "detail=\"slow consumer\"");
    }

    /** Sends for ever, and listens all the time. */
    private static void pour(Conversation with) throws IOException {
        with.open();
        var enough = new AtomicBoolean();
        byte[] frame = FrameBytes.unmasked(Frame.binary(Bytes.letters(FRAME))).toBytes();
        CompletableFuture<Void> pouring = Background.run(() -> {
            try {
                while (!enough.get()) {
                    with.write(frame);
                }
            } catch (IOException reset) {
                // as its client was: the reader below sees it, too
            }
        });
        with.read();
        enough.set(true);
        pouring.join();
    }

    @ParameterizedTest(name = "it.relay I9.4 a member that takes nothing is reset and its client told 1013 (TLS: {0})")
    @ValueSource(booleans = {false, true})
    @DisplayName("it.relay I9.4 a member that takes nothing is reset and its client told 1013")
    void a_member_that_takes_nothing_is_reset(boolean tls) throws IOException {
        var log = new ClosedLines("slow");
        try (RawClient client = RawClient.open(front(tls), at("/slow/stall"))) {
            var enough = new AtomicBoolean();
            long began = System.nanoTime();
            CompletableFuture<Void> pouring = Background.run(() -> {
                byte[] frame = RawClient.masked(Frame.binary(Bytes.letters(FRAME)));
                while (!enough.get()) {
                    client.send(frame);
                }
                client.send(Frame.close(1013, "member slow"));
            });
            assertThat(client.read()).isEqualTo(Frame.close(1013, "member slow"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(2), IN_TIME);
            enough.set(true);
            pouring.join();
            assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        }
        visit().release();
        assertThat(visit().awaitEnding()).isNotEqualTo(Ending.FIN);
        log.expect(1, "cause=SLOW by=MEMBER code=1013", "detail=\"slow consumer\"");
    }
}
