package org.sluice.it.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameBytes;
import org.sluice.it.kit.FrameBytes.LengthForm;

/**
 * One way to break one rule of RFC 6455, from either side.
 *
 * @param name what is done
 * @param extension what the two ends agreed on before; may be empty
 * @param bytes a faultless beginning and the frame that breaks the rule
 * @param close what the offender is told: 1002 or 1007, and the rule in words
 * @param section where the rule is written
 */
record InvalidFrames(String name, String extension, ByteBuffer bytes, Frame close, String section) {
    private static final String DEFLATE = "permessage-deflate";
    private static final String UNKNOWN = "x-nobody-knows";
    private static final int KEY = 0x37FA213D;
    private static final int RSV1 = 4;
    private static final int RSV2 = 2;
    private static final int RSV3 = 1;

    /** Every row, as the client or as the member writes it. */
    static List<InvalidFrames> by(boolean client) {
        return new Table(client).rows().toList();
    }

    byte[] toBytes() {
        byte[] copy = new byte[bytes.capacity()];
        bytes.duplicate().clear().get(copy);
        return copy;
    }

    @Override
    public String toString() {
        return close.closeReason() + ": " + name;
    }

    /** The rows of one side. */
    private record Table(boolean client) {
        Stream<InvalidFrames> rows() {
            return Stream.of(reserved(), compressed(), masks(), controls(), order(), lengths(), closes(), reasons())
                    .flatMap(rows -> rows);
        }

        private Stream<InvalidFrames> reserved() {
            Rule opcode = new Rule(1002, "the opcode is reserved", "RFC 6455 5.2");
            Rule bit =
                    new Rule(1002, "a reserved bit is set that no accepted extension gives a meaning", "RFC 6455 5.2");
            return Stream.concat(
                    IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
                            .mapToObj(code -> row(opcode, "opcode " + code, frame(true, 0, code, 2))),
                    Stream.of(
                            row(bit, "RSV1 on a text", frame(true, RSV1, Frame.TEXT, 2)),
                            row(bit, "RSV1 on a ping", frame(true, RSV1, Frame.PING, 2)),
                            row(bit, "RSV2 on a text", frame(true, RSV2, Frame.TEXT, 2)),
                            row(bit, "RSV3 on an empty binary", frame(true, RSV3, Frame.BINARY, 0)),
                            row(bit, DEFLATE, "RSV2 under " + DEFLATE, frame(true, RSV2, Frame.TEXT, 2))));
        }

        private Stream<InvalidFrames> compressed() {
            Rule rule = new Rule(1002, "RSV1 is set on a frame that does not start a message", "RFC 7692 6");
            byte[] begun = frame(false, 0, Frame.TEXT, 3);
            return Stream.of(
                    row(rule, DEFLATE, "a ping", frame(true, RSV1, Frame.PING, 2)),
                    row(rule, DEFLATE, "a close", frame(true, RSV1, Frame.CLOSE, 0)),
                    row(rule, DEFLATE, "a continuation", begun, frame(true, RSV1, Frame.CONTINUATION, 2)));
        }

        private Stream<InvalidFrames> masks() {
            Rule rule = new Rule(
                    1002,
                    client ? "a frame of the client is not masked" : "a frame of the member is masked",
                    "RFC 6455 5.1");
            return Stream.of(
                    row(rule, "text", otherwise(Frame.text("hello"))),
                    row(rule, "empty binary", otherwise(Frame.binary(new byte[0]))),
                    row(rule, "ping", otherwise(Frame.ping("hello"))),
                    row(rule, "close", otherwise(Frame.close(1000, ""))),
                    row(rule, UNKNOWN, "reserved opcode", otherwise(new Frame(true, 0, 5, new byte[5]))));
        }

        private Stream<InvalidFrames> controls() {
            Rule fragmented = new Rule(1002, "a control frame is fragmented", "RFC 6455 5.5");
            Rule tooLong = new Rule(1002, "a control frame is longer than 125 bytes", "RFC 6455 5.5");
            return Stream.of(
                    row(fragmented, "ping", frame(false, 0, Frame.PING, 4)),
                    row(fragmented, "empty close", frame(false, 0, Frame.CLOSE, 0)),
                    row(fragmented, UNKNOWN, "reserved", frame(false, 0, 11, 0)),
                    row(tooLong, "ping of 126", frame(true, 0, Frame.PING, 126)),
                    row(tooLong, "pong of 65536", frame(true, 0, Frame.PONG, 65_536)),
                    row(tooLong, "ping of 5 in two bytes", header(Frame.PING, 5, LengthForm.SIXTEEN_BITS)),
                    row(tooLong, "close of 126", frame(true, 0, Frame.CLOSE, 126)));
        }

