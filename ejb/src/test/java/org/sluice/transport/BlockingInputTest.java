package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockingInputTest {
    private final TransportFixture rig = new TransportFixture(1);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    @DisplayName("transport fixture a waiting reader gets the bytes, the end, and leaves the rest to the next owner")
    void a_waiting_reader_leaves_the_rest_to_the_next_owner() throws Exception {
        var pair = rig.pair();
        BlockingInput input = new BlockingInput(pair.channel(), in(20_000));
        BackgroundWork sending = rig.start(() -> {
            for (int i = 0; i < 10; i++) {
                pair.peer().getOutputStream().write(i);
            }
            pair.peer().shutdownOutput();
        });
        for (int i = 0; i < 4; i++) {
            assertThat(input.read()).isEqualTo(i);
        }
        sending.done();
        Recorder next = new Recorder(pair.channel(), 3);
        pair.channel().listen(next);
        assertThat(next.ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(next.bytes()).containsExactly(4, 5, 6, 7, 8, 9);
        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    @DisplayName("transport fixture a peer that is silent or drips meets one deadline")
    void a_peer_that_drips_meets_one_deadline() throws Exception {
        var pair = rig.pair();
        BlockingInput input = new BlockingInput(pair.channel(), in(500));
        CountDownLatch stop = new CountDownLatch(1);
        BackgroundWork dripping = rig.start(() -> {
            while (!stop.await(20, TimeUnit.MILLISECONDS)) {
                pair.peer().getOutputStream().write(1);
            }
        });
        long start = System.nanoTime();
        assertThatThrownBy(input::readAllBytes).isInstanceOf(SocketTimeoutException.class);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3));
        stop.countDown();
        dripping.done();

        var silent = rig.pair();
        BlockingInput none = new BlockingInput(silent.channel(), in(100));
        assertThatThrownBy(none::read).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    @DisplayName("transport fixture writing fully waits for a slow reader, and not beyond the deadline")
    void writing_fully_waits_for_a_slow_reader() throws Exception {
        var pair = rig.pair();
        ByteBuffer big = ByteBuffer.allocate(16 << 20);
        BackgroundWork writing = rig.start(() -> BlockingInput.writeFully(pair.channel(), big, in(20_000)));
        await().until(() -> pair.channel().link().interestChanges() > 1);
        assertThat(pair.peer().getInputStream().readNBytes(16 << 20)).hasSize(16 << 20);
        writing.done();

        ByteBuffer again = ByteBuffer.allocate(16 << 20);
        assertThatThrownBy(() -> BlockingInput.writeFully(pair.channel(), again, in(200)))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    @DisplayName("transport fixture a waiting reader wakes when the channel is aborted or its thread interrupted")
    void a_waiting_reader_wakes_when_the_channel_is_aborted() throws Exception {
        var pair = rig.pair();
        BlockingInput input = new BlockingInput(pair.channel(), in(20_000));
        BackgroundWork reading = rig.start(input::read);
        pair.channel().abort();
        assertThatThrownBy(reading::done)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("aborted");

        var other = rig.pair();
        BlockingInput interrupted = new BlockingInput(other.channel(), in(20_000));
        Thread.currentThread().interrupt();
        assertThatThrownBy(interrupted::read).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(other.channel().link().isOpen()).isTrue();
    }
}
