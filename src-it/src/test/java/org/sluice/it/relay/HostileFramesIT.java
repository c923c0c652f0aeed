package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameHeader;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.Apart;

/** Frames against RFC 6455 5 from either side. */
@ResourceLock(Apart.SERVER)
class HostileFramesIT extends RelayIT {
    private static final int SEQUENCES = LONG ? 2_000 : 200;
    private static final int SLACK = 10;

    @Test
    @DisplayName("it.relay I5.2 hostile clients cause no hang, no spin and no leak")
    void hostile_clients_cause_no_hang_no_spin_and_no_leak() throws IOException {
        harmless(this::hostileClient);
        assertThat(member().visits(token)).hasSize(SEQUENCES).allSatisfy(Visit::awaitEnding);
    }

    private void hostileClient(int seed) throws IOException {
        try (RawClient client = open("/echo?seed=" + seed)) {
            sendQuietly(client, new HostileBytes(seed, true).make());
            client.finish();
            client.readToEnd();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The client's connection hangs with seed " + seed, e);
        } catch (IOException e) {
            // Thrown out before it was done, as it should be.
        }
    }

    @Test
    @DisplayName("it.relay I5.2 hostile members cause no hang, no spin and no leak")
    void hostile_members_cause_no_hang_no_spin_and_no_leak() throws IOException {
        member().script("/hostile", HostileFramesIT::hostileMember);
        harmless(this::clientOfHostileMember);
        assertThat(member().visits(token)).hasSize(SEQUENCES).allSatisfy(Visit::awaitEnding);
    }

    private static void hostileMember(Conversation with) throws IOException {
        int seed = with.request().number("seed", 0);
        with.open();
        with.write(new HostileBytes(seed, false).make());
        if (seed % 3 == 0) {
            with.reset();
        }
    }

    private void clientOfHostileMember(int seed) throws IOException {
        try (RawClient client = open("/hostile?seed=" + seed)) {
            listenUntilClosed(client);
            sendQuietly(client, RawClient.masked(Frame.close(1000, "enough")));
            client.readToEnd();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The client's connection hangs with seed " + seed, e);
        } catch (IOException e) {
            // Ended inside a frame.
        }
    }

    /** A client that did not answer the close would be waited for. */
    private static void listenUntilClosed(RawClient client) throws IOException {
        int opcode = -1;
        while (opcode != Frame.CLOSE) {
            FrameHeader header = client.readHeader();
            header.readPayload(client.in(), (bytes, count) -> {});
            opcode = header.opcode();
        }
    }

    private static void sendQuietly(RawClient client, byte[] bytes) {
        try {
            client.send(bytes);
        } catch (IOException e) {
            // Thrown out while speaking.
        }
    }

    private static void harmless(Sequence sequence) throws IOException {
        answers();
        int descriptors = vitals().descriptors();
        int threads = vitals().threads();
        for (int seed = 0; seed < SEQUENCES; seed++) {
            sequence.play(seed);
        }
        answers();
        awaitIdle();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(vitals().descriptors()).isLessThanOrEqualTo(descriptors + SLACK);
            assertThat(vitals().threads()).isLessThanOrEqualTo(threads + SLACK);
        });
    }

    private static void answers() throws IOException {
        try (RawClient client = RawClient.open(front(), "/echo")) {
            client.send(Frame.text("still there?"));
            assertThat(client.read()).isEqualTo(Frame.text("still there?"));
            client.closeInOrder(Frame.close(1000, ""));
        }
    }

    /** What one seed does. */
    private interface Sequence {
        void play(int seed) throws IOException;
    }
}
