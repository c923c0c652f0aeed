package org.sluice.backend;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.spi.ClientContainer;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.ControlFrames;
import org.sluice.transport.Loop;
import org.sluice.transport.Transport;

/**
 * Members reached through our own sockets: without a thread on an event loop, or, on a thread that waits, with one Tyrus client for
 * all ({@link MemberContainer}). Tyrus' executors are never used.
 */
public final class TyrusMembers implements Members, MessageMembers, LoopMembers {
    /** Tyrus wants a URI, which cannot hold every request target; the true one is in the attempt. */
    private static final URI MEMBER = URI.create("ws://member/");

    private static final Endpoint NOBODY = new Endpoint() {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    };

    private final ClientManager client = newClient(MemberContainer.class);
    private final Transport transport;
    private final Executor lent;
    private final ControlFrames frames;

    /**
     * Members reached through {@code transport}, which stays its maker's to close.
     *
     * @param lent threads that may wait, for what sessions deliver
     * @param random for the masks of what we send (RFC 6455 5.3); safe for any thread
     */
    public TyrusMembers(Transport transport, Executor lent, RandomGenerator random) {
        this.transport = transport;
        this.lent = lent;
        this.frames = ControlFrames.toMember(random);
    }

    @Override
    public AttemptResult connect(Attempt attempt) {
        return hold(new HandshakeExchange(transport, attempt, new FrameLegFactory()), NOBODY);
    }

    @Override
    public AttemptResult open(Attempt attempt) {
        SessionFactory taker = new SessionFactory(lent, frames);
        return hold(new HandshakeExchange(transport, attempt, taker), taker);
    }

    @Override
    public Asked ask(Attempt attempt, Loop loop, Consumer<AttemptResult> told) {
        LoopExchange question = new LoopExchange(attempt, loop, told);
        question.start();
        return question;
    }

    private AttemptResult hold(HandshakeExchange conversation, Endpoint endpoint) {
        Exception trouble = null;
        try {
            client.connectToServer(endpoint, MemberContainer.bring(conversation), MEMBER);
        } catch (DeploymentException | IOException | RuntimeException told) {
            trouble = told;
        }
        keepInterrupt(trouble);
        Exception tyrusFault = trouble;
        return conversation
                .answer()
                .orElseThrow(() -> new IllegalStateException("the connect ended without an answer", tyrusFault));
    }

    /** Tyrus waits for what has already happened; an interrupt makes that wait fail, and takes the flag down. */
    private static void keepInterrupt(@Nullable Throwable trouble) {
        if (Stream.iterate(trouble, cause -> cause != null, Throwable::getCause)
                .anyMatch(InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tyrus finds a container of ours by its name, through the context class loader, which in a server may be any. */
    static ClientManager newClient(Class<? extends ClientContainer> container) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TyrusMembers.class.getClassLoader());
        try {
            ClientManager client = ClientManager.createClient(container.getName(), new NoTimeoutContainer());
            client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, 1); // ms, for what has already happened
            return client;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
