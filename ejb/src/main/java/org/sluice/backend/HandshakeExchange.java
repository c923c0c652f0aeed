package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.HttpException;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeStatus;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.AttemptFailed.Cause;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;
import org.sluice.transport.Transport;

/**
 * One handshake with a member on a thread that blocks: sends the request, reads the answer. Used once, by one thread. Tyrus
 * creates the key and checks the accept value; {@link MemberLegFactory} decides what else Tyrus sees of the connection.
 */
final class HandshakeExchange implements MemberContainer.Caller {
    private final Transport transport;
    private final Attempt attempt;
    private final MemberLegFactory factory;
    private @Nullable AttemptResult answer;

    HandshakeExchange(Transport transport, Attempt attempt, MemberLegFactory factory) {
        this.transport = transport;
        this.attempt = attempt;
        this.factory = factory;
    }

    /** The result; empty before {@link #exchange}. */
    Optional<AttemptResult> answer() {
        return Optional.ofNullable(answer);
    }

    /** Returns whether the leg is open, and so whether {@code engine} has created its session. */
    @Override
    public boolean exchange(ClientEngine engine) {
        AttemptResult given = connect(engine);
        answer = given;
        return given instanceof Accepted;
    }

    private AttemptResult connect(ClientEngine engine) {
        try {
            return keepOrAbort(PendingChannel.open(transport, attempt), engine);
        } catch (IOException fault) {
            return FailureCauses.named(fault);
        } catch (HttpException fault) {
            return FailureCauses.named(fault);
        }
    }

    /** Aborts the channel unless the result holds it. */
    private AttemptResult keepOrAbort(Channel channel, ClientEngine engine) throws IOException, HttpException {
        boolean kept = false;
        try {
            AttemptResult given = exchange(channel, engine);
            kept = !(given instanceof AttemptFailed);
            return given;
        } finally {
            if (!kept) {
                channel.abort();
            }
        }
    }

    private AttemptResult exchange(Channel channel, ClientEngine engine) throws IOException, HttpException {
        var stream = new TimeLimitedStream(channel, attempt.handshakeTimeout());
        UpgradeRequest request = engine.createUpgradeRequest(() -> {}); // timeouts are kept here, not by Tyrus
        stream.send(RequestHead.of(attempt, request.getHeaders()));
        var reader = new AnswerReader(stream, attempt.maxHeaderBytes());
        AnswerHead head = reader.readHead();
        if (head.status() == AnswerHead.SWITCHING) {
            Optional<AttemptFailed> wrong = UpgradeAnswerCheck.wrongIn(head, attempt.headers());
            return wrong.isPresent() ? wrong.get() : switched(engine, channel, head, reader.behindHead());
        }
        stream.waitAgain(attempt.handshakeTimeout());
        return refused(channel, head, reader);
    }

    private AttemptResult switched(ClientEngine engine, Channel channel, AnswerHead head, ByteBuffer early) {
        ClientUpgradeInfo info = engine.processResponse(forTyrus(head), factory.writer(channel), reason -> {});
        if (info.getUpgradeStatus() != ClientUpgradeStatus.SUCCESS) {
            return wrongAccept(head);
        }
        return factory.take(info, channel, headersOf(head), early);
    }

    /** The accept value does not match the key that was sent. */
    static AttemptFailed wrongAccept(AnswerHead head) {
        return new AttemptFailed(
                Cause.WRONG_ACCEPT,
                "Sec-WebSocket-Accept: " + head.headers().all("Sec-WebSocket-Accept")
                        + " (expected: the one that belongs to the key)");
    }

    /** The headers of a 101 that are passed on to the client. */
    static Headers headersOf(AnswerHead head) {
        return head.headers().endToEnd().without("Sec-WebSocket-Accept").without("Content-Length"); // RFC 9110 8.6
    }

    /**
     * The part of the answer that Tyrus checks. Tyrus reads only the first value of a header, so a list over several lines is
     * joined; the extensions, which it would parse, are left out.
     */
    static UpgradeResponse forTyrus(AnswerHead head) {
        var response = new TyrusUpgradeResponse();
        response.setStatus(head.status());
        response.setReasonPhrase(head.reason());
        for (String name : List.of("Upgrade", "Connection", "Sec-WebSocket-Accept")) {
            response.getHeaders()
                    .put(name, List.of(String.join(", ", head.headers().all(name))));
        }
        return response;
    }

    private static MemberRefusal refused(Channel channel, AnswerHead head, AnswerReader reader) {
        Headers headers = head.headers().endToEnd(head.status());
        long length = head.bodyLength();
        if (length == 0) {
            channel.abort();
            return new MemberRefusal(
                    head.status(), head.reason(), headers.without("Content-Length"), MemberRefusalBody.none());
        }
        boolean whole = length > 0 && length <= BoundedBody.LIMIT;
        var body = new BoundedBody(reader.body(head), String.valueOf(channel.remoteAddress()));
        return new MemberRefusal(
                head.status(),
                head.reason(),
                whole ? headers : headers.without("Content-Length"),
                new MemberRefusalBody(body, channel::abort));
    }
}
