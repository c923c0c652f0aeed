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
 * One attempt at one member on an event loop. Tyrus makes the key and judges what the member makes of it; the rest of the answer
 * is read by the same rules as elsewhere. Lives on the thread of its loop.
 *
 * <pre>
 *   connecting --> asking: write the request, gather the answer --> settled: told once, or cancelled
 * </pre>
 *
 * It is settled before its channel is given back: a channel that is aborted says so, and that would be taken for the member's
 * fault.
 */
final class LoopExchange implements Channel.Events, LoopMembers.Asked {
    /** Tyrus wants a URI, which cannot hold every request target; the true one is in the attempt. */
    private static final URI MEMBER = URI.create("ws://member/");

    /** All that came is held already; most heads fit. */
    private static final int BUFFER = 512;

    private final Attempt attempt;
    private final Loop loop;
    private final Consumer<AttemptResult> told;
    private final GatheredAnswer gathered = new GatheredAnswer();
    private @Nullable CompletableFuture<Channel> coming;
    private @Nullable Channel channel;
    private @Nullable Handshake handshake;
    private @Nullable ByteBuffer request;
    private Loop.@Nullable Alarm limit;
    private boolean settled;

    LoopExchange(Attempt attempt, Loop loop, Consumer<AttemptResult> told) {
        this.attempt = attempt;
        this.loop = loop;
        this.told = told;
    }

    void start() {
        CompletableFuture<Channel> connecting = loop.connect(attempt.destination(), attempt.connectTimeout());
        coming = connecting;
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
            readable(); // what it said before it went counts more
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

    /** Whether there may be more to take at once. */
    private boolean take(Channel open) {
        try {
            ByteBuffer room = gathered.room();
            int free = room.remaining();
            int count = open.read(room);
            gathered.took(count);
            if (count != 0 && gathered.isWorthALook(attempt.maxHeaderBytes())) {
                judge(open);
            }
            return count == free;
        } catch (IOException fault) {
            failed(fault);
            return false;
        }
    }

    private void judge(Channel open) throws IOException {
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
            // told again when it comes
        } catch (HttpException fault) {
            settle(FailureCauses.named(fault));
        }
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
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
        told.accept(new OpenedLeg(new ChannelLeg(open, behind), HandshakeExchange.headersOf(head)));
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
        told.accept(new MemberRefusal(
                head.status(),
                head.reason(),
                whole ? headers : headers.without("Content-Length"),
                MemberRefusalBody.flowing(body)));
    }

    /** A loop that was busy comes to its timers before it has looked at its sockets: the answer may lie there. */
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
            told.accept(answer);
        }
    }

    @Override
    public void cancel() {
        if (!settled) {
            keep();
            giveBack();
        }
    }

    /** Settled; the channel is not ours any more. */
    private void keep() {
        settled = true;
        Loop.Alarm running = limit;
        if (running != null) {
            running.cancel();
        }
    }

    private void giveBack() {
        Channel open = channel;
        CompletableFuture<Channel> connecting = coming;
        if (open != null) {
            open.abort();
        } else if (connecting != null) {
            connecting.cancel(true);
        }
    }
}
