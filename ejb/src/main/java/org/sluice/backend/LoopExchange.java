package org.sluice.backend;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.hc.core5.http.HttpException;
import org.glassfish.tyrus.core.Handshake;
import org.glassfish.tyrus.core.HandshakeException;
import org.glassfish.tyrus.core.RequestContext;
import org.jspecify.annotations.Nullable;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;
import org.sluice.transport.Loop;

/**
 * One handshake with a member on an event loop, without blocking. Tyrus creates the key and checks the accept value; the rest
 * of the answer is read by the same classes as in {@link HandshakeExchange}. Used on the thread of its loop.
 *
 * <pre>
 *   connecting --> exchanging: writes the request, gathers the answer --> settled: result given once, or cancelled
 * </pre>
 *
 * It is settled before its channel is aborted, because aborting a channel causes an event that would be taken for a failure of
 * the member.
 */
final class LoopExchange implements Channel.Events, LoopMembers.Exchange {
    /** A placeholder: Tyrus requires a URI, which cannot express every request target; the real target is in the attempt. */
    private static final URI MEMBER = URI.create("ws://member/");

    /** All that came is held already; most heads fit. */
    static final int BUFFER = 512;

    private final Attempt attempt;
    private final Loop loop;
    private final Consumer<AttemptResult> onResult;
    private final GatheredAnswer gathered = new GatheredAnswer();
    private @Nullable CompletableFuture<Channel> pending;
    private @Nullable Channel channel;
    private @Nullable Handshake handshake;
    private @Nullable ByteBuffer request;
    private Loop.@Nullable Alarm limit;
    private boolean settled;

    LoopExchange(Attempt attempt, Loop loop, Consumer<AttemptResult> onResult) {
        this.attempt = attempt;
        this.loop = loop;
        this.onResult = onResult;
    }

    void start() {
        CompletableFuture<Channel> connecting = loop.connect(attempt.destination(), attempt.connectTimeout());
        pending = connecting;
        CompletableFuture<Void> unused = connecting.handle((opened, fault) -> {
            if (opened != null) {
                connected(opened);
            } else if (fault != null) {
                failed(fault instanceof IOException named ? named : new IOException(fault));
            }
            return null;
        });
    }

    private void connected(Channel opened) {
        if (settled) {
            opened.abort();
            return;
        }
        channel = opened;
        limit = loop.alarm(attempt.handshakeTimeout(), this::late);
        Handshake made = Handshake.createClientHandshake(
                RequestContext.Builder.create().requestURI(MEMBER).build());
        handshake = made;
        request = RequestHead.of(attempt, made.prepareRequest().getHeaders());
        opened.listen(this);
        writable();
    }

    @Override
    public void writable() {
        Channel open = channel;
        ByteBuffer left = request;
        if (settled || open == null || left == null) {
            return;
        }
        try {
            open.write(left);
            request = left.hasRemaining() ? left : null;
        } catch (IOException fault) {
            request = null;
            readable(); // an answer that the member sent before it closed counts more
            failed(fault);
        }
    }

    @Override
    public void readable() {
        Channel open = channel;
        if (open == null) {
            return;
        }
        boolean more = !settled;
        while (more) {
            more = take(open) && !settled;
        }
    }

    /** Reads once. Returns whether more may be readable at once. */
    private boolean take(Channel open) {
        try {
            ByteBuffer room = gathered.room();
            int free = room.remaining();
            int count = open.read(room);
            gathered.took(count);
            if (count != 0 && gathered.mayParseFurther(attempt.maxHeaderBytes())) {
                parse(open);
            }
            return count == free;
        } catch (IOException fault) {
            failed(fault);
            return false;
        }
    }

    private void parse(Channel open) throws IOException {
        try {
            AnswerReader reader = new AnswerReader(gathered.again(), attempt.maxHeaderBytes(), BUFFER);
            AnswerHead head = reader.readHead();
            ByteBuffer behind = joined(reader.behindHead(), gathered.rest());
            if (head.status() == AnswerHead.SWITCHING) {
                switched(open, head, behind);
            } else {
                refused(open, head, behind);
            }
        } catch (GatheredAnswer.NeedMore more) {
            // parsed again when more arrives
        } catch (HttpException fault) {
            settle(FailureCauses.named(fault));
        }
    }

    static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    private void switched(Channel open, AnswerHead head, ByteBuffer behind) {
        Optional<AttemptFailed> wrong =
                UpgradeAnswerCheck.wrongIn(head, attempt.headers()).or(() -> wrongKey(head));
        if (wrong.isPresent()) {
            settle(wrong.get());
            return;
        }
        keep();
        onResult.accept(new OpenedLeg(new ChannelLeg(open, behind), HandshakeExchange.headersOf(head)));
    }

    private Optional<AttemptFailed> wrongKey(AnswerHead head) {
        Handshake mine = handshake;
        try {
            if (mine != null) {
                mine.validateServerResponse(HandshakeExchange.forTyrus(head));
            }
            return Optional.empty();
        } catch (HandshakeException wrong) {
            return Optional.of(HandshakeExchange.wrongAccept(head));
        }
    }

    private void refused(Channel open, AnswerHead head, ByteBuffer behind) {
        Headers headers = head.headers().endToEnd(head.status());
        long length = head.bodyLength();
        if (length == 0) {
            settle(new MemberRefusal(
                    head.status(), head.reason(), headers.without("Content-Length"), MemberRefusalBody.none()));
            return;
        }
        keep();
        boolean whole = length > 0 && length <= BoundedBody.LIMIT;
        StreamedRefusalBody body = new StreamedRefusalBody(open, behind, length, loop, attempt.handshakeTimeout());
        onResult.accept(new MemberRefusal(
                head.status(),
                head.reason(),
                whole ? headers : headers.without("Content-Length"),
                MemberRefusalBody.flowing(body)));
    }

    /** A busy loop may run its timers before it has read its sockets, so the answer may be there already. */
    private void late() {
        readable();
        failed(new SocketTimeoutException("no more bytes in time"));
    }

    private void failed(IOException fault) {
        settle(FailureCauses.named(fault));
    }

    private void settle(AttemptResult answer) {
        if (!settled) {
            keep();
            giveBack();
            onResult.accept(answer);
        }
    }

    @Override
    public void cancel() {
        if (!settled) {
            keep();
            giveBack();
        }
    }

    /** Settles the exchange and leaves the channel open. */
    private void keep() {
        settled = true;
        Loop.Alarm running = limit;
        if (running != null) {
            running.cancel();
        }
    }

    private void giveBack() {
        Channel open = channel;
        CompletableFuture<Channel> connecting = pending;
        if (open != null) {
            open.abort();
        } else if (connecting != null) {
            connecting.cancel(true);
        }
    }
}
