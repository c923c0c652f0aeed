package org.sluice.web.message;

import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sluice.admission.AdmittedSession;
import org.sluice.frames.Opcodes;
import org.sluice.frames.Violation;
import org.sluice.relay.Close;
import org.sluice.web.container.ClientByteListener;
import org.sluice.web.container.ServerConnection;
import org.sluice.web.container.SessionConnection;

/**
 * A member's session that waits for its client, under a random name. Valid once, and while the member waits. Any thread.
 *
 * <p>The tickets are static, because the server creates the endpoints by itself, and they must find their tickets.
 */
final class Ticket implements ClientByteListener, SessionConnection {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, Ticket> OPEN = new ConcurrentHashMap<>();
    private static final ThreadLocal<Ticket> UPGRADING = new ThreadLocal<>();

    private final String name = HexFormat.of().formatHex(bytes());
    private final AdmittedSession admitted;
    private final byte[] mark = bytes();
    private volatile @Nullable Violation marked;

    /** Null where the server does not expose it. */
    private volatile @Nullable ServerConnection connection;

    private volatile boolean gone;
    private volatile boolean ended;
    private volatile boolean broken;
    private volatile @Nullable Close said;
    /** Both guarded by this: a violation found before the session has opened waits here. */
    private @Nullable ClientSession client;

    private @Nullable Violation found;

    private Ticket(AdmittedSession admitted) {
        this.admitted = admitted;
    }

    /** Issues a ticket, and removes those whose members no longer wait. */
    static Ticket issue(AdmittedSession admitted) {
        OPEN.values().removeIf(ticket -> !ticket.admitted.isWaiting());
        Ticket ticket = new Ticket(admitted);
        OPEN.put(ticket.name, ticket);
        return ticket;
    }

    /** Takes the ticket of that name, which is invalid from then on. */
    static Optional<Ticket> take(String name) {
        return Optional.ofNullable(OPEN.remove(name));
    }

    /** The ticket whose upgrade is running on this thread. */
    static Optional<Ticket> awaitingUpgrade() {
        return Optional.ofNullable(UPGRADING.get());
    }

    /** The server's upgrade, made on this thread. */
    interface Upgrade {
        void make() throws IOException, DeploymentException;
    }

    /** Makes the upgrade, during which {@link #awaitingUpgrade} is this ticket. */
    void with(Upgrade upgrade) throws IOException, DeploymentException {
        UPGRADING.set(this);
        try {
            upgrade.make();
        } finally {
            UPGRADING.remove();
        }
    }

    /** Makes the ticket invalid. */
    void tear() {
        OPEN.remove(name);
    }

    String name() {
        return name;
    }

    AdmittedSession admitted() {
        return admitted;
    }

    /** The server has ended the connection. */
    @Override
    public void gone() {
        gone = true;
    }

    /** Sets the session that took the ticket and was joined to its member. */
    void claimedBy(ClientSession session) {
        Violation early;
        synchronized (this) {
            client = session;
            early = found;
        }
        if (early != null) {
            session.events().violated(early);
        }
    }

    @Override
    public void ended(boolean byReset) {
        broken |= byReset;
        ended = true;
    }

    @Override
    public void said(Close close) {
        said = close;
    }

    /**
     * Records a violation of the protocol while earlier messages are still on their way to the endpoint.
     *
     * @return a masked pong frame to be put after those messages, which {@link #isMark} recognises
     */
    @Override
    public ByteBuffer mark(Violation violation) {
        marked = violation;
        return ByteBuffer.allocate(2 + Integer.BYTES + mark.length)
                .put((byte) (0x80 | Opcodes.PONG))
                .put((byte) (0x80 | mark.length))
                .putInt(0)
                .put(mark)
                .flip();
    }

    /** Whether this pong is the mark; if so, reports the violation now. */
    boolean isMark(ByteBuffer pong) {
        Violation violation = marked;
        if (violation == null || !pong.equals(ByteBuffer.wrap(mark))) {
            return false;
        }
        violated(violation);
        return true;
    }

    @Override
    public void violated(Violation violation) {
        ClientSession claimant;
        synchronized (this) {
            found = violation;
            claimant = client;
        }
        if (claimant != null) {
            claimant.events().violated(violation);
        }
    }

    /** The client's own close frame. */
    @Override
    public Optional<Close> said() {
        return Optional.ofNullable(said);
    }

    /** Whether the connection ended or failed without a close frame. */
    @Override
    public boolean isLost() {
        return ended && said == null;
    }

    /** Whether the connection failed. */
    @Override
    public boolean isBroken() {
        return broken;
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    void connected(ServerConnection shown) {
        connection = shown;
    }

    @Override
    public Optional<ServerConnection> connection() {
        return Optional.ofNullable(connection);
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
