package org.sluice.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.Violation;
import org.sluice.relay.Close;
import org.sluice.relay.CloseCause;
import org.sluice.relay.RateLimiter;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Side;
import org.sluice.relay.Traffic;
import org.sluice.spi.Direction;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;
import org.sluice.spi.Utf8Length;
import org.sluice.spi.Verdict;

/**
 * Moves the messages of one direction: each part is counted, given to the interceptors, and sent on the thread that delivered
 * it. That thread owns all fields that are not volatile; while too much waits to be sent to the other side, it is blocked.
 *
 * <p>Size: the constructor takes each collaborator by its name.
 */
final class MessagePump implements PeerEvents {
    /** More bytes than this waiting for the sink pause the source. */
    private static final long PAUSE_ABOVE = 256 << 10;

    /** Fewer bytes than this waiting for the sink resume the source. */
    private static final long RESUME_BELOW = 64 << 10;

    /** How long a blocked thread waits before it checks again without a signal. */
    private static final long RECHECK_MILLIS = 200;

    /** How long a source above its rate is blocked before the rate is checked again. */
    private static final long RATE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Side from;
    private final Peer source;
    private final Peer sink;
    private final MessageRelay relay;
    private final Direction direction;
    private final Object resumed = new Object();

    private final @Nullable RateLimiter rateLimiter;
    private long messageLength;
    /** Whether a part of the current message has been sent to the sink. */
    private boolean messageBegun;

    // Written by the delivering thread, read by the sweep, which needs no exact values.
    private volatile long parts;
    private volatile long signs;
    private volatile long messages;
    private volatile long bytes;

    /** Where text and binary messages differ. */
    private record Kind<T>(T empty, Sending<T> sending, Sending<T> answering) {}

    /** Sends a part. */
    private interface Sending<T> {
        void send(T part, boolean last) throws IOException;
    }

    private final Kind<String> texts;
    private final Kind<ByteBuffer> binaries;

    MessagePump(Side from, Peer source, Outbox toSource, Peer sink, Outbox toSink, MessageRelay relay) {
        this.from = from;
        this.source = source;
        this.sink = sink;
        this.relay = relay;
        this.direction = from == Side.CLIENT ? Direction.TO_MEMBER : Direction.TO_CLIENT;
        RelayTerms.Rate rate = relay.terms().rate();
        this.rateLimiter = rate.isLimited() ? new RateLimiter(rate, relay.now()) : null;
        this.texts = new Kind<>("", toSink::text, (text, last) -> toSource.answerText(text));
        this.binaries = new Kind<>(
                ByteBuffer.allocate(0), toSink::binary, (answer, last) -> toSource.answerBinary(copyOf(answer)));
    }

    /** Parts received so far. */
    long parts() {
        return parts;
    }

    /** Other signs of life received so far: pings, pongs, parts of frames. */
    long signs() {
        return signs;
    }

    Traffic traffic() {
        return new Traffic(parts, messages, bytes, 0);
    }

    @Override
    public void text(String part, boolean last) {
        Exchange exchange = relay.exchange();
        forward(part, last, Utf8Length.of(part), texts, (one, now) -> one.text(exchange, direction, now, last));
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        Exchange exchange = relay.exchange();
        forward(
                part,
                last,
                part.remaining(),
                binaries,
                (one, now) -> one.binary(exchange, direction, now.asReadOnlyBuffer(), last));
    }

    private <T> void forward(
            T part, boolean last, long size, Kind<T> kind, BiFunction<MessageInterceptor, T, Verdict<T>> call) {
        count(size, last);
        if (relay.isDropping(from) || isTooLong(size, last) || (rateLimiter != null && !waitForRate(rateLimiter))) {
            return;
        }
        try {
            apply(relay.interceptors().intercept(part, call), part, last, kind);
            messageBegun &= !last;
            applyBackPressure();
        } catch (InterceptorFault fault) {
            relay.interceptorFailed(fault);
        } catch (IOException | RuntimeException broken) {
            relay.sendFailed(from.other(), broken);
        }
    }

    private void count(long size, boolean last) {
        long partsNow = parts + 1;
        long bytesNow = bytes + size;
        long messagesNow = messages + (last ? 1 : 0);
        parts = partsNow;
        bytes = bytesNow;
        messages = messagesNow;
    }

    /**
     * Blocks the delivering thread while its side is above its rate. Returns false if the relay ends meanwhile, or because of
     * the rate.
     */
    private boolean waitForRate(RateLimiter limiter) {
        while (!limiter.allows(messages, bytes, relay.now())) {
            if (!relay.terms().rate().delay()) {
                relay.end(CloseCause.rate(from));
            }
            if (relay.isDropping(from)) {
                return false;
            }
            source.pause();
            LockSupport.parkNanos(RATE_PAUSE_NANOS);
        }
        source.resume();
        return true;
    }

    private boolean isTooLong(long size, boolean last) {
        messageLength += size;
        boolean tooLong = relay.maxMessage() > 0 && messageLength > relay.maxMessage();
        if (tooLong) {
            relay.end(CloseCause.violation(
                    from, Violation.MESSAGE_TOO_BIG, relay.terms().memberLostCode()));
        }
        if (last) {
            messageLength = 0;
        }
        return tooLong;
    }

    private <T> void apply(Verdict<T> verdict, T part, boolean last, Kind<T> kind) throws IOException {
        if (verdict instanceof Verdict.Pass<T>) {
            send(part, last, kind);
        } else if (verdict instanceof Verdict.Replace<T> replace) {
            send(replace.with(), last, kind);
        } else if (verdict instanceof Verdict.End<T> end) {
            relay.intercepted(end.code(), end.reason());
        } else {
            if (verdict instanceof Verdict.Answer<T> answer) {
                kind.answering().send(answer.with(), true);
            }
            if (last && messageBegun) {
                send(kind.empty(), true, kind);
            }
        }
    }

    private <T> void send(T part, boolean last, Kind<T> kind) throws IOException {
        kind.sending().send(part, last);
        messageBegun = true;
    }

    /** A copy of an interceptor's answer, because the interceptor may reuse its buffer while the answer waits to be sent. */
    private static ByteBuffer copyOf(ByteBuffer answer) {
        ByteBuffer copy = ByteBuffer.allocate(answer.remaining());
        return copy.put(answer.duplicate()).flip();
    }

    private void applyBackPressure() {
        if (sink.waiting() <= PAUSE_ABOVE) {
            return;
        }
        if (source.pause()) {
            if (sink.waiting() < RESUME_BELOW) {
                source.resume(); // the sink had room before the source was paused, so room() is not called any more
            }
        } else {
            blockThread();
        }
    }

    private void blockThread() {
        synchronized (resumed) {
            try {
                while (sink.waiting() > RESUME_BELOW && !relay.isDropping(from)) {
                    TimeUnit.MILLISECONDS.timedWait(resumed, RECHECK_MILLIS);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The sink has room again, or the relay ends: resumes the source. */
    void resume() {
        source.resume();
        synchronized (resumed) {
            resumed.notifyAll();
        }
    }

    @Override
    public void alive() {
        long now = signs + 1;
        signs = now;
    }

    @Override
    public void closed(Close close) {
        relay.closeReceived(from, close);
    }

    @Override
    public void violated(Violation violation) {
        relay.end(CloseCause.violation(from, violation, relay.terms().memberLostCode()));
    }

    @Override
    public void refused(Close close) {
        relay.refused(from, close);
    }

    @Override
    public void gone(boolean broken) {
        relay.gone(from, broken);
    }

    @Override
    public void room() {
        relay.pump(from.other()).resume();
    }
}
