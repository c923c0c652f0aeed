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
 * A member's session that waits for its client, under a random name. Works once, and as long as the member waits. Any thread.
 *
 * <p>The tickets are static, since it is the server that makes the endpoints, in whatever way it does, and they must find
 * them.
 */
final class Ticket implements ClientByteListener, SessionConnection {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<String, Ticket> OPEN = new ConcurrentHashMap<>();
    private static final ThreadLocal<Ticket> UPGRADING = new ThreadLocal<>();

    private final String name = HexFormat.of().formatHex(bytes());
    private final AdmittedSession admitted;
    private final byte[] mark = bytes();
    private volatile @Nullable Violation marked;

    /** Where the server shows it. */
    private volatile @Nullable ServerConnection connection;

    private volatile boolean gone;
    private volatile boolean ended;
    private volatile boolean broken;
    private volatile @Nullable Close said;
    /** Both guarded by this: what is found before anybody can be told waits. */
    private @Nullable ClientSession client;

    private @Nullable Violation found;

    private Ticket(AdmittedSession admitted) {
        this.admitted = admitted;
    }

    /** A new one; those whose members no longer wait are forgotten. */
    static Ticket issue(AdmittedSession admitted) {
        OPEN.values().removeIf(ticket -> !ticket.admitted.isWaiting());
        Ticket ticket = new Ticket(admitted);
        OPEN.put(ticket.name, ticket);
        return ticket;
    }

    /** The one of that name, which nobody can take again. */
    static Optional<Ticket> take(String name) {
        return Optional.ofNullable(OPEN.remove(name));
    }

    /** The one whose upgrade is being made on this thread. */
    static Optional<Ticket> awaitingUpgrade() {
        return Optional.ofNullable(UPGRADING.get());
    }

    /** What is done on this thread. */
    interface Upgrade {
        void make() throws IOException, DeploymentException;
    }

    /** Makes the upgrade with this ticket in hand. */
    void with(Upgrade upgrade) throws IOException, DeploymentException {
        UPGRADING.set(this);
        try {
            upgrade.make();
        } finally {
            UPGRADING.remove();
        }
    }

    /** Nobody can take it any more. */
    void tear() {
        OPEN.remove(name);
    }

    String name() {
        return name;
    }

    AdmittedSession admitted() {
        return admitted;
    }

    /** The server is done with the connection. */
    @Override
    public void gone() {
        gone = true;
    }

    /** Who came with it, and has been joined to its member. */
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
     * A rule was broken, where what came before is still on its way to the endpoint.
     *
     * @return a pong to be put behind that, masked as a client's; {@link #isMark} knows it
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

    /** Whether this pong is the mark; if so, the rule that was broken is told now. */
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

    /** The client's own close, as it came. */
    @Override
    public Optional<Close> said() {
        return Optional.ofNullable(said);
    }

    /** Whether the connection ended, or broke, without a close frame. */
    @Override
    public boolean isLost() {
        return ended && said == null;
    }

    /** Whether it broke. */
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
