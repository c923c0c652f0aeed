package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.frames.RawFrames.FIN;
import static org.sluice.frames.RawFrames.RSV1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.frames.FrameScanner.Found;

class FrameScannerTest {
    private final FrameScanner scanner = new FrameScanner(plain(Sender.MEMBER));

    private static FrameRules plain(Sender sender) {
        return new FrameRules(sender, Extensions.none(), 0, 0);
    }

    private static FrameRules with(Sender sender, Extensions extensions) {
        return new FrameRules(sender, extensions, 0, 0);
    }

    private Found scan(byte[] bytes) {
        return scanner.scan(ByteBuffer.wrap(bytes));
    }

    @Test
    @DisplayName("frames R1.2 the examples of RFC 6455 5.7 pass as they are")
    void the_examples_of_the_rfc_pass_as_they_are() {
        byte[] hello = RawFrames.ofHex("81 05 48 65 6c 6c 6f");
        byte[] inTwo = RawFrames.ofHex("01 03 48 65 6c  80 02 6c 6f");
        byte[] pingAndPong = RawFrames.ofHex("89 05 48 65 6c 6c 6f");
        byte[] stream = RawFrames.join(hello, inTwo, pingAndPong, RawFrames.frame(Sender.MEMBER, 0x82, 256));

        Transcript heard = RecordingScanner.scan(plain(Sender.MEMBER), stream, stream.length);

        assertThat(heard.released()).isEqualTo(stream);
        assertThat(heard.counts()).isEqualTo(new Transcript.Counts(5, 3, 5 + 5 + 256, 1, 0));
    }

