package org.sluice.admission;

import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.sluice.handshake.Handshake;
import org.sluice.routing.Route;

/**
 * The rules let a handshake in and name a pool; no member was asked yet, and nothing is counted. Exactly one of {@link #await} and
 * {@link #leave} follows, on the request's thread.
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

    /** Whether the client's connection may leave its server before it is answered: where frames pass as they are. */
    public boolean mayLeave() {
        return !route.carriesMessages();
    }

    /** Asks members on this thread, which waits, never longer than the route's {@code handshake-budget}. */
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
     * @return a {@link LoopAdmission}, which waits for the client's connection; else what the server is to answer
     */
    public Outcome leave() {
        return admission.leave(handshake, route);
    }
}
