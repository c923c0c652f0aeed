package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.nio.ChunkDecoder;
import org.apache.hc.core5.http.impl.nio.IdentityDecoder;
import org.apache.hc.core5.http.impl.nio.LengthDelimitedDecoder;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.jspecify.annotations.Nullable;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;

/**
 * One answer of a member to a plain HTTP request as it comes: its head, by the same rules as that of a handshake's answer, then its
 * body, freed of its framing. Nothing is read ahead but what came together with the head. One owner at a time, on any threads.
 */
public final class AnswerStream {
    /** The length of a body that is sent in chunks, or until the connection ends. */
    public static final long UNKNOWN = -1;

    private static final Http1Config FEW_TRAILERS =
            Http1Config.custom().setMaxHeaderCount(100).build();

    private final Channel channel;
    private final boolean bodiless;
    private final int maxHeader;
    private @Nullable GatheredAnswer gathered = new GatheredAnswer();
    private @Nullable AnswerHead head;
    private @Nullable ContentDecoder decoder;
    private @Nullable BodyBuffer buffer;
    private @Nullable IOException fault;
    private boolean begun;
    private boolean spare;

    /**
     * The next answer on {@code channel}, which belongs to this until its end.
     *
     * @param bodiless whether none has a body, as with HEAD (RFC 9110 9.3.2)
     * @param maxHeader in bytes, interim answers included
     */
    public AnswerStream(Channel channel, boolean bodiless, int maxHeader) {
        this.channel = channel;
        this.bodiless = bodiless;
        this.maxHeader = maxHeader;
    }

    /**
     * Reads on until the head of the final answer is whole.
     *
     * @return whether it is; if not, the channel tells when there is more
     * @throws IOException if the connection ended or was lost before, or the answer is none
     */
    public boolean hasHead() throws IOException {
        GatheredAnswer so = gathered;
        while (so != null && head == null) {
            int count = channel.read(so.room());
            if (count == 0) {
                return false;
            }
            begun |= count > 0;
            so.took(count);
            if (so.mayParseFurther(maxHeader)) {
                look(so);
            }
        }
        return true;
    }

    private void look(GatheredAnswer so) throws IOException {
        try {
            AnswerReader reader = new AnswerReader(so.again(), maxHeader, LoopExchange.BUFFER);
            AnswerHead read = reader.readHead();
            if (read.status() == AnswerHead.SWITCHING) {
                throw new HeadBuffer.WrongLineException("101 to a request that asks for no other protocol");
            }
            ByteBuffer behind = reader.behindHead();
            body(read, LoopExchange.joined(behind, so.rest()));
            head = read;
            gathered = null;
        } catch (GatheredAnswer.NeedMore more) {
            // when it comes
        } catch (HttpException wrong) {
            throw new HeadBuffer.WrongLineException(String.valueOf(wrong.getMessage()));
        }
    }

    private void body(AnswerHead read, ByteBuffer behind) {
        long length = bodiless ? 0 : read.bodyLength();
        if (length == 0) {
            spare = behind.hasRemaining();
            return;
        }
        BodyBuffer first = new BodyBuffer(behind);
        buffer = first;
        Bytes bytes = new Bytes(channel);
        BasicHttpTransportMetrics unused = new BasicHttpTransportMetrics();
        if (length == ContentLengthStrategy.CHUNKED) {
            decoder = new ChunkDecoder(bytes, first, FEW_TRAILERS, unused);
        } else if (length == ContentLengthStrategy.UNDEFINED) {
            decoder = new IdentityDecoder(bytes, first, unused);
        } else {
            decoder = new LengthDelimitedDecoder(bytes, first, unused, length);
        }
    }

    /** Whether one byte of an answer has come. */
    public boolean isBegun() {
        return begun;
    }

    private AnswerHead known() {
        AnswerHead read = head;
        if (read == null) {
            throw new IllegalStateException("the head is not there yet");
        }
        return read;
    }

    /** 200 to 999. */
    public int status() {
        return known().status();
    }

    /** All lines of the head, as written. */
    public Headers headers() {
        return known().headers();
    }

    /** Whether a body follows, be it empty. */
    public boolean hasBody() {
        return decoder != null;
    }

    /** Of the body that follows, in bytes; {@link #UNKNOWN} if its end alone will show. */
    public long length() {
        return decoder == null ? 0 : Math.max(UNKNOWN, known().bodyLength());
    }

    /** Whether the body comes in chunks, behind which trailers may follow. */
    public boolean isChunked() {
        return decoder instanceof ChunkDecoder;
    }

    /**
     * Moves what is there of the body into {@code into}.
     *
     * @return how many; 0 for none now, and then the channel tells when there is more; -1 when the body is whole
     * @throws IOException if it broke off; so does every later call
     */
    public int read(ByteBuffer into) throws IOException {
        IOException before = fault;
        ContentDecoder body = decoder;
        if (before != null) {
            throw before;
        }
        if (body == null) {
            return -1;
        }
        int start = into.position();
        try {
            int count = body.read(into);
            return count <= 0 && body.isCompleted() ? -1 : Math.max(0, count);
        } catch (IOException broken) {
            fault = broken; // behind what came before
            if (into.position() > start) {
                return into.position() - start;
            }
            throw broken;
        }
    }

    /** What followed a body of chunks, once that is whole. */
    public Headers trailers() {
        return decoder instanceof ChunkDecoder chunks && chunks.getTrailers() != null
                ? new Headers(chunks.getTrailers().stream()
                        .map(line -> new Header(line.getName(), line.getValue()))
                        .toList())
                : Headers.none();
    }

    /** Whether the connection may carry one more request, once this answer is whole (RFC 9112 9.3). */
    public boolean leavesConnection() {
        AnswerHead read = known();
        BodyBuffer rest = buffer;
        boolean twice = read.headers().first("Content-Length").isPresent()
                && read.headers().first("Transfer-Encoding").isPresent();
        return read.http11()
                && !twice
                && !spare
                && !read.headers().lists("Connection", "close")
                && !(decoder instanceof IdentityDecoder)
                && (rest == null || !rest.hasData());
    }

    /** How long the member keeps a connection that nobody uses, if it says so. */
    public Optional<Duration> keepAlive() {
        return known().headers().tokens("Keep-Alive").stream()
                .flatMap(part -> seconds(part))
                .findFirst();
    }

    private static Stream<Duration> seconds(String part) {
        List<String> pair = List.of(part.split("=", 2));
        return pair.size() == 2
                        && pair.get(0).strip().equalsIgnoreCase("timeout")
                        && pair.get(1).strip().matches("[0-9]{1,6}")
                ? Stream.of(Duration.ofSeconds(Long.parseLong(pair.get(1).strip())))
                : Stream.empty();
    }

    /** What went wrong, by the name an operator knows it by. */
    public static AttemptFailed named(IOException fault) {
        return FailureCauses.named(fault);
    }

    /** The channel as the decoders see it, which never close it. */
    private record Bytes(Channel channel) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // it is its owner's
        }
    }
}
