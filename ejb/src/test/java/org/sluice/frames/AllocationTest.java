package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.frames.FrameScanner.Found;

class AllocationTest {
    private static final int ROUNDS = 20_000;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long seen;

    @ParameterizedTest
    @EnumSource(Sender.class)
    @DisplayName("frames R1.4 a hundred thousand frames, whole and cut, allocate nothing")
    void a_hundred_thousand_frames_allocate_nothing(Sender sender) {
        var scanner = new FrameScanner(new FrameRules(sender, Extensions.none(), 0, 0));
        byte[] round = RawFrames.join(
                RawFrames.frame(sender, 0x01, 64),
                RawFrames.frame(sender, 0x89, 8),
                RawFrames.frame(sender, 0x80, 300),
                RawFrames.frame(sender, 0x8A, 125),
                RawFrames.frame(sender, 0x82, 70_000));
        ByteBuffer whole = ByteBuffer.allocateDirect(round.length).put(round).flip();
        ByteBuffer head = ByteBuffer.wrap(round, 0, 70); // ends inside the header of the ping
        ByteBuffer tail = ByteBuffer.wrap(round, 70, round.length - 70);
        run(scanner, 10, whole, head, tail); // makes what is made once
        threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        run(scanner, ROUNDS, whole, head, tail);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(scanner.frames()).isEqualTo((ROUNDS + 10) * 10L);
        assertThat(seen).isPositive();
        assertThat(allocated).isLessThan(1024);
    }

    private void run(FrameScanner scanner, int rounds, ByteBuffer... inputs) {
        for (int round = 0; round < rounds; round++) {
            for (ByteBuffer input : inputs) {
                input.mark();
                readAll(scanner, input);
                input.reset();
            }
        }
    }

    private void readAll(FrameScanner scanner, ByteBuffer input) {
        Found found = scanner.scan(input);
        while (found != Found.NOTHING) {
            seen += scanner.held().remaining();
            seen += found == Found.CONTROL ? scanner.payload().remaining() : 0;
            found = scanner.scan(input);
        }
    }
}
