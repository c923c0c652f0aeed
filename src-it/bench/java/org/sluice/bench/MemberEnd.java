package org.sluice.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of the {@link EchoMember}. */
final class MemberEnd extends End {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern KEY = Pattern.compile("(?im)^sec-websocket-key: *(\\S+)");
    private static final int SINK_EVERY = 16;
    private static final byte[] NONE = {};

    private final Consumer<MemberEnd> paced;
    private final Header header = new Header();
    private Part part = Part.HANDSHAKE;
    /** Of the frame that is being repeated. */
    private long left;

    private int mask;
    private long received;
    private byte[] message = NONE;
    private boolean text;
    private long sent;
    private long nanosBetween;
    private long next;

    private enum Part {
        HANDSHAKE,
        ECHO,
        SINK,
        SOURCE,
        CLOSED
    }

    /** @param paced is given those that speak at a rate of their own */
    MemberEnd(SocketChannel socket, Consumer<MemberEnd> paced) {
        super(socket, socket);
        this.paced = paced;
    }

    @Override
    void consume() throws IOException {
        if (part == Part.HANDSHAKE) {
            readHandshake();
        }
        switch (part) {
            case ECHO -> repeat();
            case SINK, SOURCE -> listen();
            case HANDSHAKE, CLOSED -> {}
        }
        if (part == Part.SOURCE && nanosBetween == 0) {
            push(System.nanoTime());
        }
    }

    private void readHandshake() throws IOException {
        String head = head();
        if (head.isEmpty()) {
            return;
        }
        Matcher key = KEY.matcher(head);
        String target = head.split(" ", 3)[1];
        if (!key.find()) {
            throw new IOException("no handshake: " + target);
        }
        out.put(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept(key.group(1)) + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        part = target.startsWith("/sink") ? Part.SINK : target.startsWith("/source") ? Part.SOURCE : Part.ECHO;
        if (part == Part.SOURCE) {
            message = Payload.template(Integer.parseInt(value(target, "size")));
            text = Boolean.parseBoolean(value(target, "text"));
            double rate = Double.parseDouble(value(target, "rate"));
            nanosBetween = rate == 0 ? 0 : (long) (1e9 / rate);
            if (nanosBetween > 0) {
                long now = System.nanoTime();
                long sinceAll = Boolean.parseBoolean(value(target, "together")) ? Math.floorMod(now, nanosBetween) : 0;
                next = now - sinceAll + nanosBetween;
                paced.accept(this);
            }
        }
    }

    private static String value(String target, String name) {
        Matcher value = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(target);
        return value.find() ? value.group(1) : "";
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Frames go back as they come, piece by piece, without their mask. */
    private void repeat() {
        while (out.remaining() > Header.LONGEST) {
            if (left == 0) {
                if (!header.read(in)) {
                    return;
                }
                in.position(in.position() + header.length());
                left = header.payload();
                mask = header.mask();
                Header.put(out, header.opcode(), left, 0);
            }
            int count = (int) Math.min(left, Math.min(in.remaining(), out.remaining()));
            unmask(count);
            left -= count;
            if (left > 0) {
                return;
            }
            if (header.opcode() == Header.CLOSE) {
                part = Part.CLOSED;
                return;
            }
        }
    }

    @Override
    boolean done() {
        return part == Part.CLOSED;
    }

    private void unmask(int count) {
        int i = 0;
        long wide = ((long) mask << 32) | (mask & 0xffffffffL);
        for (; i + 8 <= count; i += 8) {
            out.putLong(in.getLong() ^ wide);
        }
        for (; i < count; i++) {
            out.put((byte) (in.get() ^ (mask >>> 24)));
            mask = Integer.rotateLeft(mask, 8);
        }
    }

    /** Whole messages are taken, and now and then the last one's numbers go back. */
    private void listen() {
        while (part != Part.CLOSED
                && out.remaining() >= 2 * Payload.SMALLEST
                && header.read(in)
                && in.remaining() >= header.length() + header.payload()) {
            int at = in.position() + header.length();
            if (header.opcode() == Header.CLOSE) {
                part = Part.CLOSED;
                Header.put(out, Header.CLOSE, 2, 0);
                out.putShort((short) 1000);
            } else if (++received % SINK_EVERY == 0) {
                Header.put(out, header.opcode(), Payload.SMALLEST, 0);
                for (int i = 0; i < Payload.SMALLEST; i++) {
                    out.put((byte) (in.get(at + i) ^ (header.mask() >>> (24 - 8 * (i & 3)))));
                }
            }
            in.position(at + (int) header.payload());
        }
    }

    /** Whether it is time to speak; if so, it has spoken. */
    boolean due(long now) {
        boolean spoke = false;
        while (part == Part.SOURCE && now - next >= 0 && canSend()) {
            say(next);
            next += nanosBetween;
            spoke = true;
        }
        return spoke;
    }

    private void push(long now) {
        while (canSend()) {
            say(now);
        }
    }

    private boolean canSend() {
        return out.remaining() >= Header.LONGEST + message.length;
    }

    private void say(long stamp) {
        Header.put(out, text ? Header.TEXT : Header.BINARY, message.length, 0);
        ByteBuffer payload = out;
        int at = payload.position();
        payload.put(message);
        Payload.put(payload, at, sent++, 0);
        Payload.put(payload, at + 16, stamp, 0);
    }
}
