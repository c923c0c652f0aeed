package org.sluice.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.sluice.frames.Opcodes;

/** What one peer might say in its life: messages of every shape, control frames between their fragments, and a close. */
final class RandomTalk {
    private static final int[] TELLING_LENGTHS = {0, 1, 125, 126, 127, Chunk.SIZE - 4, Chunk.SIZE, 65535, 65536, 70_000
    };

    private final Side by;
    private final RandomGenerator random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private RandomTalk(Side by, RandomGenerator random) {
        this.by = by;
        this.random = random;
    }

    /** Up to so many messages, and a close behind them. */
    static byte[] of(Side by, RandomGenerator random, int messages) {
        var talk = new RandomTalk(by, random);
        for (int left = random.nextInt(messages + 1); left > 0; left--) {
            talk.message();
        }
        talk.out.writeBytes(random.nextInt(4) == 0 ? Frames.close(by) : Frames.close(by, 1000, "the end"));
        return talk.out.toByteArray();
    }

    private void message() {
        int fragments = random.nextInt(3) > 0 ? 1 : random.nextInt(1, 5);
        int opcode = random.nextBoolean() ? Opcodes.TEXT : Opcodes.BINARY;
        for (int at = 0; at < fragments; at++) {
            int first = (at == 0 ? opcode : Opcodes.CONTINUATION) | (at == fragments - 1 ? Frames.FIN : 0);
            byte[] payload = new byte[length()];
            random.nextBytes(payload);
            out.writeBytes(Frames.frame(by, first, payload));
            if (random.nextInt(3) == 0) {
                control();
            }
        }
    }

    private void control() {
        byte[] payload = "x"
                .repeat(random.nextInt(5) == 0 ? random.nextInt(126) : random.nextInt(9))
                .getBytes(StandardCharsets.US_ASCII);
        int opcode = random.nextBoolean() ? Opcodes.PING : Opcodes.PONG;
        out.writeBytes(Frames.frame(by, Frames.FIN | opcode, payload));
    }

    private int length() {
        return switch (random.nextInt(12)) {
            case 0 -> TELLING_LENGTHS[random.nextInt(TELLING_LENGTHS.length)];
            case 1, 2 -> random.nextInt(3000);
            default -> random.nextInt(70);
        };
    }
}
