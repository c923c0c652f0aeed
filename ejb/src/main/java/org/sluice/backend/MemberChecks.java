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
 * Health checks of members. Each check runs on the calling thread and blocks for at most its timeout plus one second; whatever
 * the result, no connection is left open. Thread-safe.
 */
public final class MemberChecks {
    /** The most bytes of a body that are searched; health pages are smaller. */
    static final int BODY_LOOKED_AT = 64 << 10;

    private final Transport transport;
    private final RandomGenerator random;
    private final ClientManager client = TyrusMembers.newClient(MemberContainer.class);

    /**
     * The answers that count as healthy.
     *
     * @param body tests the beginning of the body, decoded as UTF-8; empty if any body will do
     */
    public record Wanted(IntPredicate status, Optional<Predicate<String>> body) {}

    /**
     * Creates checks that connect by {@code transport}, which the caller closes.
     *
     * @param random for the payloads of pings
     */
    public MemberChecks(Transport transport, RandomGenerator random) {
        this.transport = transport;
        this.random = random;
    }

    /** Checks whether the member accepts a connection, and with TLS, whether its certificate is trusted. */
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
     * Checks whether the member answers an HTTP request as wanted.
     *
     * @param attempt its connect timeout limits the whole check, from the first byte to the end of what is read of the answer
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

    /** Reads the body only if it is to be tested, and no more of it than is searched. */
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
     * Checks whether the member's endpoint opens a WebSocket and answers a ping.
     *
     * @param attempt as for {@link #http}; the time includes the wait for the pong
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
