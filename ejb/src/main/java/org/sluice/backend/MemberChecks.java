package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.hc.core5.http.HttpException;
import org.glassfish.tyrus.client.ClientManager;
import org.sluice.handshake.Header;
import org.sluice.transport.Channel;
import org.sluice.transport.Destination;
import org.sluice.transport.Transport;

/**
 * Asks members whether they are well. Each check runs on the calling thread, which waits for the member, at most for the
 * timeout and a second more; whatever it finds, no connection is left. Safe for many threads.
 */
public final class MemberChecks {
    /** More than a page that says how a member is; a match behind it counts for nothing. */
    static final int BODY_LOOKED_AT = 64 << 10;

    private final Transport transport;
    private final RandomGenerator random;
    private final ClientManager client = TyrusMembers.newClient(MemberContainer.class);

    /**
     * Which answers to a request are good.
     *
     * @param body looks at the beginning of the body, taken for UTF-8; empty if any will do
     */
    public record Wanted(IntPredicate status, Optional<Predicate<String>> body) {}

    /**
     * Checks through {@code transport}, which stays its maker's to close.
     *
     * @param random for the payloads of pings
     */
    public MemberChecks(Transport transport, RandomGenerator random) {
        this.transport = transport;
        this.random = random;
    }

    /** Whether it takes a connection; over TLS, whether it can be trusted, too. */
    public ProbeResult tcp(Destination member, Duration timeout) {
        try {
            Channel channel = PendingChannel.open(transport, member, timeout);
            ProbeClose.inOrder(channel, new TimeLimitedStream(channel, timeout));
            return ProbeResult.good();
        } catch (IOException fault) {
            return ProbeResult.of(FailureCauses.named(fault));
        }
    }

    /**
     * Whether it answers a request as it should.
     *
     * @param attempt the time from the first byte to the end of what is judged of the answer is its connect timeout
     */
    public ProbeResult http(String method, Attempt attempt, Wanted wanted) {
        long deadline = System.nanoTime() + attempt.connectTimeout().toNanos();
        try {
            Channel channel = PendingChannel.open(transport, attempt);
            TimeLimitedStream stream = new TimeLimitedStream(channel, left(deadline));
            try {
                stream.send(request(method, attempt));
                return judged(new AnswerReader(stream, attempt.maxHeaderBytes()), wanted);
            } finally {
                ProbeClose.inOrder(channel, stream);
            }
        } catch (IOException fault) {
            return ProbeResult.of(FailureCauses.named(fault));
        } catch (HttpException fault) {
            return ProbeResult.of(FailureCauses.named(fault));
        }
    }

    /** The body is read only if it is asked for, and no more of it than is looked at. */
    private static ProbeResult judged(AnswerReader reader, Wanted wanted) throws IOException, HttpException {
        AnswerHead head = reader.readHead();
        if (!wanted.status().test(head.status())) {
            return ProbeResult.bad("STATUS " + head.status());
        }
        if (wanted.body().isEmpty()) {
            return ProbeResult.good();
        }
        byte[] body = reader.body(head).readNBytes(BODY_LOOKED_AT);
        return wanted.body().get().test(new String(body, StandardCharsets.UTF_8))
                ? ProbeResult.good()
                : ProbeResult.bad("BODY");
    }

    /**
     * Whether its endpoint opens a WebSocket and answers a ping.
     *
     * @param attempt as for {@link #http}; the time is for the pong, too
     */
    public ProbeResult webSocket(Attempt attempt) {
        return new WebSocketCheck(transport, attempt, random).by(client);
    }

    static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private static ByteBuffer request(String method, Attempt attempt) {
        var head = new StringBuilder(256);
        head.append(method).append(' ').append(attempt.target()).append(" HTTP/1.1\r\n");
        for (Header line : attempt.headers().lines()) {
            head.append(line.name()).append(": ").append(line.value()).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        return ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
