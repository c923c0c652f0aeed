package org.sluice.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tlschannel.ClientTlsChannel;
import tlschannel.NeedsReadException;
import tlschannel.NeedsWriteException;

/**
 * TLS between owner and socket, after the handshake. Reading and writing each have a lock inside the library; the loop,
 * which sends what a writer had to leave, takes turns with it there.
 *
 * <p>That a call would have to wait is told by the library's exceptions; they carry no stack trace and are not thrown on
 * the usual way of a message: a read stops when the socket gave no further whole record.
 */
final class TlsLayer implements ChannelLayer {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ClientTlsChannel tls;
    private final RecordEngine engine;

    /** Reading side: what the next read will give, when there are no bytes before it. */
    private boolean atEnd;

    private @Nullable IOException fault;

    /** Writing side. */
    private boolean holdsUnsent;

    TlsLayer(ClientTlsChannel tls, RecordEngine engine) {
        this.tls = tls;
        this.engine = engine;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        if (!hasTail()) {
            decrypt(into);
        }
        int count = into.position() - start;
        if (count > 0) {
            return count;
        }
        if (fault != null) {
            throw fault;
        }
        return atEnd ? -1 : 0;
    }

    /**
     * Record after record, for as long as whole ones are here. An end without close_notify is an end too: many servers
     * close so, and whether the last message was whole is seen from its frames.
     */
    private void decrypt(ByteBuffer into) {
        try {
            do {
                atEnd = tls.read(into) < 0;
            } while (!atEnd && into.hasRemaining() && engine.wholeRecordLeft());
        } catch (NeedsReadException e) {
            // dry
        } catch (IOException e) {
            fault = e;
        } catch (RuntimeException | AssertionError e) { // a record out of all bounds
            fault = new IOException("broken TLS: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean hasTail() {
        return atEnd || fault != null;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int start = from.position();
        holdsUnsent = false;
        try {
            tls.write(from);
        } catch (NeedsWriteException e) {
            holdsUnsent = true;
            return from.position() - start;
        }
        if (from.hasRemaining()) {
            throw new IOException("the peer has ended TLS, and takes nothing any more"); // TLS 1.2, RFC 5246 7.2.1
        }
        return from.position() - start;
    }

    @Override
    public boolean holdsUnsent() {
        return holdsUnsent;
    }

    @Override
    public boolean flush() throws IOException {
        try {
            tls.write(NOTHING);
            return true;
        } catch (NeedsWriteException e) {
            return false;
        }
    }

    /**
     * Closes our direction alone. The library's own shutdown would end reading with it, so the engine is told, and a write
     * carries the close_notify out: it takes not a byte of what it is given.
     */
    @Override
    public boolean end() throws IOException {
        if (!flush()) {
            return false;
        }
        engine.closeOutbound();
        try {
            tls.write(ByteBuffer.allocate(1));
        } catch (NeedsWriteException e) {
            return false;
        }
        return flush();
    }

    @Override
    public boolean mayHold() {
        return true;
    }

    @Override
    public boolean takesDirect() {
        return false;
    }
}
