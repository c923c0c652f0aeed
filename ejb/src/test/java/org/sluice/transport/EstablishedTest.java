package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS that somebody else established, gone on with: a client with the JDK's TLS, an engine, and a socket between them. */
@Timeout(120)
class EstablishedTest {
    private static final String V12 = "TLSv1.2";
    private static final String V13 = "TLSv1.3";
    private static final int MESSAGES = 300;

    private final TransportFixture rig = new TransportFixture(1);
    private final AtomicInteger gone = new AtomicInteger();
    private NioChannel neighbour;

    @BeforeEach
    void neighbour() throws Exception {
        neighbour = rig.pair().channel();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private NioChannel adopt(DetachedSocket socket) throws Exception {
        return (NioChannel) neighbour
                .adopt(socket, gone::incrementAndGet)
                .get(TransportFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,100", "TLSv1.2,16384", "TLSv1.3,100", "TLSv1.3,16384", "TLSv1.3,65536"})
    @DisplayName(
            "transport R8.1 what passes over an adopted TLS session is unchanged, whatever the sizes of records and buffers")
    void what_passes_is_unchanged(String protocol, int buffer) throws Exception {
        TlsMeeting met = TlsMeeting.on(protocol, rig);
        NioChannel adopted = adopt(met.detached());
        adopted.listen(new Echo(adopted, buffer));
        byte[] sent = new byte[3 << 20];
        Random random = new Random(buffer);
        random.nextBytes(sent);
        BackgroundWork writing = rig.start(() -> {
            OutputStream out = met.peer().getOutputStream();
            int at = 0;
            while (at < sent.length) {
                int size = Math.min(sent.length - at, 1 + random.nextInt(random.nextBoolean() ? 200 : 40_000));
                out.write(sent, at, size);
                at += size;
            }
        });
        byte[] came = met.peer().getInputStream().readNBytes(sent.length);
        writing.done();
        assertThat(Arrays.equals(came, sent)).as("unchanged").isTrue();
        assertThat(layer(adopted).held()).as("bytes kept between messages").isZero();
        adopted.abort();
        await().untilAsserted(() -> assertThat(gone).hasValue(1));
    }

    private static EstablishedLayer layer(NioChannel channel) {
        return (EstablishedLayer) channel.layer();
    }

    @ParameterizedTest
    @ValueSource(strings = {V12, V13})
    @DisplayName("transport R8.2 ciphertext that was read before comes first, be it whole records or half a one")
    void ciphertext_that_was_read_before_comes_first(String protocol) throws Exception {
        byte[] sent = new byte[30_000];
        new Random(8).nextBytes(sent);
        for (int taken : new int[] {1, 5, 700, 16_500, 30_050}) {
            TlsMeeting met = TlsMeeting.on(protocol, rig);
            met.peer().getOutputStream().write(sent);
            NioChannel adopted = adopt(met.detached(met.received(taken)));
            Recorder owner = new Recorder(adopted, 1000);
            adopted.listen(owner);
            await().untilAsserted(() -> assertThat(owner.size()).isEqualTo(sent.length));
            assertThat(owner.bytes()).isEqualTo(sent);
            adopted.abort();
        }
    }

    @Test
    @DisplayName("transport R8.3 a message over TLS costs one read and one write, and no change of interest")
    void a_message_costs_one_read_and_one_write() throws Exception {
        TlsMeeting met = TlsMeeting.on(V13, rig);
        NioChannel adopted = adopt(met.detached());
        adopted.listen(new Echo(adopted, 16 * 1024));
        echo(met, MESSAGES); // warm, and past the ticket
        long reads = adopted.link().reads();
        long writes = adopted.link().writes();
        int changes = adopted.link().interestChanges();
        echo(met, MESSAGES);
        assertThat(adopted.link().reads() - reads).isEqualTo(MESSAGES);
        assertThat(adopted.link().writes() - writes).isEqualTo(MESSAGES);
        assertThat(adopted.link().interestChanges() - changes).isZero();
        adopted.abort();
    }

    private static void echo(TlsMeeting met, int count) throws IOException {
        byte[] message = new byte[1000];
        for (int i = 0; i < count; i++) {
            met.peer().getOutputStream().write(message);
            assertThat(met.peer().getInputStream().readNBytes(message.length)).hasSize(message.length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {V12, V13})
    @DisplayName(
            "transport R8.4 a peer that reads nothing is not written to beyond its window, and gets all when it reads")
    void a_peer_that_reads_late_gets_all(String protocol) throws Exception {
        TlsMeeting met = TlsMeeting.on(protocol, rig);
        NioChannel adopted = adopt(met.detached());
        Recorder owner = new Recorder(adopted, 100);
        adopted.listen(owner);
        byte[] chunk = new byte[64 * 1024];
        new Random(4).nextBytes(chunk);
        int taken = 0;
        ByteBuffer rest = ByteBuffer.wrap(chunk);
        while (!rest.hasRemaining() || taken == 0) {
            rest = ByteBuffer.wrap(chunk);
            taken += adopted.write(rest);
        }
        assertThat(layer(adopted).held()).isBetween(1, 70 * 1024);
        int told = owner.writables.get();
        byte[] came = met.peer().getInputStream().readNBytes(taken);
        for (int at = 0; at < taken; at++) {
            assertThat(came[at]).isEqualTo(chunk[at % chunk.length]);
        }
        await().untilAsserted(() -> assertThat(owner.writables.get()).isGreaterThan(told));
        assertThat(layer(adopted).held()).isZero();
        adopted.abort();
    }

    @ParameterizedTest
    @ValueSource(strings = {V12, V13})
    @DisplayName("transport R4.3 a peer that says close_notify and keeps the connection has ended, and is answered")
    void close_notify_is_an_end(String protocol) throws Exception {
        TlsMeeting met = TlsMeeting.on(protocol, rig);
        NioChannel adopted = adopt(met.detached());
        Recorder owner = new Recorder(adopted, 100);
        adopted.listen(owner);
        met.peer().getOutputStream().write(new byte[] {1, 2, 3});
        if (protocol.equals(V13)) {
            met.peer().shutdownOutput();
            assertThat(owner.ended.await(20, TimeUnit.SECONDS)).isTrue();
            adopted.write(ByteBuffer.wrap(new byte[] {9})); // our side is open still (RFC 8446 6.1)
            adopted.finish();
            assertThat(met.peer().getInputStream().readAllBytes()).containsExactly(9);
        } else {
            BackgroundWork closing = rig.start(met.peer()::close); // waits for the answer
            assertThat(owner.ended.await(20, TimeUnit.SECONDS)).isTrue();
            adopted.finish();
            closing.done();
        }
        assertThat(owner.bytes()).containsExactly(1, 2, 3);
        await().untilAsserted(() -> assertThat(gone).hasValue(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {V12, V13})
    @DisplayName("transport R4.3 we say close_notify before FIN, and a peer's FIN alone is an end, too")
    void close_notify_goes_before_fin(String protocol) throws Exception {
        TlsMeeting met = TlsMeeting.on(protocol, rig);
        NioChannel adopted = adopt(met.detached());
        Recorder owner = new Recorder(adopted, 100);
        adopted.listen(owner);
        adopted.write(ByteBuffer.wrap(new byte[] {7}));
        adopted.finish();
        assertThat(met.peer().getInputStream().readAllBytes()).containsExactly(7); // throws without close_notify
        if (protocol.equals(V13)) {
            met.below().shutdownOutput(); // the other closes by itself when it is told (RFC 5246 7.2.1)
        }
        assertThat(owner.ended.await(20, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(gone).hasValue(1));
    }

    @ParameterizedTest
    @CsvSource({
        "garbage, TLSv1.3, 17 03 03 00 20", "garbage, TLSv1.2, 17 03 03 00 20",
        "too long, TLSv1.3, 17 03 03 ff ff", "too long, TLSv1.2, 17 03 03 ff ff",
        "no TLS, TLSv1.3, 47 45 54 20 2f", "no TLS, TLSv1.2, 47 45 54 20 2f",
    })
    @DisplayName("transport R8.5 a record that is none ends the session with an alert")
    void a_record_that_is_none_ends_the_session(String what, String protocol, String header) throws Exception {
        TlsMeeting met = TlsMeeting.on(protocol, rig);
        NioChannel adopted = adopt(met.detached());
        Recorder owner = new Recorder(adopted, 100);
        adopted.listen(owner);
        byte[] start = HexFormat.ofDelimiter(" ").parseHex(header);
        byte[] bad = Arrays.copyOf(start, 37);
        OutputStream raw = met.below().getOutputStream();
        raw.write(bad, 0, what.equals("garbage") ? bad.length : start.length);
        assertThat(owner.lost.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.fault).isInstanceOf(SSLException.class);
        if (what.equals("no TLS")) {
            adopted.abort(); // the engine has no alert for that
            assertThatThrownBy(() -> met.peer().getInputStream().read()).isInstanceOf(IOException.class);
        } else {
            assertThatThrownBy(() -> met.peer().getInputStream().read()).hasMessageContaining("alert");
            adopted.abort();
        }
    }

    @Test
    @DisplayName("transport R4.4 a peer that negotiates anew is refused, while it waits and while it sends")
    void a_new_negotiation_is_refused() throws Exception {
        TlsMeeting met = TlsMeeting.on(V12, rig);
        NioChannel adopted = adopt(met.detached());
        Recorder owner = new Recorder(adopted, 100);
        adopted.listen(owner);
        BackgroundWork again = rig.start(() -> {
            met.peer().startHandshake();
            met.peer().getInputStream().read();
        });
        assertThat(owner.lost.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.fault).hasMessageContaining("anew");
        adopted.abort();
        assertThatThrownBy(again::done).isNotNull();
    }

    @Test
    @DisplayName("transport R8.6 after a pause the first record of a large write is small")
    void the_first_record_after_a_pause_is_small() throws Exception {
        TlsMeeting met = TlsMeeting.on(V12, rig);
        NioChannel adopted = adopt(met.detached());
        adopted.write(ByteBuffer.allocate(16 * 1024));
        InputStream raw = met.below().getInputStream();
        assertThat(recordLength(raw)).isBetween(1000, 5000);
        assertThat(recordLength(raw)).isBetween(10_000, 16 * 1024);
        adopted.write(ByteBuffer.allocate(16 * 1024));
        assertThat(recordLength(raw)).isGreaterThan(16 * 1024);
        adopted.abort();
    }

    private static int recordLength(InputStream raw) throws IOException {
        byte[] header = raw.readNBytes(5);
        int length = (header[3] & 0xff) << 8 | (header[4] & 0xff);
        assertThat(raw.readNBytes(length)).hasSize(length);
        return length;
    }

    @Test
    @DisplayName("transport R8.1 one byte a segment is put together")
    void one_byte_a_segment_is_put_together() throws Exception {
        TlsMeeting met = TlsMeeting.on(V13, rig);
        byte[] record = sealed(met, 500);
        NioChannel adopted = adopt(met.detached());
        Recorder owner = new Recorder(adopted, 100);
        adopted.listen(owner);
        Socket below = met.below();
        for (byte b : record) {
            below.getOutputStream().write(b);
        }
        await().untilAsserted(() -> {
            assertThat(owner.fault).isNull();
            assertThat(owner.size()).isEqualTo(500);
        });
        adopted.abort();
    }

    /** What the client's TLS makes of {@code length} bytes, taken off the wire; what it had sent before comes with it. */
    private static byte[] sealed(TlsMeeting met, int length) throws IOException {
        met.peer().getOutputStream().write(new byte[length]);
        var all = new java.io.ByteArrayOutputStream();
        int type = 0;
        while (type != 0x17) {
            byte[] header = met.received(5).array();
            type = header[0];
            all.writeBytes(header);
            all.writeBytes(
                    met.received((header[3] & 0xff) << 8 | (header[4] & 0xff)).array());
        }
        return all.toByteArray();
    }

    @Test
    @DisplayName("transport R8.7 a reset is a fault, and nothing of the session is left")
    void a_reset_is_a_fault() throws Exception {
        TlsMeeting met = TlsMeeting.on(V13, rig);
        NioChannel adopted = adopt(met.detached());
        Recorder owner = new Recorder(adopted, 100);
        adopted.listen(owner);
        met.below().setSoLinger(true, 0);
        met.below().close();
        assertThat(owner.lost.await(20, TimeUnit.SECONDS)).isTrue();
        adopted.abort();
        await().untilAsserted(() -> assertThat(gone).hasValue(1));
    }
}
