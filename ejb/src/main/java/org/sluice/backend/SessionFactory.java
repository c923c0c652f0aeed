package org.sluice.backend;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.AttemptFailed.Cause;
import org.sluice.frames.ControlFrames;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;

/**
 * For relays of messages: Tyrus creates a session, which reads and writes the attempt's channel. This class is also the
 * session's endpoint, and passes on its events.
 */
final class SessionFactory extends Endpoint implements MemberLegFactory {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final Executor blockingCalls;
    private final ControlFrames frames;
    private @Nullable Session session;
    private @Nullable MemberWriter writer;
    private volatile @Nullable MemberSession taken;

    SessionFactory(Executor blockingCalls, ControlFrames frames) {
        this.blockingCalls = blockingCalls;
        this.frames = frames;
    }

    @Override
    public Writer writer(Channel channel) {
        MemberWriter made = new MemberWriter(channel);
        writer = made;
        return made;
    }

    @Override
    public AttemptResult take(ClientUpgradeInfo info, Channel channel, Headers headers, ByteBuffer early) {
        List<String> extensions = headers.all(EXTENSIONS);
        if (!extensions.isEmpty()) {
            return new AttemptFailed(
                    Cause.WRONG_UPGRADE, EXTENSIONS + ": " + extensions + " (expected: none, since none was offered)");
        }
        MemberInput input =
                new MemberInput(channel, early, info.createConnection().getReadHandler());
        MemberSession made = new MemberSession(
                Objects.requireNonNull(session), Objects.requireNonNull(writer), input, blockingCalls, frames);
        taken = made;
        return new OpenedSession(made, headers);
    }

    /** On the attempt's thread, before anything is read. */
    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        opened.addMessageHandler(String.class, (MessageHandler.Partial<String>)
                (part, last) -> taken().events().text(part, last));
        opened.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>)
                (part, last) -> taken().events().binary(part, last));
    }

    /** Called only when Tyrus itself closes the session: close frames of the member never reach it. */
    @Override
    public void onClose(Session closed, CloseReason reason) {
        MemberSession mine = taken;
        if (mine != null) {
            mine.refused(reason.getCloseCode().getCode(), Objects.requireNonNullElse(reason.getReasonPhrase(), ""));
        }
    }

    private MemberSession taken() {
        return Objects.requireNonNull(taken);
    }
}
