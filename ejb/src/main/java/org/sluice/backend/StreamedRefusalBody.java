package org.sluice.backend;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.nio.ChunkDecoder;
import org.apache.hc.core5.http.impl.nio.IdentityDecoder;
import org.apache.hc.core5.http.impl.nio.LengthDelimitedDecoder;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.Channel;
import org.sluice.transport.Loop;

/**
 * The body of a refusal on an event loop, limited in length. The sum of all waits for the member is limited; the time that the
 * client needs does not count. Used on the loop's thread.
 */
final class StreamedRefusalBody implements BodySource, Channel.Events, ReadableByteChannel {
    private static final Http1Config FEW_TRAILERS =
            Http1Config.custom().setMaxHeaderCount(100).build();

    private final Channel channel;
    private final ContentDecoder decoder;
    private final Loop loop;
    private long nanosLeft;
    private long waitingSince;
    private Loop.@Nullable Alarm limit;
    private @Nullable Runnable whenMore;
    private @Nullable IOException fault;
    private int left = BoundedBody.LIMIT;
    private boolean closed;

    StreamedRefusalBody(Channel channel, ByteBuffer behindHead, long length, Loop loop, Duration waitLimits) {
        this.channel = channel;
        this.loop = loop;
        this.nanosLeft = waitLimits.toNanos();
        BodyBuffer buffer = new BodyBuffer(behindHead);
        BasicHttpTransportMetrics unused = new BasicHttpTransportMetrics();
        if (length == ContentLengthStrategy.CHUNKED) {
            decoder = new ChunkDecoder(this, buffer, FEW_TRAILERS, unused);
        } else if (length == ContentLengthStrategy.UNDEFINED) {
            decoder = new IdentityDecoder(this, buffer, unused);
        } else {
            decoder = new LengthDelimitedDecoder(this, buffer, unused, length);
        }
        channel.listen(this);
    }

    @Override
    public int read(ByteBuffer into, Runnable later) throws IOException {
        failIfBroken();
        if (left == 0) {
            return end();
        }
        ByteBuffer room = into.slice(into.position(), Math.min(into.remaining(), left));
        int count = decode(room);
        into.position(into.position() + Math.max(0, count));
        left -= Math.max(0, count);
        if (count == 0) {
            await(later);
        }
        return count;
    }

    private int decode(ByteBuffer room) throws IOException {
        try {
            int count = decoder.read(room);
            return count <= 0 && decoder.isCompleted() ? -1 : Math.max(0, count);
        } catch (IOException broken) {
            fault = broken; // thrown by the next read, after the bytes that were decoded
            if (room.position() > 0) {
                return room.position();
            }
            throw broken;
        }
    }

    /** The limit is reached: fails if the body is longer. */
    private int end() throws IOException {
        if (decode(ByteBuffer.allocate(1)) >= 0) {
            throw BoundedBody.tooLong(channel.remoteAddress());
        }
        return -1;
    }

    private void await(Runnable later) {
        whenMore = later;
        waitingSince = System.nanoTime();
        limit = loop.alarm(Duration.ofNanos(Math.max(0, nanosLeft)), this::late);
    }

    private void late() {
        if (whenMore != null) {
            fault = new SocketTimeoutException("no more bytes in time");
            resume();
        }
    }

    private void resume() {
        Runnable waiting = whenMore;
        Loop.Alarm running = limit;
        if (waiting == null) {
            return;
        }
        whenMore = null;
        if (running != null) {
            running.cancel();
        }
        nanosLeft -= System.nanoTime() - waitingSince;
        waiting.run();
    }

    private void failIfBroken() throws IOException {
        IOException why = fault;
        if (why != null) {
            throw why;
        }
    }

    /** Called by the decoder. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void readable() {
        resume();
    }

    @Override
    public void writable() {
        // nothing is written any more
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        whenMore = null;
        Loop.Alarm running = limit;
        if (running != null) {
            running.cancel();
        }
        channel.abort();
    }
}
