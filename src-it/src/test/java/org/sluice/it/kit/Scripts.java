package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The behaviours the member knows from the start, by path. Stateless. */
final class Scripts {
    private static final Map<String, Script> BY_PATH = Map.ofEntries(
            Map.entry("/echo", Scripts::echo),
            Map.entry("/headers", Scripts::headers),
            Map.entry("/swallow", Scripts::swallow),
            Map.entry("/stall", Scripts::stall),
            Map.entry("/speak-first", Scripts::speakFirst),
            Map.entry("/burst", Scripts::burst),
            Map.entry("/flood", Scripts::flood),
            Map.entry("/ping", Scripts::ping),
            Map.entry("/send", Scripts::send),
            Map.entry("/close", Scripts::close),
            Map.entry("/reset", Scripts::reset),
            Map.entry("/reset-in-frame", with -> leaveInFrame(with, true)),
            Map.entry("/finish-in-frame", with -> leaveInFrame(with, false)),
            Map.entry("/half-close", Scripts::halfClose),
            Map.entry("/refuse", Scripts::refuse),
            Map.entry("/answers-after-end", Scripts::answersAfterEnd),
            Map.entry("/silent", Scripts::silent),
            Map.entry("/mute", with -> {}),
            Map.entry("/garbage", with -> with.write("\0\1\2 no HTTP at all\r\n\r\n".getBytes(ISO_8859_1))),
            Map.entry("/wrong-accept", Scripts::wrongAccept),
            Map.entry("/set-cookie", Scripts::setCookie),
            Map.entry("/subprotocol", with -> echoBehind(with, "Sec-WebSocket-Protocol")),
            Map.entry("/extensions", with -> echoBehind(with, "Sec-WebSocket-Extensions")),
            Map.entry("/pipe", Pipe::play));

    private Scripts() {}

    /** The behaviour for {@code path}; whatever is not known is echoed. */
    static Script of(String path) {
        return BY_PATH.getOrDefault(path, Scripts::echo);
    }

    private static void echo(Conversation with) throws IOException {
        with.open();
        echoFrames(with);
    }

    /** Every frame back as it came, fragments as fragments; a close ends it. */
    static void echoFrames(Conversation with) throws IOException {
        Optional<FrameHeader> header = with.readHeader();
        while (header.isPresent() && echoFrame(with, header.get())) {
            header = with.readHeader();
        }
    }

    private static boolean echoFrame(Conversation with, FrameHeader header) throws IOException {
        if (header.length() > 64 << 10) {
            with.write(header.toBytesUnmasked());
            with.readPayload(header, with::write);
            return true;
        }
        return answer(with, with.readPayload(header));
    }

    private static boolean answer(Conversation with, Frame frame) throws IOException {
        if (frame.opcode() == Frame.PING) {
            with.send(new Frame(true, 0, Frame.PONG, frame.payload()));
        } else if (frame.opcode() != Frame.PONG) {
            with.send(frame);
        }
        return frame.opcode() != Frame.CLOSE;
    }

    /** Answers each text with the head of the request, byte for byte. */
    private static void headers(Conversation with) throws IOException {
        with.open();
        Optional<Frame> frame = with.read();
        while (frame.isPresent() && frame.get().opcode() != Frame.CLOSE) {
            with.send(Frame.binary(with.request().head().getBytes(ISO_8859_1)));
            frame = with.read();
        }
        if (frame.isPresent()) {
            with.send(frame.get());
        }
    }

    /** Takes everything until the client has ended its side, and only then speaks: a thousand texts and a close. */
    private static void answersAfterEnd(Conversation with) throws IOException {
        with.open();
        swallowFrames(with);
        for (int i = 0; i < 1_000; i++) {
            with.send(Frame.text("answer " + i));
        }
        with.send(Frame.close(4401, "that was all"));
    }

    private static void swallow(Conversation with) throws IOException {
        with.open();
        swallowFrames(with);
    }

    /** Takes everything, answers nothing but a close. */
    private static void swallowFrames(Conversation with) throws IOException {
        Optional<FrameHeader> header = with.readHeader();
        boolean open = header.isPresent();
        while (open) {
            open = swallowFrame(with, header.orElseThrow());
            header = open ? with.readHeader() : header;
            open = open && header.isPresent();
        }
    }

    private static boolean swallowFrame(Conversation with, FrameHeader header) throws IOException {
        if (header.length() > 64 << 10) {
            with.readPayload(header, (bytes, count) -> {});
            return true;
        }
        Frame frame = with.readPayload(header);
        if (frame.opcode() == Frame.CLOSE) {
            with.send(frame);
        }
        return frame.opcode() != Frame.CLOSE;
    }

