package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream of random messages, cut at random places. */
class RefragmenterTest {
    private static final int CHUNK = 16 << 10;

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final List<byte[]> said = new ArrayList<>();
    private final List<byte[]> heard = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    @ParameterizedTest
    @DisplayName(
            "frames R3.4 messages stay what they are however their frames are cut anew, and no frame is larger than a chunk")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void messages_stay_what_they_are(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            say(random);
        }
        FrameScanner scanner = new FrameScanner(new FrameRules(Sender.MEMBER, Extensions.none(), 0, 0));
        Refragmenter fragments = new Refragmenter(scanner, Sender.MEMBER);
        ByteBuffer out = ByteBuffer.allocate(CHUNK + Refragmenter.HEADER);
        byte[] bytes = wire.toByteArray();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 5 : CHUNK));
            ByteBuffer chunk = ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + length));
            while (chunk.hasRemaining()) {
                int start = chunk.position();
                if (scanner.scan(chunk) == FrameScanner.Found.DATA) {
                    fragments.data(chunk, start, out.clear());
                    if (out.position() > 0) {
                        record(out.flip());
                    }
                }
            }
            at += length;
        }
        assertThat(heard).hasSameSizeAs(said);
        for (int i = 0; i < said.size(); i++) {
            assertThat(heard.get(i)).as("message %d", i).isEqualTo(said.get(i));
        }
    }

    /** A message of one to four frames, some of them empty, with pings between them. */
    private void say(Random random) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int frames = 1 + random.nextInt(4);
        for (int frame = 0; frame < frames; frame++) {
            byte[] payload =
                    new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextBoolean() ? 200 : 100_000)];
            random.nextBytes(payload);
            put(frame == 0 ? 2 : 0, frame == frames - 1, payload);
            whole.writeBytes(payload);
            if (random.nextBoolean()) {
                put(9, true, new byte[random.nextInt(126)]);
            }
        }
        said.add(whole.toByteArray());
    }

    private void put(int opcode, boolean fin, byte[] payload) {
        ByteBuffer header = ByteBuffer.allocate(10).put((byte) ((fin ? 0x80 : 0) | opcode));
        if (payload.length < 126) {
            header.put((byte) payload.length);
        } else if (payload.length < 1 << 16) {
            header.put((byte) 126).putShort((short) payload.length);
        } else {
            header.put((byte) 127).putLong(payload.length);
        }
        wire.write(header.array(), 0, header.position());
        wire.writeBytes(payload);
    }

    private void record(ByteBuffer frame) {
        int first = frame.get();
        int length = frame.get() & 0x7f;
        assertThat(first & 0x0f).isEqualTo(message.size() == 0 && !inside ? 2 : 0);
        inside = true;
        length = length == 126 ? frame.getShort() & 0xffff : length;
        assertThat(length).isEqualTo(frame.remaining()).isLessThanOrEqualTo(CHUNK);
        byte[] payload = new byte[length];
        frame.get(payload);
        message.writeBytes(payload);
        if ((first & 0x80) != 0) {
            heard.add(message.toByteArray());
            message.reset();
            inside = false;
        }
    }

    private boolean inside;
}
