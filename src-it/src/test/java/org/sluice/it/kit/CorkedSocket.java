package org.sluice.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** A socket that can hold what is written to it, so that it leaves in one piece, and its end right behind. */
final class CorkedSocket extends Socket {
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private volatile boolean corked;

    /** Holds what is written from now on. */
    void cork() {
        corked = true;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (corked) {
                    held.write(bytes, offset, length);
                } else {
                    out.write(bytes, offset, length);
                }
            }

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }
        };
    }

    /** Sends what was held, then the end. */
    @Override
    public void shutdownOutput() throws IOException {
        corked = false;
        super.getOutputStream().write(held.toByteArray());
        held.reset();
        super.shutdownOutput();
    }
}
