package org.sluice.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.frames.Violation;
import org.sluice.relay.Close;
import org.sluice.web.container.ClientByteListener;

/** A client's bytes, in pieces of random sizes. */
class ValidatingInputTest implements ClientByteListener {
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();

    @Override
    public void said(Close close) {
        events.add("said " + close.code());
    }

    @Override
    public ByteBuffer mark(Violation violation) {
        throw new AssertionError("only a conduit needs a mark");
    }

    @Override
    public void violated(Violation violation) {
        events.add("violated " + violation);
    }

    @Override
    public void ended(boolean broken) {
        events.add("ended");
    }

    @ParameterizedTest
    @DisplayName("web.message T2.3 messages and pings stay what they are, however large frames are cut anew")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void messages_stay_what_they_are(long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> said = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            said.add(say(random));
        }
        List<byte[]> heard = messagesIn(through(random, 0));
        assertThat(heard).hasSameSizeAs(said);
        for (int i = 0; i < said.size(); i++) {
            assertThat(heard.get(i)).as("message %d", i).isEqualTo(said.get(i));
        }
        assertThat(events).isEmpty();
    }

    @Test
    @DisplayName("web.message T2.3 a close is reported as it came, and shown to the server with a code that it knows")
    void a_close_is_told_as_it_came() throws IOException {
        put(8, true, new byte[] {0x03, (byte) 0xf4, 'x'}, 7); // 1012
        byte[] shown = through(new Random(1), 0);
        assertThat(events).containsExactly("said 1012");
        assertThat(unmasked(ByteBuffer.wrap(shown))).containsExactly(0x03, (byte) 0xe8);
    }

    @Test
    @DisplayName("web.message T2.3 a frame above max-frame is reported before anything of it is shown")
    void a_frame_above_max_frame_is_told() throws IOException {
        put(2, true, new byte[1_025], 7);
        assertThat(through(new Random(1), 1_024)).isEmpty();
        assertThat(events).containsExactly("violated FRAME_TOO_BIG");
    }

    private byte[] say(Random random) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int frames = 1 + random.nextInt(4);
        for (int frame = 0; frame < frames; frame++) {
            byte[] payload =
                    new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextBoolean() ? 200 : 100_000)];
            random.nextBytes(payload);
            put(frame == 0 ? 2 : 0, frame == frames - 1, payload, random.nextInt());
            whole.writeBytes(payload);
            if (random.nextBoolean()) {
                put(9, true, "ping".getBytes(java.nio.charset.StandardCharsets.US_ASCII), random.nextInt());
            }
        }
        return whole.toByteArray();
    }

    private void put(int opcode, boolean fin, byte[] payload, int key) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) ((fin ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) 0xfe).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xff).putLong(payload.length);
        }
        frame.putInt(key);
        for (int at = 0; at < payload.length; at++) {
            frame.put((byte) (payload[at] ^ (key >> (24 - 8 * (at & 3)))));
        }
        wire.write(frame.array(), 0, frame.position());
    }

    private byte[] through(Random random, long maxFrame) throws IOException {
        ValidatingInput in = new ValidatingInput(
                new Pieces(wire.toByteArray(), random), maxFrame, this, Runnable::run, EOFException.class::isInstance);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] some = new byte[5_000];
        while (in.isReady()) {
            out.write(some, 0, in.read(some, 0, 1 + random.nextInt(some.length - 1)));
        }
        return out.toByteArray();
    }

    private static List<byte[]> messagesIn(byte[] bytes) {
        List<byte[]> messages = new ArrayList<>();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int first = in.get(in.position());
            byte[] payload = unmasked(in);
            if ((first & 0x0f) == 9) {
                assertThat(payload).asString().isEqualTo("ping");
            } else {
                message.writeBytes(payload);
                if ((first & 0x80) != 0) {
                    messages.add(message.toByteArray());
                    message.reset();
                }
            }
        }
        return messages;
    }

    /** The payload of the next frame, which must be small. */
    private static byte[] unmasked(ByteBuffer in) {
        in.get();
        int length = in.get() & 0x7f;
        assertThat(length).isNotEqualTo(127);
        length = length == 126 ? in.getShort() & 0xffff : length;
        int key = in.getInt();
        byte[] payload = new byte[length];
        in.get(payload);
        for (int at = 0; at < length; at++) {
            payload[at] ^= (byte) (key >> (24 - 8 * (at & 3)));
        }
        return payload;
    }

    /** Bytes as a server gives them. */
    private static final class Pieces extends ServletInputStream {
        private final ByteBuffer bytes;
        private final Random random;

        Pieces(byte[] bytes, Random random) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.random = random;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(
                    Math.min(length, bytes.remaining()), 1 + random.nextInt(random.nextBoolean() ? 5 : length));
            bytes.get(into, offset, count);
            return count;
        }

        @Override
        public int read() {
            return bytes.get();
        }

        @Override
        public boolean isFinished() {
            return !bytes.hasRemaining();
        }

        @Override
        public boolean isReady() {
            return bytes.hasRemaining();
        }

        @Override
        public void setReadListener(ReadListener listener) {}
    }
}
