package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Results;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;
import org.sluice.it.server.Log;

/** What relays of messages hold of large messages, and for who stands still. */
@ResourceLock(Apart.SERVER)
class MessagePressureIT extends RelayIT {
    private static final int FLOOD = (LONG ? 200 : 16) * MIB;
    private static final int FRAME = 64 << 10;
    /** Whatever the size of the flood: the queue of 256 KiB, and what a server has read ahead; on WildFly some MiB. */
    private static final long ALLOWED = 8 * MIB;

    @Test
    @DisplayName("it.relay I24.1 a client that stands still costs no memory and misses nothing")
    void a_client_that_stands_still_costs_no_memory() throws IOException {
        long before = vitals().liveHeap();
        try (RawClient client = RawClient.connect(front(), FRAME)) {
            client.mustOpen(handshakeOn("/talk/flood?frame=" + FRAME + "&bytes=" + FLOOD));
            awaitStandstill(() -> visit().bytesSent());
            assertThat(visit().bytesSent()).isLessThan(FLOOD);
            judge("a client stands still", before);
            long heard = 0;
            Frame frame = client.read();
            while (!frame.isControl()) {
                heard += frame.payload().length;
                frame = client.read();
            }
            assertThat(heard).isEqualTo(FLOOD);
            assertThat(frame.closeCode()).hasValue(1000);
            client.send(Frame.close(1000, ""));
        }
    }

    @Test
    @DisplayName("it.relay I24.1 a member that stands still costs no memory and misses nothing")
    void a_member_that_stands_still_costs_no_memory() throws IOException {
        long before = vitals().liveHeap();
        AtomicLong taken = new AtomicLong();
        try (RawClient client = open("/talk/stall")) {
            CompletableFuture<Void> sent = Background.run(() -> flood(client, taken));
            awaitStandstill(taken::get);
            assertThat(taken.get()).isLessThan(FLOOD);
            judge("a member stands still", before);
            visit().release();
            assertThat(client.readClose().closeCode()).hasValue(1000);
            sent.join();
        }
        visit().awaitEnding();
        assertThat(visit().bytesReceived()).isEqualTo(FLOOD);
    }

    private static void flood(RawClient client, AtomicLong taken) throws IOException {
        byte[] frame = RawClient.masked(Frame.binary(Bytes.letters(FRAME)));
        for (int i = 0; i < FLOOD / FRAME; i++) {
            client.send(frame);
            taken.addAndGet(FRAME);
        }
        client.send(Frame.close(1000, "that was all"));
    }

    private static void judge(String what, long before) {
        long grown = vitals().liveHeap() - before;
        Results.note(Kind.current().qualifier(), "I24 %s: live heap +%d KiB".formatted(what, grown >> 10));
        assertThat(grown).isLessThan(ALLOWED);
    }

    @Test
    @DisplayName("it.relay I24.3 every session is one of a server that is known here")
    void every_session_is_one_of_a_server_that_is_known() throws IOException {
        try (RawClient client = open("/talk-short/echo")) {
            client.send(Frame.text("x"));
            assertThat(client.read()).isEqualTo(Frame.text("x"));
        }
        assertThat(Log.current().linesWith("session-unknown")).isEmpty();
        assertThat(Log.current().linesWith("session-timer")).isEmpty();
    }

    @Test
    @DisplayName("it.relay I24.2 messages of 10 MiB that pass interceptors are held nowhere")
    void messages_of_10_mib_that_pass_interceptors_are_held_nowhere() throws IOException {
        byte[] payload = Bytes.random(10, 10 * MIB);
        byte[] frame = RawClient.masked(Frame.binary(payload));
        int most = frame.length - MIB;
        long before = vitals().liveHeap();
        Map<RawClient, ByteArrayOutputStream> under = new LinkedHashMap<>();
        for (int i = 0; i < (LONG ? 10 : 2); i++) {
            RawClient client = open("/talk-seen/echo");
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            under.put(client, heard);
            CompletableFuture<Void> sent = Background.run(() -> client.send(Arrays.copyOf(frame, most)));
            readAbout(client, most - MIB, heard);
            sent.join();
        }
        judge("messages of 10 MiB are passing interceptors", before);
        for (var one : under.entrySet()) {
            one.getKey().send(Arrays.copyOfRange(frame, most, frame.length));
            readAbout(one.getKey(), payload.length, one.getValue());
            assertThat(one.getValue().toByteArray()).isEqualTo(payload);
            one.getKey().close();
        }
    }

    /** Fragments of one message until there are so many bytes. */
    private static void readAbout(RawClient client, int bytes, ByteArrayOutputStream heard) throws IOException {
        while (heard.size() < bytes) {
            heard.write(client.read().payload());
        }
    }
}
