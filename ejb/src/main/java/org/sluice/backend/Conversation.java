package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;
import org.sluice.transport.Transport;

/**
 * One attempt from the first byte to the answer. Held once, on one thread. The {@link Taker} makes the key and judges what the
 * member makes of it.
 */
final class Conversation {
    private final Transport transport;
    private final Attempt attempt;
    private final Taker taker;
    private @Nullable Answer answer;

    Conversation(Transport transport, Attempt attempt, Taker taker) {
        this.transport = transport;
        this.attempt = attempt;
        this.taker = taker;
    }

    /** What came of it; empty until it was held. */
    Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    /** Takes as long as the attempt may. */
    Answer hold() {
        Answer given = reach();
        answer = given;
        return given;
    }

    private Answer reach() {
        try {
            return keepOrAbort(Dialing.open(transport, attempt));
        } catch (IOException fault) {
            return Faults.named(fault);
        } catch (HttpException fault) {
            return Faults.named(fault);
        }
    }

    /** The channel lives on only in an answer that holds it. */
    private Answer keepOrAbort(Channel channel) throws IOException, HttpException {
        boolean kept = false;
        try {
            Answer given = ask(channel);
            kept = !(given instanceof Failed);
            return given;
        } finally {
            if (!kept) {
                channel.abort();
            }
        }
    }

    private Answer ask(Channel channel) throws IOException, HttpException {
        var stream = new PatientStream(channel, attempt.handshakeTimeout());
        stream.send(RequestHead.of(attempt, taker.lines()));
        var reader = new AnswerReader(stream, attempt.maxHeaderBytes());
        AnswerHead head = reader.readHead();
        if (head.status() == AnswerHead.SWITCHING) {
            Optional<Failed> wrong = SwitchCheck.wrongIn(head, attempt.headers());
            return wrong.isPresent() ? wrong.get() : switched(channel, head, reader.behindHead());
        }
        stream.waitAgain(attempt.handshakeTimeout());
        return refused(channel, head, reader);
    }

    private Answer switched(Channel channel, AnswerHead head, ByteBuffer early) {
        Headers told = head.headers().endToEnd().without(SwitchCheck.ACCEPT).without("Content-Length"); // RFC 9110 8.6
        return taker.take(head, channel, told, early);
    }

    private static Refusal refused(Channel channel, AnswerHead head, AnswerReader reader) {
        Headers headers = head.headers().endToEnd();
        long length = head.bodyLength();
        if (length == 0) {
            channel.abort();
            return new Refusal(head.status(), head.reason(), headers.without("Content-Length"), RefusalBody.none());
        }
        boolean whole = length > 0 && length <= BoundedBody.LIMIT;
        var body = new BoundedBody(reader.body(head), String.valueOf(channel.remoteAddress()));
        return new Refusal(
                head.status(),
                head.reason(),
                whole ? headers : headers.without("Content-Length"),
                new RefusalBody(body, channel::abort));
    }
}
