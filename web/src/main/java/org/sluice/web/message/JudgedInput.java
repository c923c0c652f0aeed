package org.sluice.web.message;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.CloseCodes;
import org.sluice.frames.Extensions;
import org.sluice.frames.Fragments;
import org.sluice.frames.FrameRules;
import org.sluice.frames.FrameScanner;
import org.sluice.frames.Opcodes;
import org.sluice.frames.Sender;
import org.sluice.frames.Violation;
import org.sluice.relay.Close;

/**
 * What a client sends, judged as in a relay of frames before Tyrus reads it, and cut anew: Tyrus makes nothing of a frame before
 * it has all of it in memory, and takes some codes that a client may close with for faults. Read by the thread that
 * delivers.
 */
final class JudgedInput extends ServletInputStream {
    private static final int CHUNK = 16 << 10;
    /** What a chunk can grow by: each of its frames of at least seven bytes gets a header of at most eight. */
    private static final int ROOM = CHUNK * 2 + 64;

    private static final int NORMAL = 1000;

    private final ServletInputStream in;
    private final Watcher watcher;
    private final FrameScanner scanner;
    private final byte[] raw = new byte[CHUNK];
    private final ByteBuffer ready = ByteBuffer.allocate(ROOM).limit(0);
    private final Fragments fragments;
    private boolean deaf;
    /** Told once what came before it has been read: it must not overtake that. */
    private @Nullable Violation found;

    JudgedInput(ServletInputStream in, long maxFrame, Watcher watcher) {
        this.in = in;
        this.watcher = watcher;
        this.scanner = new FrameScanner(new FrameRules(Sender.CLIENT, Extensions.none(), maxFrame, 0));
        this.fragments = new Fragments(scanner, Sender.CLIENT);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!ready.hasRemaining()) {
            tellFound();
            int count = in.isReady() ? in.read(raw, 0, CHUNK) : 0;
            if (count > 0) {
                judge(ByteBuffer.wrap(raw, 0, count));
            }
        }
        int moved = Math.min(length, ready.remaining());
        ready.get(into, offset, moved);
        return moved;
    }

    private void tellFound() {
        Violation violation = found;
        if (violation != null) {
            found = null;
            watcher.violated(violation);
        }
    }

    private void judge(ByteBuffer bytes) {
        ready.clear();
        while (!deaf && bytes.hasRemaining()) {
            int start = bytes.position();
            switch (scanner.scan(bytes)) {
                case NOTHING -> {}
                case DATA -> fragments.data(bytes, start, ready);
                case CONTROL -> control();
                case VIOLATION -> {
                    deaf = true;
                    found = scanner.violation();
                }
            }
        }
        ready.flip();
    }

    private void control() {
        if (scanner.opcode() != Opcodes.CLOSE) {
            fragments.control(scanner.opcode(), scanner.payload(), ready);
            return;
        }
        deaf = true;
        Close said = new Close(scanner.closeCode(), scanner.closeReason());
        watcher.said(said);
        boolean known = said.code() == CloseCodes.NO_CODE || said.code() < 1012 || said.code() > 1014;
        fragments.control(
                Opcodes.CLOSE,
                known ? scanner.payload() : ByteBuffer.allocate(Short.BYTES).putShort(0, (short) NORMAL),
                ready);
    }

    @Override
    public boolean isFinished() {
        return !ready.hasRemaining() && found == null && in.isFinished();
    }

    @Override
    public boolean isReady() {
        return ready.hasRemaining() || found != null || in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        in.setReadListener(new Watched(listener, watcher));
    }

    @Override
    public int available() throws IOException {
        return ready.hasRemaining() ? ready.remaining() : in.available();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) > 0 ? one[0] & 0xff : -1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Tells of the end before the reader hears of it. */
    private record Watched(ReadListener listener, Watcher watcher) implements ReadListener {
        @Override
        public void onDataAvailable() throws IOException {
            listener.onDataAvailable();
        }

        @Override
        public void onAllDataRead() throws IOException {
            watcher.ended(false);
            listener.onAllDataRead();
        }

        @Override
        public void onError(Throwable thrown) {
            watcher.ended(true);
            listener.onError(thrown);
        }
    }
}
