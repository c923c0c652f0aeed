package org.sluice.admission;

import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.sluice.handshake.Handshake;
import org.sluice.routing.Route;

/**
 * The rules accept a handshake and name a pool; no member was tried yet, and nothing is counted. The caller calls exactly one
 * of {@link #await} and {@link #leave}, on the request thread.
 */
public final class RoutedHandshake implements Outcome {
    private final Handshake handshake;
    private final Route route;
    private final Admission admission;

    RoutedHandshake(Handshake handshake, Route route, Admission admission) {
        this.handshake = handshake;
        this.route = route;
        this.admission = admission;
    }

    /** Whether the client's connection may leave its server before it is answered: only in relays of frames. */
    public boolean mayLeave() {
        return !route.carriesMessages();
    }

    /** Tries members on this thread, which blocks for no longer than the route's {@code handshake-budget}. */
    public Outcome await() {
        return await(Optional.empty());
    }

    /**
     * The same.
     *
     * @param client its connection, which its server serves and does not read meanwhile; empty if that is not known. Once it has
     *     ended this thread waits no longer
     */
    public Outcome await(Optional<SocketChannel> client) {
        return admission.await(handshake, route, client);
    }

    /**
     * Begins without a thread.
     *
     * @return a {@link LoopAdmission}, which waits for the client's connection; otherwise the outcome that the server answers
     */
    public Outcome leave() {
        return admission.leave(handshake, route);
    }
}
