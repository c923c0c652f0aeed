package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Many bytes in odd sizes, with stalls, over each version of TLS. */
@Timeout(120)
@ParameterizedClass
@ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
class TlsBulkTest {
    private final TransportFixture rig;
    private final Random random = new Random(6455);
    private final byte[] bytes = new byte[1 << 20];

    TlsBulkTest(String protocol) {
        rig = new TransportFixture(1, Certificates.server(Certificates.GOOD, protocol));
    }

    @BeforeEach
    void fill() {
        random.nextBytes(bytes);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    @DisplayName(
            "transport R4.2 whatever the sizes of messages, records and buffers, the last byte comes without another behind it")
    void the_last_byte_comes_without_another_behind_it() throws Exception {
        for (int bufferSize : new int[] {1, 7, 100, 4096, 16 * 1024, 16 * 1024 + 1, 40_000}) {
            var pair = rig.pair(rig.secure());
            Recorder owner = new Recorder(pair.channel(), bufferSize);
            pair.channel().listen(owner);
            int expected = 0;
            for (int i = 0; i < 60; i++) {
                expected += sendInRecords(pair.peer().getOutputStream(), 1 + random.nextInt(i % 3 == 0 ? 60_000 : 300));
                int sum = expected;
                await().pollInSameThread()
                        .pollDelay(java.time.Duration.ZERO)
                        .pollInterval(java.time.Duration.ofMillis(1))
                        .until(() -> owner.size() == sum);
            }
            pair.channel().abort();
        }
    }

    /** The JDK makes one record of each write up to 16 KiB, so that several wait in one segment. */
    private int sendInRecords(OutputStream out, int size) throws Exception {
        int at = 0;
        while (at < size) {
            int record = Math.min(size - at, 1 + random.nextInt(random.nextBoolean() ? 40 : 20_000));
            out.write(bytes, at, record);
            at += record;
        }
        return size;
    }

    @Test
    @DisplayName("transport R4.2 a stalled owner that reads on gets every byte, although the peer sends no more")
    void a_stalled_owner_that_reads_on_gets_every_byte() throws Exception {
        for (int size = 16_000; size < 200_000; size += 7_919) {
            var pair = rig.pair(rig.secure());
            Recorder owner = new Recorder(pair.channel(), 16 * 1024);
            owner.paused = true;
            pair.channel().listen(owner);
            sendInRecords(pair.peer().getOutputStream(), size);
            int sum = size;
            await().until(() -> owner.readables.get() > 0);
            for (int part = 0; part < 3; part++) {
                pair.channel().read(ByteBuffer.allocate(0)); // asks for nothing, gets nothing
            }
            owner.paused = false;
            owner.drain();
            await().until(() -> owner.size() == sum);
            assertThat(Arrays.equals(owner.bytes(), Arrays.copyOf(bytes, sum))).isTrue();
            pair.channel().abort();
        }
    }

    @Test
    @DisplayName("transport R4.2 a stalled peer that reads on gets every byte, although the peer writes no more")
    void a_stalled_peer_that_reads_on_gets_every_byte() throws Exception {
        for (int more = 500; more < 40_000; more += 3_571) {
            var pair = rig.pair(rig.secure());
            pair.channel().listen(new Recorder(pair.channel(), 10));
            ByteBuffer from = ByteBuffer.wrap(bytes);
            int taken = 0;
            do {
                from.clear().limit(1 + more);
                taken += pair.channel().write(from);
            } while (!from.hasRemaining());
            assertThat(pair.peer().getInputStream().readNBytes(taken)).hasSize(taken);
            pair.channel().abort();
        }
    }

    @Test
    @DisplayName("transport R4.2 a bulk echo over TLS comes back unchanged although the peer reads late")
    void a_bulk_echo_over_tls_comes_back_unchanged() throws Exception {
        for (int bufferSize : new int[] {777, 16 * 1024, 70_000}) {
            var pair = rig.pair(rig.secure());
            pair.channel().listen(new Echo(pair.channel(), bufferSize));
            int rounds = 12;
            BackgroundWork sending = rig.start(() -> {
                for (int i = 0; i < rounds; i++) {
                    sendInRecords(pair.peer().getOutputStream(), bytes.length);
                }
            });
            await().until(() -> pair.channel().link().interestChanges() > 1
                    || sending.future().isDone());
            for (int i = 0; i < rounds; i++) {
                assertThat(Arrays.equals(pair.peer().getInputStream().readNBytes(bytes.length), bytes))
                        .isTrue();
            }
            sending.done();
            pair.channel().abort();
        }
    }

    @Test
    @DisplayName("transport R2.1 two threads write and read one TLS channel at once")
    void two_threads_write_and_read_one_tls_channel_at_once() throws Exception {
        var pair = rig.pair(rig.secure());
        BlockingInput waiting =
                new BlockingInput(pair.channel(), System.nanoTime() + TransportFixture.PATIENCE.toNanos() * 3);
        int rounds = 12;
        BackgroundWork peerSends = rig.start(() -> {
            for (int i = 0; i < rounds; i++) {
                sendInRecords(pair.peer().getOutputStream(), bytes.length);
            }
        });
        AtomicBoolean same = new AtomicBoolean(true);
        BackgroundWork peerReads = rig.start(() -> {
            for (int i = 0; i < rounds; i++) {
                same.compareAndSet(
                        true, Arrays.equals(pair.peer().getInputStream().readNBytes(bytes.length), bytes));
            }
        });
        BackgroundWork writes = rig.start(() -> {
            for (int i = 0; i < rounds; i++) {
                ByteBuffer from = ByteBuffer.wrap(bytes);
                while (from.hasRemaining()) {
                    pair.channel().write(from);
                    Thread.onSpinWait();
                }
            }
        });
        for (int i = 0; i < rounds; i++) {
            assertThat(Arrays.equals(waiting.readNBytes(bytes.length), bytes)).isTrue();
        }
        peerSends.done();
        writes.done();
        peerReads.done();
        assertThat(same).isTrue();
    }
}
