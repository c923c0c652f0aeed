package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A body that is pulled as it comes, without waiting. On the thread of one event loop. */
public interface BodySource {
    /**
     * Moves what is there into {@code into}: its bytes, freed of their framing.
     *
     * @param whenMore run once on the loop's thread when there may be more, if this returns 0
     * @return how many; 0 for none now, -1 when the body is whole
     * @throws IOException if it broke off, or the member took too long; so does every later call
     */
    int read(ByteBuffer into, Runnable whenMore) throws IOException;

    /** Gives back the connection, read to the end or not. Harmless when repeated. */
    void close();
}
