package org.sluice.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLException;
import tlschannel.ClientTlsChannel;
import tlschannel.NeedsReadException;
import tlschannel.NeedsTaskException;
import tlschannel.NeedsWriteException;

/**
 * The TLS handshake of one connection. Lives on its loop's thread, except for what the JDK calls delegated tasks (key
 * agreement, checking the chain): these take a millisecond or two of computing, and where revocation is checked they ask
 * the network, so they run elsewhere and hold up no message of another channel.
 */
final class TlsHandshake implements ReadyHandler {
    private final LoopSocket link;
    private final RecordEngine engine;
    private final ClientTlsChannel tls;
    private final BlockingTasks elsewhere;
    private final Outcome outcome;

    /** Who waits for the handshake. Told once, on the loop thread. */
    interface Outcome {
        void secured(LoopSocket link, ChannelLayer layer);

        void insecure(Throwable why);
    }

    TlsHandshake(LoopSocket link, RecordEngine engine, BlockingTasks elsewhere, Outcome outcome) {
        this.link = link;
        this.engine = engine;
        this.elsewhere = elsewhere;
        this.outcome = outcome;
        TlsBuffers buffers = link.loop().buffers();
        this.tls = ClientTlsChannel.newBuilder(link, engine)
                .withEncryptedBufferAllocator(buffers)
                .withPlainBufferAllocator(buffers)
                .withRunTasks(false)
                .build();
    }

    /** Goes on as far as possible. Loop thread. */
    void step() {
        try {
            tls.handshake();
            engine.established();
            outcome.secured(link, new TlsLayer(tls, engine));
        } catch (NeedsReadException e) {
            link.only(SelectionKey.OP_READ);
        } catch (NeedsWriteException e) {
            link.only(SelectionKey.OP_WRITE);
        } catch (NeedsTaskException e) {
            link.only(0);
            compute(e.getTask());
        } catch (ClosedChannelException e) {
            failed(new SSLException("the peer ended the connection during the TLS handshake", e));
        } catch (IOException | RuntimeException | AssertionError e) {
            failed(e);
        }
    }

    /** A fault of the task is kept by the engine, which throws it at the next step. */
    private void compute(Runnable task) {
        elsewhere.compute(() -> {
            task.run();
            link.loop().execute(this::stepIfOpen);
        });
    }

    private void stepIfOpen() {
        if (link.isOpen()) {
            step();
        }
    }

    private void failed(Throwable why) {
        sayWhy();
        outcome.insecure(why);
    }

    /** The engine holds an alert for the peer's log (RFC 8446 6.2). Sent if the socket takes it at once. */
    private void sayWhy() {
        try {
            ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), alert);
            link.write(alert.flip());
            link.shutdownOutput();
        } catch (IOException | RuntimeException e) {
            // the peer will see an end without a word
        }
    }

    @Override
    public void ready(int ops) {
        step();
    }

    /** The connect this belongs to gives everything back. */
    @Override
    public void shut() {
        outcome.insecure(new IOException("shut"));
    }
}
