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
 * Opens legs and sessions to members on Sluice's own sockets: on an event loop without a thread ({@link LoopExchange}), or on a
 * blocking thread ({@link HandshakeExchange}) through one Tyrus client ({@link MemberContainer}). Tyrus' executors are never
 * used.
 */
public final class TyrusMembers implements Members, MessageMembers, LoopMembers {
    /** A placeholder: Tyrus requires a URI, which cannot express every request target; the real target is in the attempt. */
    private static final URI MEMBER = URI.create("ws://member/");

    private static final Endpoint NO_EVENTS = new Endpoint() {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    };

    private final ClientManager client = newClient(MemberContainer.class);
    private final Transport transport;
    private final Executor blockingCalls;
    private final ControlFrames frames;

    /**
     * @param transport opens the connections; the caller closes it
     * @param blockingCalls runs what sessions deliver, which may block
     * @param random for the masks of frames that are sent (RFC 6455 5.3); thread-safe
     */
    public TyrusMembers(Transport transport, Executor blockingCalls, RandomGenerator random) {
        this.transport = transport;
        this.blockingCalls = blockingCalls;
        this.frames = ControlFrames.toMember(random);
    }

    @Override
    public AttemptResult connect(Attempt attempt) {
        return run(new HandshakeExchange(transport, attempt, new FrameLegFactory()), NO_EVENTS);
    }

    @Override
    public AttemptResult open(Attempt attempt) {
        SessionFactory factory = new SessionFactory(blockingCalls, frames);
        return run(new HandshakeExchange(transport, attempt, factory), factory);
    }

    @Override
    public Exchange connect(Attempt attempt, Loop loop, Consumer<AttemptResult> onResult) {
        LoopExchange exchange = new LoopExchange(attempt, loop, onResult);
        exchange.start();
        return exchange;
    }

    private AttemptResult run(HandshakeExchange exchange, Endpoint endpoint) {
        Exception trouble = null;
        try {
            client.connectToServer(endpoint, MemberContainer.bring(exchange), MEMBER);
        } catch (DeploymentException | IOException | RuntimeException thrown) {
            trouble = thrown;
        }
        keepInterrupt(trouble);
        Exception tyrusFault = trouble;
        return exchange.answer()
                .orElseThrow(() -> new IllegalStateException("the connect ended without an answer", tyrusFault));
    }

    /**
     * Sets the interrupt flag again, which Tyrus clears when it is interrupted while it waits for the session that exists
     * already.
     */
    private static void keepInterrupt(@Nullable Throwable trouble) {
        if (Stream.iterate(trouble, cause -> cause != null, Throwable::getCause)
                .anyMatch(InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Creates a client with the container {@code container}, which Tyrus loads by name from the context class loader; in a
     * server that may be any.
     */
    static ClientManager newClient(Class<? extends ClientContainer> container) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TyrusMembers.class.getClassLoader());
        try {
            ClientManager client = ClientManager.createClient(container.getName(), new NoTimeoutContainer());
            client.getProperties()
                    .put(
                            ClientProperties.HANDSHAKE_TIMEOUT,
                            1); // ms; the session exists already when Tyrus waits for it
            return client;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
