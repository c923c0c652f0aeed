package org.sluice.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One client: opens, plays its part of a {@link Scenario}, checks every byte that comes, closes. Belongs to the thread of
 * {@link Load}.
 */
final class Session extends End {
    private static final int MASK = 0x5a17c3e9;
    /** Acknowledged by the member with one message for so many. */
    private static final int SINK_EVERY = 16;

    private final Scenario scenario;
    private final Tally counters;
    private final byte[] expected;
    private final ByteBuffer template;
    private final int stamps;
    private final Header header = new Header();
    private long sent;
    private long heard;
    private State state = State.HANDSHAKE;

    /** Where it stands. */
    enum State {
        HANDSHAKE,
        OPEN,
        CLOSING,
        OVER
    }

    /** Gets what came. */
    interface Tally {
        /** {@code units} were heard, the last of which should have been sent at {@code stamp}. */
        void heard(int units, long stamp);
    }

    Session(Scenario scenario, SocketChannel socket, ByteChannel bytes, Tally counters) {
        super(socket, bytes);
        this.scenario = scenario;
        this.counters = counters;
        this.expected = Payload.template(scenario.size());
        this.template = template(scenario, expected);
        this.stamps = template.limit() - scenario.size();
    }

    /** Asks to be let in. */
    void handshake(String target, String host) {
        out.put(("GET " + target + " HTTP/1.1\r\nHost: " + host
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                        + "\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A whole frame, masked, but for the numbers in it. */
    private static ByteBuffer template(Scenario scenario, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocateDirect(Header.LONGEST + payload.length);
        Header.put(frame, scenario.text() ? Header.TEXT : Header.BINARY, payload.length, MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (MASK >>> (24 - 8 * (i & 3)))));
        }
        return frame.flip();
    }

    State state() {
        return state;
    }

    /** Sends the next message if there is room for it. */
    boolean say(long stamp) {
        if (state != State.OPEN || out.remaining() < template.limit()) {
            return false;
        }
        int at = out.position() + stamps;
        out.put(template.duplicate());
        Payload.put(out, at, sent++, MASK);
        Payload.put(out, at + 16, stamp, MASK);
        return true;
    }

    /** Says good-bye. */
    void leave() {
        if (state == State.OPEN) {
            state = State.CLOSING;
            if (out.remaining() >= Header.LONGEST) {
                Header.put(out, Header.CLOSE, 2, MASK);
                out.putShort((short) (1000 ^ (MASK >>> 16)));
            }
        }
    }

    @Override
    void consume() throws IOException {
        if (state == State.HANDSHAKE) {
            readAnswer();
        }
        while (state != State.HANDSHAKE && state != State.OVER && header.read(in) && in.remaining() >= header.length() + header.payload()) {
            take();
        }
        if (ended() && state != State.OVER) {
            throw new IOException("ended while it was " + state + ", after " + heard + " messages");
        }
        if (state == State.OPEN) {
            sayMore();
        }
    }

    private void readAnswer() throws IOException {
        String head = head();
        if (!head.isEmpty()) {
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new IOException("refused: " + head.lines().findFirst().orElse(""));
            }
            state = State.OPEN;
        }
    }

    private void sayMore() {
        long most =
                switch (scenario.shape()) {
                    case CHURN -> 1;
                    case ECHO, UP -> scenario.rate() == 0 ? Long.MAX_VALUE : 0;
                    case DOWN, BROADCAST, IDLE -> 0;
                };
        while (sent < most && sent - heard < scenario.window() && say(System.nanoTime())) {
            // as many as may be under way
        }
    }

    private void take() throws IOException {
        in.position(in.position() + header.length());
        int length = (int) header.payload();
        int end = in.position() + length;
        if (header.opcode() == Header.CLOSE) {
            if (state != State.CLOSING) {
                throw new IOException("closed with " + (length < 2 ? 1005 : in.getShort(in.position()) & 0xffff));
            }
            state = State.OVER;
        } else if (header.opcode() <= Header.BINARY) {
            check(length);
        }
        in.position(end);
        if (state == State.OVER) {
            close();
        } else if (scenario.shape() == Scenario.Shape.CHURN && heard == 1) {
            leave();
        }
    }

    private void check(int length) throws IOException {
        int at = in.position();
        boolean sink = scenario.shape() == Scenario.Shape.UP;
        int units = sink ? SINK_EVERY : 1;
        if (length != (sink ? Payload.SMALLEST : scenario.size())) {
            throw new IOException("a message of " + length + " bytes");
        }
        if (header.opcode() != (scenario.text() ? Header.TEXT : Header.BINARY)) {
            throw new IOException("a message of another kind: " + header.opcode());
        }
        long number = Payload.number(in, at);
        heard += units;
        if (number != heard - 1) {
            throw new IOException("message " + number + " came, " + (heard - 1) + " was due");
        }
        ByteBuffer rest = in.slice(at + Payload.SMALLEST, length - Payload.SMALLEST);
        ByteBuffer due = ByteBuffer.wrap(expected, Payload.SMALLEST, length - Payload.SMALLEST);
        if (rest.mismatch(due) >= 0) {
            throw new IOException("message " + number + " was changed at byte "
                    + (Payload.SMALLEST + rest.mismatch(due)));
        }
        counters.heard(units, Payload.number(in, at + 16));
    }
}
