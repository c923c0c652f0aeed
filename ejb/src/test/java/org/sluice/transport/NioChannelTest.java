package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class NioChannelTest {
    private final TransportFixture rig = new TransportFixture(1);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    @DisplayName("transport R2.1 a bulk echo comes back unchanged although the peer reads late")
    void a_bulk_echo_comes_back_unchanged_although_the_peer_reads_late() throws Exception {
        var pair = rig.pair();
        pair.channel().listen(new Echo(pair.channel(), 16 * 1024));
        byte[] sent = random(32 << 20);

        BackgroundWork sending = rig.start(() -> {
            pair.peer().getOutputStream().write(sent);
            pair.peer().shutdownOutput();
        });
        // Only once every buffer on the way is full, and our side is being held, does the peer start to read.
        await().until(() -> pair.channel().link().interestChanges() > 1);
        byte[] echoed = pair.peer().getInputStream().readAllBytes();

        sending.done();
        assertThat(Arrays.equals(echoed, sent)).isTrue();
        await().untilAsserted(() -> assertThat(pair.channel().link().isOpen()).isFalse());
    }

    @Test
    @DisplayName("transport R2.2 before anybody listens, bytes stay with the kernel and the loop sleeps")
    void before_anybody_listens_bytes_stay_with_the_kernel() throws Exception {
        var pair = rig.pair();
        pair.peer().getOutputStream().write(new byte[] {1, 2, 3});
        EventLoop loop = pair.channel().link().loop();
        long before = settled(loop);
        assertThat(pair.channel().link().reads()).isZero();
        assertThat(settled(loop) - before).isLessThanOrEqualTo(2); // the two questions themselves

        Recorder owner = new Recorder(pair.channel(), 64);
        pair.channel().listen(owner);
        await().untilAsserted(() -> assertThat(owner.bytes()).containsExactly(1, 2, 3));
    }

    @Test
    @DisplayName("transport R2.2 an owner that does not read is notified once, and again after it has read")
    void an_owner_that_does_not_read_is_told_once() throws Exception {
        var pair = rig.pair();
        Recorder owner = new Recorder(pair.channel(), 8);
        owner.paused = true;
        pair.channel().listen(owner);
        pair.peer().getOutputStream().write(new byte[100]);
        await().untilAsserted(() -> assertThat(owner.readables).hasValue(1));
        EventLoop loop = pair.channel().link().loop();
        long before = settled(loop);
        pair.peer().getOutputStream().write(new byte[100]);
        assertThat(settled(loop) - before).isLessThanOrEqualTo(2);
        assertThat(owner.readables).hasValue(1);

        owner.paused = false;
        owner.drain(); // on this thread, as a relay that was held does
        await().untilAsserted(() -> assertThat(owner.size()).isEqualTo(200));
        pair.peer().getOutputStream().write(new byte[100]);
        await().untilAsserted(() -> assertThat(owner.size()).isEqualTo(300));
    }

    @Test
    @DisplayName("transport R2.3 after a short write, and only then, the owner is notified when it can write")
    void after_a_short_write_and_only_then_room_is_told() throws Exception {
        var pair = rig.pair();
        Recorder owner = new Recorder(pair.channel(), 64);
        pair.channel().listen(owner);
        pair.channel().write(ByteBuffer.wrap(new byte[10]));
        settled(pair.channel().link().loop());
        assertThat(owner.writables).hasValue(0);

        long taken = 10 + fill(pair.channel());
        settled(pair.channel().link().loop());
        assertThat(owner.writables).hasValue(0);
        pair.peer().getInputStream().readNBytes((int) taken);
        await().untilAsserted(() -> assertThat(owner.writables).hasValue(1));
        settled(pair.channel().link().loop());
        assertThat(owner.writables).hasValue(1);
    }

    @Test
    @DisplayName("transport R2.1 two threads write and read one channel at once")
    void two_threads_write_and_read_one_channel_at_once() throws Exception {
        var pair = rig.pair();
        byte[] there = random(8 << 20);
        byte[] back = random(8 << 20);
        long deadline = System.nanoTime() + TransportFixture.PATIENCE.toNanos() * 2;
        BlockingInput waiting = new BlockingInput(pair.channel(), deadline);
        BackgroundWork peerSends = rig.start(() -> pair.peer().getOutputStream().write(back));
        AtomicBoolean same = new AtomicBoolean();
        BackgroundWork peerReads = rig.start(
                () -> same.set(Arrays.equals(pair.peer().getInputStream().readNBytes(there.length), there)));

        // The writer polls where it cannot wait: the one listener is the reader's.
        BackgroundWork writes = rig.start(() -> {
            ByteBuffer from = ByteBuffer.wrap(there);
            while (from.hasRemaining()) {
                pair.channel().write(from);
                Thread.onSpinWait();
            }
        });
        assertThat(Arrays.equals(waiting.readNBytes(back.length), back)).isTrue();
        peerSends.done();
        writes.done();
        peerReads.done();
        assertThat(same).isTrue();
    }

    @Test
    @DisplayName("transport R2.4 owners may change in the middle of a stream and on any thread")
    void owners_may_change_in_the_middle_of_a_stream() throws Exception {
        var pair = rig.pair();
        byte[] sent = random(1 << 20);
        BackgroundWork sending = rig.start(() -> pair.peer().getOutputStream().write(sent));
        byte[] got = new byte[sent.length];
        int at = 0;
        while (at < sent.length / 2) {
            BlockingInput owner =
                    new BlockingInput(pair.channel(), System.nanoTime() + TransportFixture.PATIENCE.toNanos());
            at += owner.read(got, at, 1 + at % 777);
        }
        Recorder last = new Recorder(pair.channel(), 1000);
        pair.channel().listen(last);
        sending.done();
        int rest = sent.length - at;
        await().untilAsserted(() -> assertThat(last.size()).isEqualTo(rest));
        System.arraycopy(last.bytes(), 0, got, at, rest);
        assertThat(Arrays.equals(got, sent)).isTrue();
    }

    @Test
    @DisplayName("transport R2.4 an owner that comes after the end is notified of it")
    void an_owner_that_comes_after_the_end_is_told_of_it() throws Exception {
        var pair = rig.pair();
        Recorder first = new Recorder(pair.channel(), 64);
        pair.channel().listen(first);
        pair.peer().shutdownOutput();
        assertThat(first.ended.await(5, TimeUnit.SECONDS)).isTrue();

        Recorder second = new Recorder(pair.channel(), 64);
        pair.channel().listen(second);
        assertThat(second.ended.await(5, TimeUnit.SECONDS)).isTrue();
        pair.channel().write(ByteBuffer.wrap(new byte[] {7}));
        assertThat(pair.peer().getInputStream().read()).isEqualTo(7);
    }

    @Test
    @DisplayName("transport R2.3 a reader on another thread misses no message, however the two threads meet")
    void a_reader_on_another_thread_misses_no_message() throws Exception {
        var pair = rig.pair();
        BlockingInput input =
                new BlockingInput(pair.channel(), System.nanoTime() + TransportFixture.PATIENCE.toNanos() * 3);
        BackgroundWork echoing = rig.start(() -> {
            byte[] message = new byte[64];
            for (int count = input.read(message); count >= 0; count = input.read(message)) {
                input.writeFully(ByteBuffer.wrap(message, 0, count));
            }
        });
        CostTest.pingPong(pair.peer(), 20_000);
        pair.peer().shutdownOutput();
        echoing.done();
    }

    @Test
    @DisplayName("transport R2.5 a reset is reported to a waiting reader and thrown from every later call")
    void a_reset_is_told_and_thrown() throws Exception {
        var pair = rig.pair();
        Recorder owner = new Recorder(pair.channel(), 64);
        pair.channel().listen(owner);
        pair.peer().setSoLinger(true, 0);
        pair.peer().close();
        assertThat(owner.lost.await(5, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> pair.channel().read(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pair.channel().write(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class);
        }
        pair.channel().abort();
    }

    @Test
    @DisplayName("transport R2.5 a reset is reported to a waiting writer")
    void a_reset_is_told_to_a_waiting_writer() throws Exception {
        var pair = rig.pair();
        Recorder owner = new Recorder(pair.channel(), 64);
        owner.paused = true;
        pair.channel().listen(owner);
        fill(pair.channel());
        pair.peer().setSoLinger(true, 0);
        pair.peer().close();
        await().untilAsserted(() -> assertThat(owner.writables).hasPositiveValue());
        assertThatThrownBy(() -> pair.channel().write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        pair.channel().abort();
    }

    @Test
    @DisplayName("transport R3.1 a finished channel still reads, and gives back its socket when the peer ends")
    void a_finished_channel_still_reads() throws Exception {
        var pair = rig.pair();
        Recorder owner = new Recorder(pair.channel(), 64);
        pair.channel().listen(owner);
        pair.channel().write(ByteBuffer.wrap(new byte[] {1}));
        pair.channel().finish();
        pair.channel().finish();
        assertThat(pair.peer().getInputStream().readAllBytes()).containsExactly(1);
        assertThatThrownBy(() -> pair.channel().write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        pair.peer().getOutputStream().write(2);
        pair.peer().shutdownOutput();
        assertThat(owner.ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.bytes()).containsExactly(2);
        await().untilAsserted(() -> assertThat(pair.channel().link().isOpen()).isFalse());
        assertThat(pair.channel().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    @DisplayName("transport R3.2 an aborted channel resets its peer and wakes who waits")
    void an_aborted_channel_resets_its_peer() throws Exception {
        var pair = rig.pair();
        Recorder owner = new Recorder(pair.channel(), 64);
        pair.channel().listen(owner);
        pair.channel().abort();
        pair.channel().abort();
        assertThatThrownBy(() -> pair.peer().getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThat(owner.lost.await(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> pair.channel().read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("transport R5.1 a storm of interrupts on the loop and on a caller loses no byte")
    void a_storm_of_interrupts_loses_no_byte() throws Exception {
        var pair = rig.pair();
        pair.channel().listen(new Echo(pair.channel(), 4096));
        AtomicBoolean on = new AtomicBoolean(true);
        Thread loop = rig.loopThreads.get(0);
        BackgroundWork storm = rig.start(() -> {
            while (on.get()) {
                loop.interrupt();
                Thread.onSpinWait();
            }
        });
        byte[] sent = random(4 << 20);
        BackgroundWork sending = rig.start(() -> {
            pair.peer().getOutputStream().write(sent);
            pair.peer().shutdownOutput();
        });
        byte[] echoed = pair.peer().getInputStream().readAllBytes();
        on.set(false);
        storm.done();
        sending.done();
        assertThat(Arrays.equals(echoed, sent)).isTrue();
    }

    @Test
    @DisplayName("transport R5.1 an interrupted caller reads and writes, and stays interrupted")
    void an_interrupted_caller_reads_and_writes() throws Exception {
        var pair = rig.pair();
        pair.peer().getOutputStream().write(5);
        ByteBuffer into = ByteBuffer.allocate(10);
        await().until(() -> pair.channel().read(into) > 0);
        Thread.currentThread().interrupt();
        int read = pair.channel().read(into);
        int written = pair.channel().write(ByteBuffer.wrap(new byte[] {6}));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(read).isZero();
        assertThat(written).isOne();
        assertThat(pair.peer().getInputStream().read()).isEqualTo(6);
    }

    @Test
    @DisplayName("transport R5.2 an owner that throws loses its channel, and the loop serves all others")
    void an_owner_that_throws_loses_its_channel() throws Exception {
        var bad = rig.pair();
        var good = rig.pair();
        good.channel().listen(new Echo(good.channel(), 64));
        bad.channel().listen(new Channel.Events() {
            @Override
            public void readable() {
                throw new IllegalStateException("thrown on purpose");
            }

            @Override
            public void writable() {
                throw new StackOverflowError("thrown on purpose");
            }
        });
        bad.peer().getOutputStream().write(1);
        assertThatThrownBy(() -> bad.peer().getInputStream().read()).isInstanceOf(SocketException.class);
        good.peer().getOutputStream().write(9);
        assertThat(good.peer().getInputStream().read()).isEqualTo(9);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Writes until the socket takes no more. */
    private static long fill(Channel channel) throws IOException {
        ByteBuffer from = ByteBuffer.allocate(1 << 20);
        long taken = 0;
        do {
            from.clear();
            taken += channel.write(from);
        } while (!from.hasRemaining());
        return taken;
    }

    /** Waits until the loop has run its tasks, and returns its count of selects. */
    static long settled(EventLoop loop) throws InterruptedException {
        AtomicInteger selects = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            CountDownLatch seen = new CountDownLatch(1);
            loop.execute(() -> {
                selects.set((int) loop.selects());
                seen.countDown();
            });
            assertThat(seen.await(5, TimeUnit.SECONDS)).isTrue();
        }
        return selects.get();
    }
}
