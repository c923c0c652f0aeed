package org.sluice.web.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.transport.DetachedSocket;
import org.sluice.web.container.EarlyHandOver;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.ProvenVersions;
import org.sluice.web.container.Reflection;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.NullStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * The way out of Undertow on XNIO before the 101, as WildFly has it. Proven on Undertow 2.3.23 with XNIO 3.8.16. Seen there:
 *
 * <ul>
 *   <li>A response wrapper that was added last is asked first; as it never asks for the one below, no byte of the server's answer is
 *       made. An exchange whose response and request are over ends by itself: access log, counters, active requests.
 *   <li>An exchange that was told to upgrade neither reads the next request nor closes; once it has ended, the listener is called,
 *       on the request's thread. Reads were suspended before the request was dispatched.
 *   <li>An idle worker keeps its last exchange, and with it the upgrade listener and all it knows: so it forgets whom it told.
 *   <li>The connection object stays: it is counted by the listener, and closing it at the end gives that back.
 * </ul>
 *
 * <p>Size: the server's own types are most of its imports.
 */
final class UndertowEarlyHandOver implements EarlyHandOver {
    private static final ProvenVersions UNDERTOW = new ProvenVersions("Undertow", "2.3");
    private static final ProvenVersions XNIO = new ProvenVersions("XNIO", "3.8");

    private final HttpServerExchange exchange;
    private final HttpServerConnection connection;
    private final UndertowSocket socket;
    private @Nullable HandOverEvents waiting;

    private UndertowEarlyHandOver(HttpServerExchange exchange, HttpServerConnection connection, UndertowSocket socket) {
        this.exchange = exchange;
        this.connection = connection;
        this.socket = socket;
    }

    static EarlyHandOver of(Object request, boolean trusting) throws ReflectiveOperationException, NotTransferable {
        if (!(Reflection.follow(request, "getExchange") instanceof HttpServerExchange exchange)
                || !(exchange.getConnection() instanceof HttpServerConnection connection)) {
            throw NotTransferable.forThis("only HTTP/1.1 connections can leave");
        }
        StreamConnection channel = connection.getChannel();
        UNDERTOW.check(Reflection.version(exchange, "io.undertow.Version", "getVersionString"), trusting);
        XNIO.check(Reflection.version(channel, "org.xnio.Version", "getVersionString"), trusting);
        if (!exchange.isPersistent() || !exchange.isRequestComplete() || exchange.isResponseStarted()) {
            throw NotTransferable.forThis("this request does not end with its head");
        }
        return new UndertowEarlyHandOver(exchange, connection, UndertowSocket.of(channel));
    }

    @Override
    public void leave(HandOverEvents traveller) {
        waiting = traveller;
        exchange.addResponseWrapper((below, ended) -> new Silent(ended));
        exchange.upgradeChannel((channel, ended) -> out(channel));
    }

    /** Behind the end of the exchange. */
    private void out(StreamConnection channel) {
        HandOverEvents traveller = waiting;
        waiting = null;
        if (traveller == null) {
            return;
        }
        DetachedSocket taken;
        try {
            channel.getSourceChannel().suspendReads();
            channel.getSinkChannel().suspendWrites();
            taken = take();
            socket.cancelKey();
        } catch (ReflectiveOperationException | NotTransferable | RuntimeException e) {
            Journal.event("wire-client-lost").because(e).warn();
            close(channel);
            traveller.lost();
            return;
        }
        Runnable closed = traveller.came(taken, () -> letGo(channel));
        connection.addCloseListener(gone -> closed.run());
    }

    /** With TLS, nothing has changed since it was looked at: nobody has written, and nobody reads. */
    private DetachedSocket take() throws ReflectiveOperationException, NotTransferable {
        UndertowTls tls = socket.tls();
        return tls == null ? DetachedSocket.plain(socket.channel(), early()) : tls.take(socket);
    }

    private ByteBuffer early() {
        PooledByteBuffer extra = connection.getExtraBytes();
        if (extra == null) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer waiting = extra.getBuffer();
        ByteBuffer copy = ByteBuffer.allocate(waiting.remaining()).put(waiting).flip();
        extra.close();
        connection.setExtraBytes(null);
        return copy;
    }

    private static void letGo(StreamConnection channel) {
        try {
            channel.getIoThread().execute(() -> close(channel));
        } catch (RejectedExecutionException e) { // the server ends
            close(channel);
        }
    }

    private static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // as gone as it can be
        }
    }

    /** Takes all that the server writes, and gives it to nobody. */
    private static final class Silent extends AbstractStreamSinkConduit<StreamSinkConduit> {
        private final HttpServerExchange exchange;
        private boolean terminated;
        private boolean told;

        Silent(HttpServerExchange exchange) {
            super(new NullStreamSinkConduit(exchange.getIoThread()));
            this.exchange = exchange;
        }

        @Override
        public int writeFinal(ByteBuffer bytes) throws IOException {
            terminated = true;
            return write(bytes);
        }

        @Override
        public long writeFinal(ByteBuffer[] bytes, int offset, int length) throws IOException {
            terminated = true;
            return write(bytes, offset, length);
        }

        /** The one below would tell a handler that nobody set. */
        @Override
        public void terminateWrites() {
            terminated = true;
        }

        @Override
        public void truncateWrites() {
            terminated = true;
        }

        @Override
        public boolean isWriteShutdown() {
            return terminated;
        }

        @Override
        public boolean flush() throws IOException {
            if (terminated && !told) {
                told = true;
                Connectors.terminateResponse(exchange);
            }
            return true;
        }
    }
}