    @Test
    @DisplayName("frames R1.5 the masked examples of RFC 6455 5.7 give their payload")
    void the_masked_examples_of_the_rfc_give_their_payload() {
        var client = new FrameScanner(plain(Sender.CLIENT));

        assertThat(client.scan(ByteBuffer.wrap(RawFrames.ofHex("8a 85 37 fa 21 3d 7f 9f 4d 51 58"))))
                .isEqualTo(Found.CONTROL);

        assertThat(client.opcode()).isEqualTo(Opcodes.PONG);
        assertThat(client.payload()).isEqualTo(StandardCharsets.US_ASCII.encode("Hello"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 125, 126, 127, 65535, 65536, 1 << 20})
    @DisplayName("frames R1.2 frames of every length form pass from both sides, whole and cut")
    void frames_of_every_length_form_pass(long length) {
        for (Sender sender : Sender.values()) {
            byte[] stream =
                    RawFrames.join(RawFrames.frame(sender, FIN | 2, (int) length), RawFrames.frame(sender, FIN | 1, 1));

            for (int piece : new int[] {stream.length, 16384, 1021}) {
                Transcript heard = RecordingScanner.scan(plain(sender), stream, piece);

                assertThat(heard.released()).isEqualTo(stream);
                assertThat(heard.counts()).isEqualTo(new Transcript.Counts(2, 2, length + 1, 0, 0));
            }
        }
    }

    @Test
    @DisplayName("frames R1.3 a header is released with its last byte and not before")
    void a_header_is_released_with_its_last_byte() {
        byte[] frame = RawFrames.frame(Sender.MEMBER, FIN | 2, 65536);

        for (int at = 0; at < 9; at++) {
            assertThat(scan(new byte[] {frame[at]})).isEqualTo(Found.NOTHING);
            assertThat(scanner.heldLength()).isZero();
            assertThat(scanner.awaitsRest()).isTrue();
            assertThat(scanner.insideFrame()).isFalse();
        }
        assertThat(scan(new byte[] {frame[9]})).isEqualTo(Found.DATA);

        assertThat(scanner.heldLength()).isEqualTo(9);
        assertThat(RawFrames.bytes(scanner.held())).isEqualTo(Arrays.copyOf(frame, 9));
        assertThat(scanner.insideFrame()).isTrue();
        assertThat(scanner.frames()).isOne();
        assertThat(scanner.bytes()).isZero();
    }

    @Test
    @DisplayName("frames R1.3 a control frame is kept until it is whole")
    void a_control_frame_is_kept_until_it_is_whole() {
        byte[] ping = RawFrames.frame(Sender.MEMBER, FIN | 9, 125);

        assertThat(scan(Arrays.copyOf(ping, 126))).isEqualTo(Found.NOTHING);
        assertThat(scanner.pings()).isZero();
        assertThat(scan(new byte[] {ping[126]})).isEqualTo(Found.CONTROL);

        assertThat(scanner.heldLength()).isEqualTo(126);
        assertThat(RawFrames.bytes(scanner.payload())).isEqualTo(RawFrames.counting(125));
        assertThat(scanner.pings()).isOne();
        assertThat(scanner.awaitsRest()).isFalse();
    }

    @Test
    @DisplayName("frames R1.3 what is held out and the payload are read only and lie at position 0")
    void what_is_handed_out_is_read_only() {
        scan(RawFrames.ofHex("89"));
        scan(RawFrames.ofHex("02 61 62"));
        scanner.held().get();
        scanner.payload().position(1).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(scanner.held()).isEqualTo(ByteBuffer.wrap(RawFrames.ofHex("89")));
        assertThat(scanner.payload()).isEqualTo(ByteBuffer.wrap(RawFrames.ofHex("61 62")));
        assertThat(scanner.held().isReadOnly() && scanner.payload().isReadOnly())
                .isTrue();
    }

    @Test
    @DisplayName("frames R1.6 a message starts with its first bytes and ends with its last, over fragments and pings")
    void a_message_starts_and_ends() {
        ByteBuffer in = ByteBuffer.wrap(RawFrames.ofHex("01 02 61 62  89 00  00 01 63  80 02 64"));

        assertThat(scanner.scan(in)).isEqualTo(Found.DATA);
        assertThat(scanner.messageStarts()).isTrue();
        assertThat(scanner.messageEnds()).isFalse();
        assertThat(scanner.scan(in)).isEqualTo(Found.CONTROL);
        assertThat(scanner.messageStarts()).isFalse();
        assertThat(scanner.scan(in)).isEqualTo(Found.DATA);
        assertThat(scanner.messageStarts()).isFalse();
        assertThat(scanner.scan(in)).isEqualTo(Found.DATA);
        assertThat(scanner.messageEnds()).isFalse();
        assertThat(scanner.insideFrame()).isTrue();
        assertThat(scanner.messages()).isZero();

        assertThat(scan(RawFrames.ofHex("65"))).isEqualTo(Found.DATA);
        assertThat(scanner.messageEnds()).isTrue();
        assertThat(scanner.insideFrame()).isFalse();
        assertThat(scanner.messages()).isOne();
        assertThat(scanner.bytes()).isEqualTo(5);
    }

    @Test
    @DisplayName("frames R1.6 pings and pongs are counted apart")
    void pings_and_pongs_are_counted_apart() {
        byte[] stream = RawFrames.ofHex("89 00  8a 00  8a 01 61");

        assertThat(RecordingScanner.scan(plain(Sender.MEMBER), stream, 2).counts())
                .isEqualTo(new Transcript.Counts(3, 0, 0, 1, 2));
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    @DisplayName("frames R1.8 a little-endian direct buffer and a read-only one are read alike")
    void any_kind_of_buffer_is_read_alike(Sender sender) {
        byte[] stream = RawFrames.join(RawFrames.frame(sender, FIN | 2, 70_000), RawFrames.close(sender, 3001));
        ByteBuffer direct = ByteBuffer.allocateDirect(stream.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(stream)
                .flip();

        for (ByteBuffer in : new ByteBuffer[] {direct, ByteBuffer.wrap(stream).asReadOnlyBuffer()}) {
            var fresh = new FrameScanner(plain(sender));
            ByteOrder order = in.order();

            assertThat(fresh.scan(in)).isEqualTo(Found.DATA);
            assertThat(fresh.scan(in)).isEqualTo(Found.CONTROL);
            assertThat(fresh.bytes()).isEqualTo(70_000);
            assertThat(fresh.closeCode()).isEqualTo(3001);
            assertThat(in.order()).isEqualTo(order);
        }
    }

    @Test
    @DisplayName("frames R1.6 an empty message starts and ends at once")
    void an_empty_message_starts_and_ends_at_once() {
        assertThat(scan(RawFrames.ofHex("81 00"))).isEqualTo(Found.DATA);

        assertThat(scanner.messageStarts() && scanner.messageEnds()).isTrue();
        assertThat(scanner.insideFrame()).isFalse();
    }

    @Test
    @DisplayName("frames R1.6 a frame of 2^63 - 1 bytes is allowed where nothing limits it")
    void the_longest_frame_is_allowed() {
        assertThat(scan(RawFrames.header(Sender.MEMBER, FIN | 2, Long.MAX_VALUE, 8)))
                .isEqualTo(Found.DATA);

        assertThat(scanner.insideFrame()).isTrue();
        assertThat(scan(new byte[100])).isEqualTo(Found.DATA);
        assertThat(scanner.bytes()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    @DisplayName("frames R2.1 with deflate RSV1 may be on the first frame of any message")
    void with_deflate_rsv1_may_be_on_the_first_frame(Sender sender) {
        byte[] stream = RawFrames.join(
                RawFrames.frame(sender, FIN | RSV1 | 1, 3),
                RawFrames.frame(sender, RSV1 | 2, 3),
                RawFrames.frame(sender, FIN | 9, 3),
                RawFrames.frame(sender, FIN, 3),
                RawFrames.frame(sender, FIN | 1, 3));

        Transcript heard = RecordingScanner.scan(with(sender, new Extensions(true, false)), stream, 5);

        assertThat(heard.released()).isEqualTo(stream);
        assertThat(heard.counts().messages()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    @DisplayName("frames R2.2 with an unknown extension all bits and opcodes pass")
    void with_an_unknown_extension_all_bits_and_opcodes_pass(Sender sender) {
        for (int first = 0; first < 256; first++) {
            int opcode = first & 0xF;
            if (opcode == 0 || opcode == 8 || (Opcodes.isControl(opcode) && first < 128)) {
                continue; // no message to continue, behind it all is dropped, or a fragmented control frame
            }
            byte[] stream = RawFrames.frame(sender, first, 9);

            Transcript heard = RecordingScanner.scan(with(sender, new Extensions(false, true)), stream, 4);

            assertThat(heard.released()).as("first byte %x", first).isEqualTo(stream);
        }
    }

    @Test
    @DisplayName("frames R2.2 a frame with a reserved opcode may start a message, or come in the middle of one")
    void a_reserved_opcode_may_start_a_message_or_come_in_the_middle() {
        Sender sender = Sender.CLIENT;
        byte[] started = RawFrames.join(RawFrames.frame(sender, 5, 2), RawFrames.frame(sender, FIN, 2));
        byte[] beside = RawFrames.join(
                RawFrames.frame(sender, 1, 2),
                RawFrames.frame(sender, FIN | 7, 2),
                RawFrames.frame(sender, FIN | 0x70, 2));
        byte[] stream = RawFrames.join(started, beside);

        Transcript heard = RecordingScanner.scan(with(sender, new Extensions(false, true)), stream, 3);

        assertThat(heard.released()).isEqualTo(stream);
        assertThat(heard.counts()).isEqualTo(new Transcript.Counts(5, 2, 10, 0, 0));
    }

    @Test
    @DisplayName("frames R2.8 frames and messages exactly at their limit pass, and the next message counts anew")
    void exactly_at_the_limit_passes() {
        var rules = new FrameRules(Sender.MEMBER, Extensions.none(), 10, 20);
        byte[] message = RawFrames.join(
                RawFrames.frame(Sender.MEMBER, 1, 10),
                RawFrames.frame(Sender.MEMBER, FIN | 9, 125),
                RawFrames.frame(Sender.MEMBER, FIN, 10));
        byte[] stream = RawFrames.join(message, message);

        assertThat(RecordingScanner.scan(rules, stream, 9).released()).isEqualTo(stream);
    }

    @Test
    @DisplayName("frames R2.8 a limit is raised at the header, before any payload has come")
    void a_limit_is_raised_at_the_header() {
        var limited = new FrameScanner(new FrameRules(Sender.CLIENT, Extensions.none(), 0, 1000));

        assertThat(limited.scan(ByteBuffer.wrap(RawFrames.ofHex("82 fe 03 e9"))))
                .isEqualTo(Found.VIOLATION);
        assertThat(limited.violation()).isEqualTo(Violation.MESSAGE_TOO_BIG);
        assertThat(limited.frames()).isZero();
    }

    @Test
    @DisplayName("frames R2.1 a fault is found with the first byte that shows it")
    void a_fault_is_found_with_the_first_byte_that_shows_it() {
        assertThat(scan(RawFrames.ofHex("83"))).isEqualTo(Found.VIOLATION);

        assertThat(scanner.violation()).isEqualTo(Violation.RESERVED_OPCODE);
    }

    @Test
    @DisplayName("frames R2.1 a violation is final, and there is none before")
    void a_violation_is_final() {
        assertThatThrownBy(scanner::violation).isInstanceOf(IllegalStateException.class);
        scan(RawFrames.ofHex("81 80"));
        ByteBuffer valid = ByteBuffer.wrap(RawFrames.ofHex("81 00"));

        assertThat(scanner.scan(valid)).isEqualTo(Found.VIOLATION);
        assertThat(scanner.scan(ByteBuffer.allocate(0))).isEqualTo(Found.VIOLATION);

        assertThat(valid.position()).isZero();
        assertThat(scanner.violation()).isEqualTo(Violation.MASKED_MEMBER);
        assertThat(scanner.heldLength()).isZero();
        assertThat(scanner.awaitsRest()).isFalse();
        assertThat(scanner.insideFrame()).isFalse();
    }

    @Test
    @DisplayName("frames R1.1 an empty input finds nothing and changes nothing")
    void an_empty_input_finds_nothing() {
        scan(RawFrames.ofHex("81 05 61"));

        assertThat(scan(new byte[0])).isEqualTo(Found.NOTHING);

        assertThat(scanner.insideFrame()).isTrue();
        assertThat(scanner.messageStarts()).isFalse();
    }

    @Test
    @DisplayName("frames R2.8 a limit below 0 is no limit that could be meant")
    void a_limit_below_0_is_refused() {
        assertThatThrownBy(() -> new FrameRules(Sender.CLIENT, Extensions.none(), -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max-frame: -1, max-message: 0 (expected: 0 or more)");
        assertThatThrownBy(() -> new FrameRules(Sender.CLIENT, Extensions.none(), 0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