    /** Reads nothing until the test releases it, then takes everything. */
    private static void stall(Conversation with) throws IOException, InterruptedException {
        with.open();
        with.visit().awaitRelease();
        swallowFrames(with);
    }

    /** {@code n} texts in the same write as the 101, then an echo. */
    private static void speakFirst(Conversation with) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        parts.add(with.switching());
        parts.add(numbered(with.request().number("n", 1)));
        with.write(Bytes.join(parts));
        echoFrames(with);
    }

    /** {@code n} texts and a close 1000 at once; with {@code hurry=true} the FIN follows without waiting for an answer. */
    private static void burst(Conversation with) throws IOException {
        List<byte[]> parts = List.of(
                with.switching(),
                numbered(with.request().number("n", 1000)),
                FrameBytes.unmasked(Frame.close(1000, "that was all")).toBytes());
        with.write(Bytes.join(parts));
        if (with.request().query("hurry", "").equals("true")) {
            with.finish();
        }
        awaitClose(with);
    }

    private static byte[] numbered(int count) {
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(FrameBytes.unmasked(Frame.text("message " + i)).toBytes());
        }
        return Bytes.join(parts);
    }

    /** {@code bytes} of payload in binary frames of {@code frame} bytes, as fast as they are taken; then a close 1000. */
    private static void flood(Conversation with) throws IOException {
        with.open();
        byte[] payload = Bytes.letters(with.request().number("frame", 65_536));
        byte[] frame = FrameBytes.unmasked(Frame.binary(payload)).toBytes();
        for (long left = with.request().number("bytes", 1 << 20); left > 0; left -= payload.length) {
            with.write(frame);
        }
        with.send(Frame.close(1000, "that was all"));
        awaitClose(with);
    }

    private static void ping(Conversation with) throws IOException {
        with.open();
        with.send(Frame.ping(with.request().query("payload", "are you there")));
        echoFrames(with);
    }

    /** The bytes named in {@code hex} directly behind the 101, then an echo. */
    private static void send(Conversation with) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(with.request().query("hex", ""));
        with.write(Bytes.join(List.of(with.switching(), bytes)));
        echoFrames(with);
    }

    private static void close(Conversation with) throws IOException {
        with.open();
        String reason = with.request().query("reason", "");
        int code = with.request().number("code", 0);
        with.send(code == 0 ? Frame.closeWithoutCode() : Frame.close(code, reason));
        awaitClose(with);
    }

    /** Whatever comes before the client's close, or its end. */
    private static void awaitClose(Conversation with) throws IOException {
        Optional<Frame> frame = with.read();
        while (frame.isPresent() && frame.get().opcode() != Frame.CLOSE) {
            frame = with.read();
        }
    }

    /** Drops the connection at the first frame, or with {@code when=open} directly behind the 101. */
    private static void reset(Conversation with) throws IOException {
        with.open();
        if (!with.request().query("when", "").equals("open")) {
            with.read();
        }
        with.reset();
    }

    /** The header and 10 of 1 000 bytes; at the first frame that comes the connection ends there. */
    private static void leaveInFrame(Conversation with, boolean reset) throws IOException {
        with.open();
        with.write(Bytes.join(List.of(
                FrameBytes.unmasked(Frame.binary(new byte[0])).declaring(1000).header(), Bytes.letters(10))));
        with.read();
        if (reset) {
            with.reset();
        }
    }

    /** Ends its side at the first frame without a close frame. */
    private static void halfClose(Conversation with) throws IOException {
        with.open();
        with.read();
        with.finish();
        with.drain();
    }

    /** {@code status}, a header line {@code X-Refused-By: member} and {@code body}. */
    private static void refuse(Conversation with) throws IOException {
        with.refuse(
                with.request().number("status", 403),
                List.of("X-Refused-By: member", "Content-Type: text/plain"),
                with.request().query("body", "not you"));
    }

    /** Takes the request and says nothing until the client leaves. */
    private static void silent(Conversation with) throws IOException {
        with.drain();
    }

    private static void wrongAccept(Conversation with) throws IOException {
        String head = new String(with.switching(), ISO_8859_1);
        with.write(head.replaceFirst("Accept: .", "Accept: !").getBytes(ISO_8859_1));
        with.drain();
    }

    private static void setCookie(Conversation with) throws IOException {
        with.open(
                "Set-Cookie: first=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
                "Set-Cookie: second=2; HttpOnly",
                "set-cookie: third=3",
                "X-Member: says hello",
                "X-Twice: one",
                "X-Twice: two",
                "Keep-Alive: timeout=5",
                "X-Empty:");
        echoFrames(with);
    }

    private static void echoBehind(Conversation with, String header) throws IOException {
        with.open(header + ": " + with.request().query("answer", ""));
        echoFrames(with);
    }
}
