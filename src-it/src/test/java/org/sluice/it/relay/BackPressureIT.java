package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Digests;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Results;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;

/** A reader that stands still. */
@ResourceLock(Apart.SERVER)
class BackPressureIT extends RelayIT {
    private static final int FLOOD = (LONG ? 200 : 32) * MIB;
    private static final int FRAME = 65_536;
    private static final long ALLOWED = 4 * MIB;
    /** What a busy machine may add to any time. */
    private static final Duration NOISE = Duration.ofMillis(LONG ? 5 : 1_000);

    @Test
    @DisplayName("it.relay I3.1 a client that stands still costs no memory, hinders nobody and misses nothing")
    void a_client_that_stands_still_costs_no_memory_hinders_nobody_and_misses_nothing() throws IOException {
        OtherClient.p99(front());
        Duration quiet = OtherClient.p99(front());
        long before = vitals().liveHeap();
        try (RawClient client = RawClient.connect(front(), 64 << 10)) {
            client.mustOpen(handshakeOn("/flood?frame=" + FRAME + "&bytes=" + FLOOD));
            awaitStandstill(() -> visit().bytesSent());
            assertThat(visit().bytesSent()).isLessThan(FLOOD);
            judge("client", quiet, before);

            byte[] payload = Bytes.letters(FRAME);
            for (int i = 0; i < FLOOD / FRAME; i++) {
                assertThat(client.read().payload()).describedAs("frame %d", i).isEqualTo(payload);
            }
            assertThat(client.read().closeCode()).hasValue(1000);
            assertThat(client.closeInOrder(Frame.close(1000, ""))).isEqualTo(Ending.FIN);
        }
    }

    @Test
    @DisplayName("it.relay I3.1 a member that stands still costs no memory, hinders nobody and misses nothing")
    void a_member_that_stands_still_costs_no_memory_hinders_nobody_and_misses_nothing() throws IOException {
        OtherClient.p99(front());
        Duration quiet = OtherClient.p99(front());
        long before = vitals().liveHeap();
        AtomicLong taken = new AtomicLong();
        MessageDigest sum = Digests.sha256();
        try (RawClient client = open("/stall")) {
            CompletableFuture<Void> sent = Background.run(() -> flood(client, taken, sum));
            awaitStandstill(taken::get);
            assertThat(taken.get()).isLessThan(FLOOD);
            judge("member", quiet, before);

            visit().release();
            assertThat(client.readClose().closeCode()).hasValue(1000);
            sent.join();
            assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        }
        assertThat(visit().bytesReceived()).isEqualTo(FLOOD);
        assertThat(visit().sha256()).isEqualTo(HexFormat.of().formatHex(sum.digest()));
    }

    private static void flood(RawClient client, AtomicLong taken, MessageDigest sum) throws IOException {
        byte[] payload = Bytes.random(1, FRAME);
        byte[] frame = RawClient.masked(Frame.binary(payload));
        for (int i = 0; i < FLOOD / FRAME; i++) {
            sum.update(payload);
            client.send(frame);
            taken.addAndGet(FRAME);
        }
        client.send(Frame.close(1000, "that was all"));
    }

    private static void judge(String still, Duration quiet, long before) throws IOException {
        long grown = vitals().liveHeap() - before;
        Duration p99 = OtherClient.p99(front());
        Results.note(
                Kind.current().qualifier(),
                "I3.1 the %s stands still, %d MiB sent: live heap +%d KiB, a neighbour's p99 %d us (undisturbed %d us)"
                        .formatted(still, FLOOD / MIB, grown >> 10, p99.toNanos() / 1_000, quiet.toNanos() / 1_000));
        assertThat(grown).isLessThan(ALLOWED);
        assertThat(p99).isLessThan(max(quiet.multipliedBy(3), NOISE));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