        private Stream<InvalidFrames> order() {
            Rule stray = new Rule(1002, "a continuation frame continues no message", "RFC 6455 5.4");
            Rule unfinished = new Rule(1002, "a message starts inside another one", "RFC 6455 5.4");
            byte[] whole = frame(true, 0, Frame.TEXT, 3);
            byte[] begun = frame(false, 0, Frame.BINARY, 3);
            byte[] ping = frame(true, 0, Frame.PING, 0);
            return Stream.of(
                    row(stray, "at the start", frame(true, 0, Frame.CONTINUATION, 1)),
                    row(stray, "not final", frame(false, 0, Frame.CONTINUATION, 1)),
                    row(stray, "after a message", whole, frame(true, 0, Frame.CONTINUATION, 0)),
                    row(unfinished, "text in binary", begun, frame(true, 0, Frame.TEXT, 0)),
                    row(unfinished, "not final", begun, ping, frame(false, 0, Frame.BINARY, 1)),
                    row(unfinished, UNKNOWN, "known opcode", begun, frame(true, 0, Frame.TEXT, 0)));
        }

        private Stream<InvalidFrames> lengths() {
            Rule minimal = new Rule(1002, "the length is not written in the fewest bytes", "RFC 6455 5.2");
            Rule overflow = new Rule(1002, "the length is 2^63 or more", "RFC 6455 5.2");
            return Stream.of(
                    row(minimal, "0 in two bytes", header(Frame.BINARY, 0, LengthForm.SIXTEEN_BITS)),
                    row(minimal, "125 in two bytes", header(Frame.BINARY, 125, LengthForm.SIXTEEN_BITS)),
                    row(minimal, "125 in eight bytes", header(Frame.BINARY, 125, LengthForm.SIXTY_FOUR_BITS)),
                    row(minimal, "65535 in eight bytes", header(Frame.BINARY, 65_535, LengthForm.SIXTY_FOUR_BITS)),
                    row(overflow, "2^63", header(Frame.BINARY, Long.MIN_VALUE, LengthForm.SIXTY_FOUR_BITS)),
                    row(overflow, "2^64 - 1", header(Frame.TEXT, -1, LengthForm.SIXTY_FOUR_BITS)));
        }

        private Stream<InvalidFrames> closes() {
            Rule half = new Rule(1002, "a close frame has a payload of one byte", "RFC 6455 5.5.1");
            Rule code = new Rule(1002, "a close frame has a code that may not be sent", "RFC 6455 7.4");
            return Stream.concat(
                    Stream.of(row(half, "half a code", frame(true, 0, Frame.CLOSE, 1))),
                    IntStream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535)
                            .mapToObj(number -> row(code, "code " + number, mine(Frame.close(number, "")))));
        }

        private Stream<InvalidFrames> reasons() {
            Rule rule = new Rule(1007, "the reason of a close frame is not UTF-8", "RFC 6455 5.5.1");
            byte[] longest = Arrays.copyOf("x".repeat(122).getBytes(StandardCharsets.US_ASCII), 123);
            longest[122] = (byte) 0xC3;
            return Stream.concat(
                            Stream.of("ff", "c080", "e282", "61eda080", "f4908080", "80")
                                    .map(HexFormat.of()::parseHex),
                            Stream.of(longest))
                    .map(reason -> {
                        byte[] payload = Bytes.join(List.of(new byte[] {3, (byte) 0xE8}, reason));
                        return row(rule, Arrays.toString(reason), mine(new Frame(true, 0, Frame.CLOSE, payload)));
                    });
        }

        private InvalidFrames row(Rule rule, String name, byte[]... bytes) {
            return row(rule, "", name, bytes);
        }

        private InvalidFrames row(Rule rule, String extension, String name, byte[]... bytes) {
            ByteBuffer all = ByteBuffer.wrap(Bytes.join(List.of(bytes)));
            return new InvalidFrames(name, extension, all, Frame.close(rule.code(), rule.words()), rule.section());
        }

        private byte[] frame(boolean fin, int rsv, int opcode, int length) {
            return mine(new Frame(fin, rsv, opcode, Bytes.letters(length)));
        }

        private byte[] mine(Frame frame) {
            return encoded(frame).toBytes();
        }

        private byte[] otherwise(Frame frame) {
            return new Table(!client).mine(frame);
        }

        private FrameBytes encoded(Frame frame) {
            return client ? FrameBytes.masked(frame, KEY) : FrameBytes.unmasked(frame);
        }

        private byte[] header(int opcode, long length, LengthForm form) {
            return encoded(new Frame(true, 0, opcode, new byte[0]))
                    .as(form)
                    .declaring(length)
                    .header();
        }
    }

    /** What is broken: the code it is answered with, the rule in words, and where it stands. */
    private record Rule(int code, String words, String section) {}
}
