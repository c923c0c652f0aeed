package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.frames.RawFrames.FIN;
import static org.sluice.frames.RawFrames.RSV1;
import static org.sluice.frames.RawFrames.RSV2;
import static org.sluice.frames.RawFrames.RSV3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ViolationTest {
    private static final Extensions DEFLATE = new Extensions(true, false);
    private static final Extensions UNKNOWN = new Extensions(true, true);
    private static final int CLOSE = FIN | Opcodes.CLOSE;

    /** One way to break one rule: a valid beginning, and the frame that must be refused, from either side. */
    record Offence(Violation violation, String name, FrameRules rules, ByteBuffer before, ByteBuffer frame) {
        @Override
        public String toString() {
            return violation + " by " + rules.sender() + ": " + name;
        }
    }

    static Stream<Offence> offences() {
        return Stream.of(Sender.values()).flatMap(sender -> new Table(sender).rows());
    }

    @ParameterizedTest
    @MethodSource("offences")
    @DisplayName(
            "frames R2.1 R2.3 R2.4 R2.5 R2.6 R2.7 R2.8 an offending frame is refused with nothing of it released, however it is cut")
    void an_offending_frame_is_refused_with_nothing_of_it_released(Offence offence) {
        byte[] before = RawFrames.bytes(offence.before());
        byte[] after = RawFrames.frame(offence.rules().sender(), 0x82, 5);
        byte[] stream = RawFrames.join(before, RawFrames.bytes(offence.frame()), after);

        for (int piece : new int[] {stream.length, 1, 2, 3, 7, 130}) {
            Transcript heard = RecordingScanner.scan(offence.rules(), stream, piece);

            assertThat(heard.released()).isEqualTo(before);
            assertThat(heard.events()).last().isEqualTo(new Transcript.Refused(offence.violation()));
        }
    }

    @ParameterizedTest
    @MethodSource("offences")
    @DisplayName("frames R2.1 R2.3 R2.4 R2.5 R2.6 R2.7 R2.8 the reference scanner reports the same violations")
    void the_obvious_scanner_refuses_the_same(Offence offence) {
        byte[] stream = RawFrames.join(RawFrames.bytes(offence.before()), RawFrames.bytes(offence.frame()));

        Transcript heard = ReferenceScanner.read(offence.rules(), stream);

        assertThat(heard.events()).last().isEqualTo(new Transcript.Refused(offence.violation()));
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    @DisplayName("frames R2.1 R2.3 R2.4 R2.5 R2.6 R2.7 R2.8 the table knows every violation")
    void the_table_knows_every_violation(Sender sender) {
        Set<Violation> expected = EnumSet.allOf(Violation.class);
        expected.remove(sender == Sender.CLIENT ? Violation.MASKED_MEMBER : Violation.UNMASKED_CLIENT);

        Set<Violation> inTable =
                new Table(sender).rows().map(Offence::violation).collect(Collectors.toSet());

        assertThat(inTable).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Violation.class)
    @DisplayName(
            "frames R2.1 R2.3 R2.4 R2.5 R2.6 R2.7 R2.8 every violation has a close code, a rule short enough for a close reason, and a section")
    void every_violation_can_be_told(Violation violation) {
        assertThat(violation.closeCode()).isIn(1002, 1007, 1009);
        assertThat(violation.rule().length()).isBetween(1, 123);
        assertThat(violation.section()).matches("RFC (6455|7692) [0-9.]+");
    }

    @Test
    @DisplayName("frames R2.8 a passed limit is answered with 1009")
    void a_passed_limit_is_answered_with_1009() {
        assertThat(Violation.FRAME_TOO_BIG.closeCode()).isEqualTo(1009);
        assertThat(Violation.MESSAGE_TOO_BIG.closeCode()).isEqualTo(1009);
    }

    @Test
    @DisplayName("frames R2.7 bad UTF-8 is answered with 1007")
    void bad_utf_8_is_answered_with_1007() {
        assertThat(Violation.CLOSE_REASON.closeCode()).isEqualTo(1007);
    }

    /** The table for one side. */
    private static final class Table {
        private final Sender sender;

        Table(Sender sender) {
            this.sender = sender;
        }

        Stream<Offence> rows() {
            return Stream.of(reserved(), masks(), controls(), order(), lengths(), closes(), limits())
                    .flatMap(List::stream);
        }

        private List<Offence> reserved() {
            byte[] open = frame(Opcodes.TEXT, 3);
            Stream<Offence> opcodes = Stream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
                    .map(code -> offence(Violation.RESERVED_OPCODE, "opcode " + code, frame(FIN | code, 2)));
            return Stream.concat(
                            opcodes,
                            Stream.of(
                                    offence(Violation.RESERVED_BIT, "RSV1 without deflate", frame(FIN | RSV1 | 1, 2)),
                                    offence(Violation.RESERVED_BIT, "RSV1 on a ping", frame(FIN | RSV1 | 9, 2)),
                                    offence(Violation.RESERVED_BIT, "RSV2", frame(FIN | RSV2 | 1, 2)),
                                    offence(Violation.RESERVED_BIT, "RSV3", frame(FIN | RSV3 | 2, 0)),
                                    offence(DEFLATE, Violation.RESERVED_BIT, "RSV2", none(), frame(FIN | RSV2 | 1, 2)),
                                    offence(DEFLATE, Violation.RESERVED_BIT, "1 and 3", none(), frame(0xD1, 2)),
                                    misplaced("a ping", none(), frame(FIN | RSV1 | 9, 2)),
                                    misplaced("a close", none(), frame(FIN | RSV1 | 8, 0)),
                                    misplaced("a continuation", open, frame(FIN | RSV1, 2))))
                    .toList();
        }

        private Offence misplaced(String name, byte[] before, byte[] frame) {
            return offence(DEFLATE, Violation.MISPLACED_COMPRESSION_BIT, "RSV1 on " + name, before, frame);
        }

        private List<Offence> masks() {
            Violation violation = sender == Sender.CLIENT ? Violation.UNMASKED_CLIENT : Violation.MASKED_MEMBER;
            Sender other = RawFrames.other(sender);
            return List.of(
                    offence(violation, "text", RawFrames.frame(other, FIN | 1, 5)),
                    offence(violation, "empty binary", RawFrames.frame(other, FIN | 2, 0)),
                    offence(violation, "ping", RawFrames.frame(other, FIN | 9, 8)),
                    offence(violation, "close", RawFrames.close(other, 1000)),
                    offence(UNKNOWN, violation, "reserved opcode", none(), RawFrames.frame(other, FIN | 5, 5)));
        }

        private List<Offence> controls() {
            return List.of(
                    offence(Violation.FRAGMENTED_CONTROL, "ping", frame(Opcodes.PING, 4)),
                    offence(Violation.FRAGMENTED_CONTROL, "empty close", frame(Opcodes.CLOSE, 0)),
                    offence(UNKNOWN, Violation.FRAGMENTED_CONTROL, "reserved", none(), frame(0x0B, 0)),
                    offence(Violation.LONG_CONTROL, "ping of 126", frame(FIN | 9, 126)),
                    offence(Violation.LONG_CONTROL, "pong of 65536", frame(FIN | 10, 65536)),
                    offence(Violation.LONG_CONTROL, "ping of 5 in two bytes", header(FIN | 9, 5, 2)),
                    offence(Violation.LONG_CONTROL, "close of 126", frame(CLOSE, 126)));
        }

        private List<Offence> order() {
            byte[] whole = frame(FIN | 1, 3);
            byte[] open = frame(Opcodes.BINARY, 3);
            byte[] openAndPing = RawFrames.join(open, frame(FIN | 9, 0));
            return List.of(
                    offence(Violation.STRAY_CONTINUATION, "at the start", frame(FIN, 1)),
                    offence(Violation.STRAY_CONTINUATION, "not final", frame(0, 1)),
                    offence(Extensions.none(), Violation.STRAY_CONTINUATION, "after a message", whole, frame(FIN, 0)),
                    offence(Extensions.none(), Violation.UNFINISHED_MESSAGE, "text in binary", open, frame(FIN | 1, 0)),
                    offence(Extensions.none(), Violation.UNFINISHED_MESSAGE, "not final", openAndPing, frame(2, 1)),
                    offence(UNKNOWN, Violation.UNFINISHED_MESSAGE, "known opcode", open, frame(FIN | 1, 0)));
        }

        private List<Offence> lengths() {
            return List.of(
                    offence(Violation.LENGTH_NOT_MINIMAL, "0 in two bytes", header(FIN | 2, 0, 2)),
                    offence(Violation.LENGTH_NOT_MINIMAL, "125 in two bytes", header(FIN | 2, 125, 2)),
                    offence(Violation.LENGTH_NOT_MINIMAL, "125 in eight bytes", header(FIN | 2, 125, 8)),
                    offence(Violation.LENGTH_NOT_MINIMAL, "65535 in eight bytes", header(FIN | 2, 65535, 8)),
                    offence(Violation.LENGTH_OVERFLOW, "2^63", header(FIN | 2, Long.MIN_VALUE, 8)),
                    offence(Violation.LENGTH_OVERFLOW, "2^64 - 1", header(FIN | 1, -1, 8)));
        }

        private List<Offence> closes() {
            Stream<Offence> codes = Stream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)
                    .map(code -> offence(Violation.CLOSE_CODE, "code " + code, RawFrames.close(sender, code)));
            Stream<Offence> reasons = Stream.of("ff", "c0 80", "e2 82", "61 ed a0 80", "f4 90 80 80", "80")
                    .map(RawFrames::ofHex)
                    .map(reason -> offence(
                            Violation.CLOSE_REASON, Arrays.toString(reason), RawFrames.close(sender, 1000, reason)));
            byte[] longest = Arrays.copyOf("x".repeat(122).getBytes(StandardCharsets.US_ASCII), 123);
            longest[122] = (byte) 0xC3;
            return Stream.of(
                            codes,
                            reasons,
                            Stream.of(
                                    offence(Violation.CLOSE_OF_ONE_BYTE, "3", RawFrames.frame(sender, CLOSE, "\u0003")),
                                    offence(Violation.CLOSE_REASON, "long", RawFrames.close(sender, 1000, longest))))
                    .flatMap(rows -> rows)
                    .toList();
        }

        private List<Offence> limits() {
            byte[] half = frame(Opcodes.TEXT, 10);
            return List.of(
                    limited(10, 0, Violation.FRAME_TOO_BIG, none(), frame(FIN | 2, 11)),
                    limited(10, 0, Violation.FRAME_TOO_BIG, half, frame(FIN, 200)),
                    limited(10, 0, Violation.FRAME_TOO_BIG, none(), header(FIN | 2, Long.MAX_VALUE, 8)),
                    limited(0, 19, Violation.MESSAGE_TOO_BIG, half, frame(FIN, 10)),
                    limited(0, 20, Violation.MESSAGE_TOO_BIG, RawFrames.join(half, frame(0, 10)), frame(0, 1)),
                    limited(0, 9, Violation.MESSAGE_TOO_BIG, none(), frame(FIN | 1, 10)),
                    limited(0, 20, Violation.MESSAGE_TOO_BIG, half, header(FIN, Long.MAX_VALUE, 8)));
        }

        private Offence limited(long maxFrame, long maxMessage, Violation violation, byte[] before, byte[] frame) {
            var rules = new FrameRules(sender, Extensions.none(), maxFrame, maxMessage);
            return offence(rules, violation, maxFrame + " and " + maxMessage, before, frame);
        }

        private Offence offence(Violation violation, String name, byte[] frame) {
            byte[] before = RawFrames.join(frame(FIN | 1, 4), frame(FIN | 9, 2));
            return offence(Extensions.none(), violation, name, before, frame);
        }

        private Offence offence(Extensions extensions, Violation violation, String name, byte[] before, byte[] frame) {
            return offence(new FrameRules(sender, extensions, 0, 0), violation, name, before, frame);
        }

        private static Offence offence(
                FrameRules rules, Violation violation, String name, byte[] before, byte[] frame) {
            return new Offence(violation, name, rules, ByteBuffer.wrap(before), ByteBuffer.wrap(frame));
        }

        private byte[] frame(int first, int length) {
            return RawFrames.frame(sender, first, length);
        }

        private byte[] header(int first, long length, int extra) {
            return RawFrames.header(sender, first, length, extra);
        }

        private static byte[] none() {
            return new byte[0];
        }
    }
}
