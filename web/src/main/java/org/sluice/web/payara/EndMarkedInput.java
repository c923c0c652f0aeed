package org.sluice.web.payara;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/**
 * The input of a TLS connection whose engine {@linkplain CloseNotifyEngine marks} the client's end: what stands before the mark is
 * read, the mark is not, and then the input is over. From there on the server is not asked for more, so it does not find the end of
 * the TCP connection, upon which it would close our side, too.
 *
 * <p>Used by whoever owns the reading side. The server unwraps on threads of its own, and what it has unwrapped may not be in its
 * buffer yet; so the mark is known by its place among all bytes of plaintext, and by nothing else.
 */
final class EndMarkedInput extends ServletInputStream {
    private final ServletInputStream in;
    private final CloseNotifyEngine engine;
    /** Bytes of plaintext that are not the engine's: the server had them before it got this engine. */
    private final long before;

    private long taken;
    private volatile boolean over;
    private volatile boolean told;

    /** Made before anybody reads. */
    EndMarkedInput(ServletInputStream in, CloseNotifyEngine engine) throws IOException {
        this.in = in;
        this.engine = engine;
        this.before = in.available();
    }

    /** How many bytes stand before the mark; more than any read, as long as there is none. */
    private long left() {
        return engine.isEnded() ? before + engine.total() - taken : Long.MAX_VALUE;
    }

    private boolean isAtMark() {
        over |= left() <= 0;
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
        return (int) Math.min(in.available(), left());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (isAtMark()) {
            return -1;
        }
        int count = in.read(into, offset, (int) Math.min(length, left()));
        taken += Math.max(0, count);
        return count;
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
