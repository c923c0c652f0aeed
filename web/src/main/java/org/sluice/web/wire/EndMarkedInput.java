package org.sluice.web.wire;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/**
 * The input of a TLS connection whose engine {@linkplain CloseNotifyEngine marks} the client's end: what stands before the mark is
 * read, the mark is not, and then the input is over. From there on the server is not asked for more, so it does not find the end of
 * the TCP connection, upon which it would close our side, too.
 *
 * <p>Used by whoever owns the reading side, and never between a "no" of {@link #isReady()} and the listener's call that follows
 * it. That makes the look at the engine right: the server reads only in between, so the mark of an engine that has ended is in the
 * server's buffer, and the last byte there.
 */
final class EndMarkedInput extends ServletInputStream {
    private final ServletInputStream in;
    private final CloseNotifyEngine engine;
    private volatile boolean over;
    private volatile boolean told;

    EndMarkedInput(ServletInputStream in, CloseNotifyEngine engine) {
        this.in = in;
        this.engine = engine;
    }

    private boolean isAtMark() {
        try {
            over |= engine.isEnded() && in.available() <= CloseNotifyEngine.MARKER;
        } catch (IOException e) {
            over = true;
        }
        return over;
    }

    @Override
    public boolean isReady() {
        return !isAtMark() && in.isReady();
    }

    @Override
    public boolean isFinished() {
        return over || in.isFinished();
    }

    @Override
    public int available() throws IOException {
        int count = in.available();
        return engine.isEnded() ? Math.max(0, count - CloseNotifyEngine.MARKER) : count;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (isAtMark()) {
            return -1;
        }
        return in.read(into, offset, engine.isEnded() ? Math.min(length, available()) : length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        in.setReadListener(new Telling(listener));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Tells of the end behind the data, as the server would. */
    private final class Telling implements ReadListener {
        private final ReadListener listener;

        Telling(ReadListener listener) {
            this.listener = listener;
        }

        @Override
        public void onDataAvailable() throws IOException {
            listener.onDataAvailable();
            if (over) {
                onAllDataRead();
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            if (!told) {
                told = true;
                listener.onAllDataRead();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            listener.onError(thrown);
        }
    }
}
