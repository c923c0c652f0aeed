package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.frames.FrameScanner.Found;

class ControlFramesTest {
    private final ControlFrames toClient = ControlFrames.toClient();
    private final ControlFrames toMember = ControlFrames.toMember(new SplittableRandom(42));

    /** Reads a frame as the peer would: what goes to a client comes from a member, and the other way round. */
    private static FrameScanner read(ByteBuffer frame, Sender writtenAs) {
        var scanner = new FrameScanner(new FrameRules(writtenAs, Extensions.none(), 0, 0));
        assertThat(frame.arrayOffset()).isZero();
        assertThat(frame.array()).hasSize(frame.remaining());
        assertThat(scanner.scan(frame)).isEqualTo(Found.CONTROL);
        assertThat(frame.hasRemaining()).isFalse();
        return scanner;
    }

    @Test
    @DisplayName("frames R3.1 frames to a client are what RFC 6455 5.7 shows, without a mask")
    void frames_to_a_client_are_not_masked() {
        assertThat(RawFrames.bytes(toClient.pong(ByteBuffer.wrap(RawFrames.ofHex("48 65 6c 6c 6f")))))
                .isEqualTo(RawFrames.ofHex("8a 05 48 65 6c 6c 6f"));
        assertThat(RawFrames.bytes(toClient.ping(0x0102030405060708L)))
                .isEqualTo(RawFrames.ofHex("89 08 01 02 03 04 05 06 07 08"));
        assertThat(RawFrames.bytes(toClient.close())).isEqualTo(RawFrames.ofHex("88 00"));
        assertThat(RawFrames.bytes(toClient.close(1001, "by"))).isEqualTo(RawFrames.ofHex("88 04 03 e9 62 79"));
    }

    @Test
    @DisplayName("frames R3.1 a frame to a member is masked with the key that was drawn")
    void a_frame_to_a_member_is_masked_with_the_key_that_was_drawn() {
        var fixed = ControlFrames.toMember(() -> 0x37fa213dL << 32);

        assertThat(RawFrames.bytes(fixed.pong(ByteBuffer.wrap(RawFrames.ofHex("48 65 6c 6c 6f")))))
                .isEqualTo(RawFrames.ofHex("8a 85 37 fa 21 3d 7f 9f 4d 51 58"));
        assertThat(RawFrames.bytes(fixed.close())).isEqualTo(RawFrames.ofHex("88 80 37 fa 21 3d"));
    }

    @Test
    @DisplayName("frames R3.1 every frame to a member has a key of its own")
    void every_frame_to_a_member_has_a_key_of_its_own() {
        Set<Integer> keys = new HashSet<>();
        for (int frame = 0; frame < 1000; frame++) {
            keys.add(toMember.ping(0).getInt(2));
        }

        assertThat(keys).hasSize(1000);
    }

    @Property
    @Label("frames R3.1 any payload comes back as it was")
    void any_payload_comes_back(@ForAll @Size(max = 125) byte[] payload) {
        ByteBuffer given = ByteBuffer.wrap(RawFrames.join(new byte[3], payload)).position(3);

        FrameScanner byClient = read(toClient.pong(given), Sender.MEMBER);
        FrameScanner byMember = read(toMember.pong(given), Sender.CLIENT);

        assertThat(RawFrames.bytes(byClient.payload())).isEqualTo(payload);
        assertThat(RawFrames.bytes(byMember.payload())).isEqualTo(payload);
        assertThat(byMember.opcode()).isEqualTo(Opcodes.PONG);
        assertThat(given.position()).isEqualTo(3);
    }

    @Property
    @Label("frames R3.1 any nonce comes back as it was")
    void any_nonce_comes_back(@ForAll long nonce) {
        assertThat(read(toClient.ping(nonce), Sender.MEMBER).payload().getLong())
                .isEqualTo(nonce);
        assertThat(read(toMember.ping(nonce), Sender.CLIENT).payload().getLong())
                .isEqualTo(nonce);
    }

    @Property
    @Label("frames R3.2 any reason can be read, and is the longest beginning that fits")
    void any_reason_can_be_read(@ForAll @StringLength(max = 300) String reason) {
        FrameScanner scanner = read(toMember.close(3000, reason), Sender.CLIENT);
        String written = reason.codePoints()
                .map(point -> Character.getType(point) == Character.SURROGATE ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        String read = scanner.closeReason();
        assertThat(scanner.closeCode()).isEqualTo(3000);
        assertThat(written).startsWith(read);
        if (read.length() < written.length()) {
            int next = Character.charCount(written.codePointAt(read.length()));
            ByteBuffer longer =
                    java.nio.charset.StandardCharsets.UTF_8.encode(written.substring(0, read.length() + next));
            assertThat(longer.remaining()).isGreaterThan(123);
        }
    }

    @Test
    @DisplayName("frames R3.2 a reason is cut before the character that does not fit")
    void a_reason_is_cut_before_the_character_that_does_not_fit() {
        String fits = "x".repeat(120) + "\u20ac";
        String doesNot = "x".repeat(121) + "\u20ac";
        String pair = "x".repeat(120) + "\ud83d\ude00";

        assertThat(read(toClient.close(1000, fits), Sender.MEMBER).closeReason())
                .isEqualTo(fits);
        assertThat(read(toClient.close(1000, doesNot), Sender.MEMBER).closeReason())
                .isEqualTo("x".repeat(121));
        assertThat(read(toClient.close(1000, pair), Sender.MEMBER).closeReason())
                .isEqualTo("x".repeat(120));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65536 + 1000})
    @DisplayName("frames R3.3 a code that may not be on the wire is not written")
    void a_code_that_may_not_be_on_the_wire_is_not_written(int code) {
        assertThatThrownBy(() -> toClient.close(code, "bye"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("close code: " + code + " (expected: 1000..1003, 1007..1014 or 3000..4999)");
        assertThatThrownBy(() -> toMember.close(code, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    @DisplayName("frames R3.3 a code that may be on the wire is written")
    void a_code_that_may_be_on_the_wire_is_written(int code) {
        assertThat(read(toClient.close(code, ""), Sender.MEMBER).closeCode()).isEqualTo(code);
        assertThat(read(toMember.close(code, ""), Sender.CLIENT).closeCode()).isEqualTo(code);
    }

    @Test
    @DisplayName("frames R3.1 a payload of more than 125 bytes is refused")
    void a_payload_too_long_is_refused() {
        assertThatThrownBy(() -> toClient.pong(ByteBuffer.allocate(126)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("control frame: 126 bytes of payload (expected: 0..125)");
    }
}
