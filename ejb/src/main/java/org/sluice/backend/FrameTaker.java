package org.sluice.backend;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sluice.handshake.AcceptKey;
import org.sluice.handshake.Headers;
import org.sluice.handshake.OpeningRules;
import org.sluice.transport.Channel;

/** For frames: the bytes behind the 101 are the relay's, and no session is made. */
final class FrameTaker implements Taker {
    private static final int KEY_BYTES = 16;

    private final String key;

    /** @param random unpredictable (RFC 6455 4.1: a nonce) */
    FrameTaker(RandomGenerator random) {
        byte[] nonce = new byte[KEY_BYTES];
        random.nextBytes(nonce);
        key = Base64.getEncoder().encodeToString(nonce);
    }

    @Override
    public Map<String, List<String>> lines() {
        return Map.of(
                "Upgrade", List.of("websocket"),
                "Connection", List.of("Upgrade"),
                "Sec-WebSocket-Key", List.of(key),
                "Sec-WebSocket-Version", List.of(OpeningRules.VERSION));
    }

    @Override
    public Answer take(AnswerHead head, Channel channel, Headers told, ByteBuffer early) {
        return head.headers().all(SwitchCheck.ACCEPT).equals(List.of(AcceptKey.answering(key)))
                ? new Opened(new ChannelLeg(channel, early), told)
                : SwitchCheck.wrongAccept(head);
    }
}
