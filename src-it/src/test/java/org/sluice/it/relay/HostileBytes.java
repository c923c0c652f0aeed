package org.sluice.it.relay;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameBytes;
import org.sluice.it.kit.FrameBytes.LengthForm;

/** Frames nobody should send. The same seed makes the same bytes. */
final class HostileBytes {
    private final Random random;
    private final boolean masked;

    HostileBytes(long seed, boolean masked) {
        this.random = new Random(seed);
        this.masked = masked;
    }

    /** One to eight frames, some of them faultless, perhaps cut short. */
    byte[] make() {
        List<byte[]> frames = IntStream.rangeClosed(0, random.nextInt(8))
                .mapToObj(i -> frame())
                .toList();
        byte[] all = Bytes.join(frames);
        return random.nextInt(3) == 0 ? Arrays.copyOf(all, random.nextInt(all.length + 1)) : all;
    }

    private byte[] frame() {
        return switch (random.nextInt(9)) {
            case 0 -> bytes(Frame.text("quite harmless"));
            case 1 -> bytes(any(random.nextInt(16), random.nextInt(200)));
            case 2 -> bytes(any(Frame.PING, 126 + random.nextInt(70_000)));
            case 3 -> bytes(Frame.close(random.nextInt(65_536), "whatever"));
            case 4 -> bytes(new Frame(true, 0, Frame.CLOSE, new byte[] {3}));
            case 5 ->
                encoded(any(Frame.BINARY, random.nextInt(50)))
                        .as(random.nextBoolean() ? LengthForm.SIXTEEN_BITS : LengthForm.SIXTY_FOUR_BITS)
                        .toBytes();
            case 6 ->
                encoded(any(Frame.BINARY, random.nextInt(50)))
                        .declaring(random.nextBoolean() ? random.nextLong() : random.nextInt())
                        .toBytes();
            case 7 -> otherwiseMasked(any(Frame.TEXT, random.nextInt(50)));
            default -> Bytes.random(random.nextLong(), random.nextInt(300));
        };
    }

    private Frame any(int opcode, int length) {
        int rsv = random.nextInt(3) == 0 ? random.nextInt(8) : 0;
        return new Frame(random.nextBoolean(), rsv, opcode, Bytes.random(random.nextLong(), length));
    }

    private byte[] bytes(Frame frame) {
        return encoded(frame).toBytes();
    }

    private FrameBytes encoded(Frame frame) {
        return masked ? FrameBytes.masked(frame, random.nextInt()) : FrameBytes.unmasked(frame);
    }

    private byte[] otherwiseMasked(Frame frame) {
        return (masked ? FrameBytes.unmasked(frame) : FrameBytes.masked(frame, random.nextInt())).toBytes();
    }
}
