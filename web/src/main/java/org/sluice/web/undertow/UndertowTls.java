package org.sluice.web.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.DetachedSocket;
import org.sluice.transport.EstablishedTls;
import org.sluice.web.container.DetachedEngine;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.Reflection;

/**
 * The TLS of a connection of Undertow's, and every place where bytes of it can wait outside its engine. Seen in Undertow 2.3.23, all
 * of it under the lock of the {@code SslConduit}, which its reads and writes take:
 *
 * <ul>
 *   <li>Plaintext behind the request: first the connection's {@code extraBytes}, which a {@code ReadDataStreamSourceConduit} shows;
 *       then {@code unwrappedData}, ready to be read.
 *   <li>Ciphertext: {@code dataToUnwrap}, ready to be read if the state has its flag, ready to be written to if not.
 *   <li>Ciphertext to be sent ({@code wrappedData}), tasks of the engine, a handshake or an end under way: such a connection stays.
 *   <li>Reads and writes that are resumed do no harm: nothing of them is done once they are suspended.
 * </ul>
 */
final class UndertowTls {
    private static final int READS_RESUMED = 1 << 2;
    private static final int WRITES_RESUMED = 1 << 3;
    private static final int DATA_TO_UNWRAP = 1 << 4;
    private static final int HARMLESS = READS_RESUMED | WRITES_RESUMED | DATA_TO_UNWRAP;
    private static final String SHOWS_EXTRA = "io.undertow.conduits.ReadDataStreamSourceConduit";

    /** What may lie above TLS: these keep nothing, or what is taken. */
    private static final Set<String> KNOWN = Set.of(
            SHOWS_EXTRA,
            "io.undertow.conduits.ReadTimeoutStreamSourceConduit",
            "io.undertow.conduits.WriteTimeoutStreamSinkConduit",
            "io.undertow.conduits.BytesReceivedStreamSourceConduit",
            "io.undertow.conduits.BytesSentStreamSinkConduit");

    private final Object connection;
    private final Object conduit;
    private final Field engine;
    private final Field state;
    private final Field outstandingTasks;
    private final Field wrapped;
    private final Field unwrapped;
    private final Field received;

    private UndertowTls(Object connection, Object conduit) throws ReflectiveOperationException {
        this.connection = connection;
        this.conduit = conduit;
        engine = Reflection.declared(conduit, "engine");
        state = Reflection.declared(conduit, "state");
        outstandingTasks = Reflection.declared(conduit, "outstandingTasks");
        wrapped = Reflection.declared(conduit, "wrappedData");
        unwrapped = Reflection.declared(conduit, "unwrappedData");
        received = Reflection.declared(conduit, "dataToUnwrap");
    }

    /** Of {@code connection}, right above {@code socket}; nothing is changed. */
    static UndertowTls of(Object connection, Object socket) throws ReflectiveOperationException, NotTransferable {
        Object conduit = Reflection.field(connection, "sslConduit");
        if (Reflection.field(conduit, "source") != socket || Reflection.field(conduit, "sink") != socket) {
            throw NotTransferable.forThis("there is something between TLS and socket");
        }
        UndertowTls tls = new UndertowTls(connection, conduit);
        tls.look();
        return tls;
    }

    /** Proves that nothing is where it could not be taken. */
    void look() throws ReflectiveOperationException, NotTransferable {
        synchronized (conduit) {
            int flags = state.getInt(conduit) & ~HARMLESS;
            if (flags != 0 || outstandingTasks.getInt(conduit) != 0) {
                throw NotTransferable.forThis("its TLS is half way in something: state " + flags);
            }
            if (wrapped.get(conduit) != null) {
                throw NotTransferable.forThis("the server has not sent all yet");
            }
            // Each throws where the connection cannot leave.
            AbstractServerConnection unusedSource = owner("getSourceChannel");
            AbstractServerConnection unusedSink = owner("getSinkChannel");
            SSLEngine unusedEngine = DetachedEngine.transferable((SSLEngine) Reflection.field(conduit, "engine"));
        }
    }

    /** The server's connection, if a conduit shows its extra bytes; all conduits above TLS must be known. */
    private @Nullable AbstractServerConnection owner(String side) throws ReflectiveOperationException, NotTransferable {
        AbstractServerConnection owner = null;
        Object here = Reflection.follow(connection, side, "getConduit");
        while (here != conduit) {
            String name = here.getClass().getName();
            if (!KNOWN.contains(name)) {
                throw NotTransferable.forThis("there is something above its TLS: a " + name);
            }
            if (name.equals(SHOWS_EXTRA)) {
                owner = (AbstractServerConnection) Reflection.field(here, "connection");
            }
            here = Reflection.field(here, "next");
        }
        return owner;
    }

    /**
     * Takes it all away from the server. Reads and writes are suspended.
     *
     * @throws NotTransferable if something has changed since the last {@link #look}; then nothing was taken
     */
    DetachedSocket take(UndertowSocket socket) throws ReflectiveOperationException, NotTransferable {
        synchronized (conduit) {
            look();
            SSLEngine own = (SSLEngine) Reflection.field(conduit, "engine");
            SSLEngine inner = DetachedEngine.transferable(own);
            boolean readable = (state.getInt(conduit) & DATA_TO_UNWRAP) != 0;
            AbstractServerConnection owner = owner("getSourceChannel");
            ByteArrayOutputStream early = new ByteArrayOutputStream();
            if (owner != null && owner.getExtraBytes() != null) {
                drain(owner.getExtraBytes(), early, true);
                owner.setExtraBytes(null);
            }
            drain(emptied(unwrapped), early, true);
            ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
            drain(emptied(received), ciphertext, readable);
            state.setInt(conduit, state.getInt(conduit) & ~DATA_TO_UNWRAP);
            engine.set(conduit, new DetachedEngine(inner));
            return new DetachedSocket(
                    socket.channel(),
                    ByteBuffer.wrap(early.toByteArray()),
                    new EstablishedTls(inner, ByteBuffer.wrap(ciphertext.toByteArray())));
        }
    }

    private @Nullable PooledByteBuffer emptied(Field place) throws ReflectiveOperationException {
        PooledByteBuffer found = (PooledByteBuffer) place.get(conduit);
        place.set(conduit, null);
        return found;
    }

    private static void drain(@Nullable PooledByteBuffer from, ByteArrayOutputStream into, boolean readable) {
        if (from == null) {
            return;
        }
        ByteBuffer bytes = readable ? from.getBuffer() : from.getBuffer().flip();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        into.writeBytes(copy);
        from.close();
    }
}
