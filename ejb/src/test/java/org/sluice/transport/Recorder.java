package org.sluice.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An owner that reads when notified, keeps the bytes, and counts its callbacks. Can be paused. */
final class Recorder implements Channel.Events {
    final AtomicInteger readables = new AtomicInteger();
    final AtomicInteger writables = new AtomicInteger();
    final CountDownLatch ended = new CountDownLatch(1);
    final CountDownLatch lost = new CountDownLatch(1);
    volatile @Nullable IOException fault;
    volatile boolean paused;
    private final Channel channel;
    private final ByteBuffer buffer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Recorder(Channel channel, int bufferSize) {
        this.channel = channel;
        this.buffer = ByteBuffer.allocate(bufferSize);
    }

    @Override
    public void readable() {
        readables.incrementAndGet();
        drain();
    }

    /** Reads until dry. At once on several threads is as harmless as the channel's contract wants it: the second waits. */
    synchronized void drain() {
        try {
            int count;
            boolean filled = true;
            while (!paused && filled) {
                buffer.clear();
                count = channel.read(buffer);
                if (count < 0) {
                    ended.countDown();
                    return;
                }
                filled = !buffer.hasRemaining();
                bytes.write(buffer.array(), 0, count);
            }
        } catch (IOException e) {
            fault = e;
            lost.countDown();
        }
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    synchronized int size() {
        return bytes.size();
    }

    @Override
    public void writable() {
        writables.incrementAndGet();
    }
}
