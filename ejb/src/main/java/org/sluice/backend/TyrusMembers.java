package org.sluice.backend;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.spi.ClientContainer;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.ControlFrames;
import org.sluice.transport.Transport;

/**
 * Members reached through a transport of ours. For messages that is done with one Tyrus client for all, whose sockets are ours
 * ({@link MemberContainer}); for frames there is nothing in it for Tyrus. Everything happens on the calling thread; Tyrus'
 * executors are never used.
 */
public final class TyrusMembers implements Members, MessageMembers {
    /** Tyrus wants a URI, which cannot hold every request target; the true one is in the attempt. */
    private static final URI MEMBER = URI.create("ws://member/");

    private final ClientManager client = newClient(MemberContainer.class);
    private final Transport transport;
    private final Executor lent;
    private final RandomGenerator random;
    private final ControlFrames frames;

    /**
     * Members reached through {@code transport}, which stays its maker's to close.
     *
     * @param lent threads that may wait, for what sessions deliver
     * @param random unpredictable, for keys (RFC 6455 4.1) and the masks of what we send (5.3); safe for any thread
     */
    public TyrusMembers(Transport transport, Executor lent, RandomGenerator random) {
        this.transport = transport;
        this.lent = lent;
        this.random = random;
        this.frames = ControlFrames.toMember(random);
    }

    @Override
    public Answer connect(Attempt attempt) {
        return new Conversation(transport, attempt, new FrameTaker(random)).hold();
    }

    @Override
    public Answer open(Attempt attempt) {
        SessionTaker taker = new SessionTaker(lent, frames);
        Conversation conversation = new Conversation(transport, attempt, taker);
        Exception trouble = null;
        try {
            ClientEndpointConfig bringing = MemberContainer.bring(engine -> {
                taker.by(engine);
                return conversation.hold() instanceof Open;
            });
            client.connectToServer(taker, bringing, MEMBER);
        } catch (DeploymentException | IOException | RuntimeException told) {
            trouble = told;
        }
        keepInterrupt(trouble);
        Exception untold = trouble;
        return conversation
                .answer()
                .orElseThrow(() -> new IllegalStateException("the connect ended without an answer", untold));
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
            ClientManager client = ClientManager.createClient(container.getName(), new TimelessContainer());
            client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, 1); // ms, for what has already happened
            return client;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
