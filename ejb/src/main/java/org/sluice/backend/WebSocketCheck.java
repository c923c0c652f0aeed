package org.sluice.backend;

import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.hc.core5.http.HttpException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeStatus;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.Channel;
import org.sluice.transport.Transport;

/**
 * One health check of an endpoint by WebSocket: a handshake, a ping and its pong, a close with 1000. Used once, by one thread.
 * After the 101 Tyrus reads and writes, through our channel and on this thread.
 *
 * <p>Size: Tyrus' types and those of Jakarta WebSocket are most of its imports.
 */
final class WebSocketCheck extends Endpoint implements MemberContainer.Caller {
    private static final URI MEMBER = URI.create("ws://member/");
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);
    private static final int PAYLOAD = 8;

    private final Transport transport;
    private final Attempt attempt;
    private final ByteBuffer payload;
    private ProbeResult found = new ProbeResult(ProbeResult.Verdict.NONE, "not held");
    private @Nullable Session session;
    private boolean answered;
    private boolean closed;

    WebSocketCheck(Transport transport, Attempt attempt, RandomGenerator random) {
        this.transport = transport;
        this.attempt = attempt;
        byte[] bytes = new byte[PAYLOAD];
        random.nextBytes(bytes);
        this.payload = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    ProbeResult by(ClientManager client) {
        try {
            client.connectToServer(this, MemberContainer.bring(this), MEMBER);
        } catch (DeploymentException | IOException | RuntimeException tyrusFault) {
            // found holds the result; Tyrus throws because it got no session
        }
        return found;
    }

    /** Called by Tyrus, inside {@link #by}. */
    @Override
    public boolean exchange(ClientEngine engine) {
        try {
            found = check(engine);
        } catch (IOException fault) {
            found = ProbeResult.of(FailureCauses.named(fault));
        } catch (HttpException fault) {
            found = ProbeResult.of(FailureCauses.named(fault));
        } catch (RuntimeException fault) {
            // Tyrus throws this when the member breaks the protocol.
            found = ProbeResult.bad("PROTOCOL: " + fault.getMessage());
        }
        return true;
    }

    private ProbeResult check(ClientEngine engine) throws IOException, HttpException {
        long deadline = System.nanoTime() + attempt.connectTimeout().toNanos();
        Channel channel = PendingChannel.open(transport, attempt);
        var stream = new TimeLimitedStream(channel, MemberChecks.left(deadline));
        try {
            stream.send(RequestHead.of(
                    attempt, engine.createUpgradeRequest(() -> {}).getHeaders()));
            var reader = new AnswerReader(stream, attempt.maxHeaderBytes());
            AnswerHead head = reader.readHead();
            if (head.status() != AnswerHead.SWITCHING) {
                return ProbeResult.bad("STATUS " + head.status());
            }
            Optional<AttemptFailed> wrong = UpgradeAnswerCheck.wrongIn(head, attempt.headers());
            if (wrong.isPresent()) {
                return ProbeResult.of(wrong.get());
            }
            ClientUpgradeInfo upgrade =
                    engine.processResponse(HandshakeExchange.forTyrus(head), new Sending(stream), reason -> {});
            return upgrade.getUpgradeStatus() == ClientUpgradeStatus.SUCCESS
                    ? pinged(upgrade.createConnection(), stream, reader.behindHead())
                    : ProbeResult.of(new AttemptFailed(AttemptFailed.Cause.WRONG_ACCEPT, ""));
        } finally {
            ProbeClose.inOrder(channel, stream);
        }
    }

    private ProbeResult pinged(Connection connection, TimeLimitedStream stream, ByteBuffer early) throws IOException {
        Session open = session;
        if (open == null) {
            return ProbeResult.bad("NO SESSION");
        }
        open.getBasicRemote().sendPing(payload.duplicate());
        ReadHandler reading = connection.getReadHandler();
        reading.handle(early);
        byte[] chunk = new byte[1024];
        try {
            while (!answered && !closed && read(stream, chunk, reading)) {
                // until it has answered, or closed
            }
        } catch (java.net.SocketTimeoutException late) {
            return ProbeResult.bad("NO PONG");
        }
        if (!answered) {
            return ProbeResult.bad("NO PONG: closed");
        }
        stream.waitAgain(STOP_TIMEOUT);
        close(open, stream, reading);
        return ProbeResult.good();
    }

    /** Closes in order if the member answers; it has answered the ping, so how it closes does not count. */
    private void close(Session open, TimeLimitedStream stream, ReadHandler reading) {
        try {
            open.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
            byte[] chunk = new byte[1024];
            while (!closed && read(stream, chunk, reading)) {
                // until its close frame comes
            }
        } catch (IOException | RuntimeException left) {
            // the connection is reset then
        }
    }

    private static boolean read(TimeLimitedStream stream, byte[] chunk, ReadHandler reading) throws IOException {
        int count = stream.read(chunk, 0, chunk.length);
        if (count > 0) {
            reading.handle(ByteBuffer.wrap(chunk, 0, count));
        }
        return count >= 0;
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        opened.addMessageHandler(PongMessage.class, new MessageHandler.Whole<PongMessage>() {
            @Override
            public void onMessage(PongMessage pong) {
                answered |= payload.equals(pong.getApplicationData());
            }
        });
    }

    @Override
    public void onClose(Session left, CloseReason why) {
        closed = true;
    }

    /** Tyrus' writer to the member. */
    private static final class Sending extends Writer {
        private final TimeLimitedStream stream;

        Sending(TimeLimitedStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> done) {
            try {
                stream.send(buffer);
                done.completed(buffer);
            } catch (IOException fault) {
                done.failed(fault);
            }
        }

        @Override
        public void close() {
            // the check closes the channel when it is over
        }
    }
}
