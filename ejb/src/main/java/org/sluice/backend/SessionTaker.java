package org.sluice.backend;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeStatus;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.Failed.Cause;
import org.sluice.frames.ControlFrames;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;

/**
 * For messages: Tyrus makes a session, whose bytes come from and go to the attempt's channel. It is the session's endpoint,
 * too, and hands on what Tyrus finds.
 */
final class SessionTaker extends Endpoint implements Taker {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    private final Executor lent;
    private final ControlFrames frames;
    private @Nullable ClientEngine engine;
    private @Nullable Session session;
    private volatile @Nullable MemberSession taken;

    SessionTaker(Executor lent, ControlFrames frames) {
        this.lent = lent;
        this.frames = frames;
    }

    /** Tyrus, for this handshake; before all else. */
    void by(ClientEngine tyrus) {
        engine = tyrus;
    }

    @Override
    public Map<String, List<String>> lines() {
        ClientEngine tyrus = Objects.requireNonNull(engine);
        var request = tyrus.createUpgradeRequest(() -> {}); // time is ours to keep, not Tyrus'
        return request.getHeaders();
    }

    @Override
    public Answer take(AnswerHead head, Channel channel, Headers headers, ByteBuffer early) {
        MemberWriter writer = new MemberWriter(channel);
        ClientUpgradeInfo info = Objects.requireNonNull(engine).processResponse(forTyrus(head), writer, reason -> {});
        return info.getUpgradeStatus() == ClientUpgradeStatus.SUCCESS
                ? taken(info, channel, writer, new Told(headers, early))
                : SwitchCheck.wrongAccept(head);
    }

    /** What came with a 101. */
    private record Told(Headers headers, ByteBuffer early) {}

    private Answer taken(ClientUpgradeInfo info, Channel channel, MemberWriter writer, Told told) {
        Headers headers = told.headers();
        List<String> extensions = headers.all(EXTENSIONS);
        if (!extensions.isEmpty()) {
            return new Failed(
                    Cause.WRONG_UPGRADE, EXTENSIONS + ": " + extensions + " (expected: none, since none was offered)");
        }
        MemberInput input =
                new MemberInput(channel, told.early(), info.createConnection().getReadHandler());
        MemberSession made = new MemberSession(Objects.requireNonNull(session), writer, input, lent, frames);
        taken = made;
        return new OpenedSession(made, headers);
    }

    /**
     * As much of the answer as Tyrus judges. It reads first values only, so a list over several lines becomes one; the
     * extensions it would parse are none of its business.
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

    /** On the attempt's thread, before anything is read. */
    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        opened.addMessageHandler(String.class, (MessageHandler.Partial<String>)
                (part, last) -> taken().events().text(part, last));
        opened.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>)
                (part, last) -> taken().events().binary(part, last));
    }

    /** Only what Tyrus itself did not like comes here: close frames of the member never reach it. */
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
