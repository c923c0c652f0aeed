package org.sluice.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import tlschannel.WouldBlockException;

/** One end of a connection: bytes that came and bytes that wait to go. Belongs to the thread that turns its selector. */
abstract class End {
    private static final int ROOM = 256 << 10;

    final SocketChannel socket;
    private final ByteChannel bytes;
    /** Readable; what is left in it waits for more. */
    final ByteBuffer in = ByteBuffer.allocateDirect(ROOM).flip();
    /** Writable; what stands before its position goes out. */
    final ByteBuffer out = ByteBuffer.allocateDirect(ROOM);

    private boolean ended;

    /** @param bytes {@code socket}, or TLS over it */
    End(SocketChannel socket, ByteChannel bytes) {
        this.socket = socket;
        this.bytes = bytes;
    }

    /** Takes what it can from {@link #in}, and may fill {@link #out}. */
    abstract void consume() throws IOException;

    /** Whether it is over once all is out. */
    boolean done() {
        return false;
    }

    /** Reads, lets the owner work, writes, until nothing moves; then waits for what is missing. */
    final void turn(SelectionKey key) throws IOException {
        boolean moved = true;
        while (moved && !ended) {
            int read = out.position() < ROOM / 2 ? read() : 0;
            consume();
            int written = write();
            moved = read > 0 || written > 0;
        }
        if ((ended || done()) && out.position() == 0) {
            close();
        } else if (key.isValid()) {
            key.interestOps((out.position() < ROOM / 2 && !ended ? SelectionKey.OP_READ : 0)
                    | (out.position() > 0 ? SelectionKey.OP_WRITE : 0));
        }
    }

    private int read() throws IOException {
        in.compact();
        try {
            int count = bytes.read(in);
            ended |= count < 0;
            return count;
        } catch (WouldBlockException e) {
            return 0;
        } finally {
            in.flip();
        }
    }

    private int write() throws IOException {
        if (out.position() == 0) {
            return 0;
        }
        out.flip();
        try {
            return bytes.write(out);
        } catch (WouldBlockException e) {
            return 0;
        } finally {
            out.compact();
        }
    }

    final boolean ended() {
        return ended;
    }

    void close() throws IOException {
        ended = true;
        bytes.close();
        socket.close();
    }

    /** The head of a message of HTTP, taken out of {@link #in}; empty while it is not whole. */
    final String head() {
        for (int i = in.position() + 3; i < in.limit(); i++) {
            if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
                byte[] head = new byte[i + 1 - in.position()];
                in.get(head);
                return new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }
}
