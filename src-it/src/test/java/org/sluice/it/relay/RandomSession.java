package org.sluice.it.relay;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Digests;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameHeader;
import org.sluice.it.kit.RawClient;

/**
 * A session with an echo: random messages, cut at random into fragments and packets, with pings between them. Speaks and
 * listens at once. The same seed makes the same session.
 */
final class RandomSession {
    private static final int LARGEST = 40_000;

    private final Random random;
    private final int messages;
    private final MessageDigest sent = Digests.sha256();
    private final MessageDigest received = Digests.sha256();

    RandomSession(long seed, int messages) {
        this.random = new Random(seed);
        this.messages = messages;
    }

    /** What went out and what came back, as SHA-256 over the payload of all data frames. */
    record Sums(String sent, String received) {}

    /** Plays the whole session, up to the member's answer to our close. */
    Sums play(RawClient client) throws IOException {
        CompletableFuture<Void> speaking = Background.run(() -> speak(client));
        listen(client);
        speaking.join();
        HexFormat hex = HexFormat.of();
        return new Sums(hex.formatHex(sent.digest()), hex.formatHex(received.digest()));
    }

    private void speak(RawClient client) throws IOException {
        for (int i = 0; i < messages; i++) {
            // Many short ones, few long ones.
            int length = random.nextInt(random.nextInt(8) == 0 ? LARGEST : 300);
            sendMessage(client, Bytes.random(random.nextLong(), length));
        }
        client.send(Frame.close(1000, "enough"));
    }

    private void sendMessage(RawClient client, byte[] payload) throws IOException {
        sent.update(payload);
        int opcode = Frame.BINARY;
        int from = 0;
        while (random.nextInt(3) == 0) {
            int to = from + random.nextInt(payload.length - from + 1);
            send(client, new Frame(false, 0, opcode, Arrays.copyOfRange(payload, from, to)));
            opcode = Frame.CONTINUATION;
            from = to;
        }
        send(client, new Frame(true, 0, opcode, Arrays.copyOfRange(payload, from, payload.length)));
    }

    private void send(RawClient client, Frame frame) throws IOException {
        if (random.nextInt(5) == 0) {
            client.send(Frame.ping("between"));
        }
        client.sendInPieces(RawClient.masked(frame), 1 + random.nextInt(20_000));
    }

    private void listen(RawClient client) throws IOException {
        Optional<FrameHeader> header = Optional.of(client.readHeader());
        while (header.isPresent()) {
            Frame frame = header.get().readPayload(client.in());
            if (!frame.isControl()) {
                received.update(frame.payload());
            }
            header = frame.opcode() == Frame.CLOSE ? Optional.empty() : Optional.of(client.readHeader());
        }
    }
}
