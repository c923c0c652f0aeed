package org.sluice.frames;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Makes streams that are valid, nearly valid, or noise, together with the rules they are held to. */
final class Streams {
    private static final int[] TELLING_LENGTHS = {0, 1, 2, 124, 125, 126, 127, 128, 65535, 65536};
    private static final int[] TELLING_CODES = {
        0, 999, 1000, 1003, 1004, 1005, 1006, 1007, 1014, 1015, 1016, 2999, 3000, 4999, 5000, 65535
    };
    private final RandomGenerator random;

    Streams(RandomGenerator random) {
        this.random = random;
    }

    FrameRules rules() {
        return new FrameRules(
                random.nextBoolean() ? Sender.CLIENT : Sender.MEMBER,
                new Extensions(random.nextBoolean(), oneIn(5)),
                oneIn(3) ? random.nextInt(1, 300) : 0,
                oneIn(3) ? random.nextInt(1, 600) : 0);
    }

    byte[] stream(FrameRules rules) {
        if (oneIn(20)) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] stream = valid(rules);
        for (int flips = oneIn(2) ? random.nextInt(4) : 0; flips > 0 && stream.length > 0; flips--) {
            // Most faults worth finding stand near the start, where few payload bytes are.
            int bound = oneIn(3) ? stream.length : Math.min(stream.length, 24);
            stream[random.nextInt(bound)] ^= (byte) (1 << random.nextInt(8));
        }
        return stream;
    }

    /** Messages with control frames between their fragments; limits may be passed, and the end may be missing. */
    private byte[] valid(FrameRules rules) {
        var out = new ByteArrayOutputStream();
        for (int messages = random.nextInt(4); messages > 0; messages--) {
            int fragments = oneIn(2) ? 1 : random.nextInt(1, 5);
            for (int fragment = 0; fragment < fragments; fragment++) {
                int first = fragment == 0 ? start(rules.extensions()) : Opcodes.CONTINUATION;
                first |= fragment == fragments - 1 ? RawFrames.FIN : 0;
                out.writeBytes(RawFrames.frame(rules.sender(), first, length()));
                if (oneIn(4)) {
                    out.writeBytes(control(rules));
                }
            }
        }
        if (oneIn(4)) {
            out.writeBytes(close(rules.sender()));
            out.writeBytes(new byte[random.nextInt(4)]);
        }
        byte[] all = out.toByteArray();
        return oneIn(4) ? java.util.Arrays.copyOf(all, random.nextInt(all.length + 1)) : all;
    }

    private int start(Extensions extensions) {
        int bits = extensions.deflate() && oneIn(2) ? RawFrames.RSV1 : 0;
        if (extensions.unknown() && oneIn(3)) {
            return (random.nextInt(8) << 4) | random.nextInt(1, 8);
        }
        return bits | random.nextInt(1, 3);
    }

    private int length() {
        if (oneIn(10)) {
            int end = oneIn(20) ? TELLING_LENGTHS.length : TELLING_LENGTHS.length - 2;
            return TELLING_LENGTHS[random.nextInt(end)];
        }
        return random.nextInt(12);
    }

    private byte[] control(FrameRules rules) {
        int opcode = rules.extensions().unknown() ? random.nextInt(9, 16) : random.nextInt(9, 11);
        return RawFrames.frame(
                rules.sender(), RawFrames.FIN | opcode, oneIn(5) ? random.nextInt(126) : random.nextInt(9));
    }

    private byte[] close(Sender sender) {
        if (oneIn(3)) {
            return RawFrames.frame(sender, RawFrames.FIN | Opcodes.CLOSE, random.nextInt(2));
        }
        byte[] reason = "bye \u00e9\u20ac\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
        int code = oneIn(2) ? 1000 : TELLING_CODES[random.nextInt(TELLING_CODES.length)];
        return RawFrames.close(sender, code, java.util.Arrays.copyOf(reason, oneIn(3) ? random.nextInt(14) : 13));
    }

    /** Sizes to cut a stream at, small enough for every header to be cut, and large enough for it to end. */
    int[] pieces(int streamLength) {
        int coarseness = 1 + streamLength / 5_000;
        int[] pieces = new int[random.nextInt(1, 6)];
        for (int at = 0; at < pieces.length; at++) {
            pieces[at] = oneIn(4) ? random.nextInt(1, 400) : random.nextInt(1, 8 * coarseness + 1);
        }
        return pieces;
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }
}
