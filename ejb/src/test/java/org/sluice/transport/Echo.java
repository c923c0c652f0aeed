package org.sluice.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** An owner that sends back what it reads: reads on only when everything was taken, and finishes when the peer does. */
final class Echo implements Channel.Events {
    private final Channel channel;
    private final ByteBuffer buffer;

    /** Down when both sides have ended or the connection is lost. */
    final CountDownLatch over = new CountDownLatch(1);

    private boolean full;

    Echo(Channel channel, int bufferSize) {
        this.channel = channel;
        this.buffer = ByteBuffer.allocate(bufferSize);
    }

    @Override
    public void readable() {
        try {
            while (!full && step()) {
                // on until the socket is dry or the peer takes no more
            }
        } catch (IOException e) {
            over.countDown();
        }
    }

    /** Reads once and writes it; whether to go on, which the channel answers by filling the buffer. */
    private boolean step() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            channel.finish();
            over.countDown();
            return false;
        }
        boolean filled = !buffer.hasRemaining();
        buffer.flip();
        send();
        return filled;
    }

    private void send() throws IOException {
        channel.write(buffer);
        full = buffer.hasRemaining();
    }

    @Override
    public void writable() {
        try {
            if (full) {
                send();
                if (!full) {
                    readable();
                }
            }
        } catch (IOException e) {
            over.countDown();
        }
    }
}
