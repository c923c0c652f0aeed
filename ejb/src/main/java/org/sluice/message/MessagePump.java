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
 * Carries messages one way: each part is counted, judged by the interceptors, and sent on the thread that delivered it. That
 * thread owns everything here but what is volatile; it is kept while the other side has too much before it.
 */
final class MessagePump implements PeerEvents {
    /** So much may wait for the side across before this one is held. */
    private static final long HIGH = 256 << 10;

    /** So little, and it is read again. */
    private static final long LOW = 64 << 10;

    /** How long a kept thread sleeps before it looks by itself. */
    private static final long LOOK_MILLIS = 200;

    /** How long one that is too fast is kept before it is asked again. */
    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(20);

    private final Side from;
    private final Peer source;
    private final Peer sink;
    private final Outbox out;
    private final Outbox back;
    private final MessageRelay relay;
    private final Direction direction;
    private final Object gate = new Object();

    private final @Nullable RateLimiter pace;
    private long messageLength;
    /** Whether a part of the current message has gone on. */
    private boolean begun;

    // Written by the thread that delivers, read by the sweep: a value a moment old serves it.
    private volatile long parts;
    private volatile long signs;
    private volatile long messages;
    private volatile long bytes;

    /** The two kinds of messages, where they differ. */
    private record Kind<T>(T empty, Sending<T> sending, Sending<T> answering) {}

    /** Sends a part. */
    private interface Sending<T> {
        void send(T part, boolean last) throws IOException;
    }

    private final Kind<String> texts;
    private final Kind<ByteBuffer> binaries;

    /** Both ends of a way, with what is sent to them. */
    record Ends(Peer source, Outbox back, Peer sink, Outbox out) {}

    MessagePump(Side from, Ends ends, MessageRelay relay) {
        this.from = from;
        this.source = ends.source();
        this.back = ends.back();
        this.sink = ends.sink();
        this.out = ends.out();
        this.relay = relay;
        this.direction = from == Side.CLIENT ? Direction.TO_MEMBER : Direction.TO_CLIENT;
        RelayTerms.Rate rate = relay.terms().rate();
        this.pace = rate.isLimited() ? new RateLimiter(rate, relay.now()) : null;
        this.texts = new Kind<>("", out::text, (text, last) -> back.answerText(text));
        this.binaries =
                new Kind<>(ByteBuffer.allocate(0), out::binary, (answer, last) -> back.answerBinary(copyOf(answer)));
    }

    /** Parts that came so far. */
    long parts() {
        return parts;
    }

    /** Other signs of life that came so far. */
    long signs() {
        return signs;
    }

    Traffic traffic() {
        return new Traffic(parts, messages, bytes, 0);
    }

    @Override
    public void text(String part, boolean last) {
        Exchange exchange = relay.exchange();
        carry(part, last, Utf8Length.of(part), texts, (one, now) -> one.text(exchange, direction, now, last));
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        Exchange exchange = relay.exchange();
        carry(
                part,
                last,
                part.remaining(),
                binaries,
                (one, now) -> one.binary(exchange, direction, now.asReadOnlyBuffer(), last));
    }

    private <T> void carry(
            T part, boolean last, long size, Kind<T> kind, BiFunction<MessageInterceptor, T, Verdict<T>> ask) {
        count(size, last);
        if (relay.isMuted(from) || isTooLong(size, last) || (pace != null && !mayGoOn(pace))) {
            return;
        }
        try {
            carryOut(relay.interceptors().judge(part, ask), part, last, kind);
            begun &= !last;
            brake();
        } catch (InterceptorFault fault) {
            relay.interceptorFailed(fault);
        } catch (IOException | RuntimeException broken) {
            relay.sinkBroke(from.other(), broken);
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

    /** Keeps the thread while its side is above its rate. False if the relay ends meanwhile, or for that. */
    private boolean mayGoOn(RateLimiter held) {
        while (!held.allows(messages, bytes, relay.now())) {
            if (!relay.terms().rate().delay()) {
                relay.end(CloseCause.rate(from));
            }
            if (relay.isMuted(from)) {
                return false;
            }
            source.pause();
            LockSupport.parkNanos(BREATH);
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

    private <T> void carryOut(Verdict<T> verdict, T part, boolean last, Kind<T> kind) throws IOException {
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
            if (last && begun) {
                send(kind.empty(), true, kind);
            }
        }
    }

    private <T> void send(T part, boolean last, Kind<T> kind) throws IOException {
        kind.sending().send(part, last);
        begun = true;
    }

    /** What an interceptor answers with may be used again by it, and may have to wait. */
    private static ByteBuffer copyOf(ByteBuffer answer) {
        ByteBuffer copy = ByteBuffer.allocate(answer.remaining());
        return copy.put(answer.duplicate()).flip();
    }

    private void brake() {
        if (sink.waiting() <= HIGH) {
            return;
        }
        if (source.pause()) {
            if (sink.waiting() < LOW) {
                source.resume(); // there was room before it was paused, so nobody else will say so
            }
        } else {
            keepThread();
        }
    }

    private void keepThread() {
        synchronized (gate) {
            try {
                while (sink.waiting() > LOW && !relay.isMuted(from)) {
                    TimeUnit.MILLISECONDS.timedWait(gate, LOOK_MILLIS);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The side across has room again, or the relay ends. */
    void goOn() {
        source.resume();
        synchronized (gate) {
            gate.notifyAll();
        }
    }

    @Override
    public void alive() {
        long now = signs + 1;
        signs = now;
    }

    @Override
    public void closed(Close close) {
        relay.said(from, close);
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
        relay.way(from.other()).goOn();
    }
}
