package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of a refusal, read without blocking as it arrives. On the thread of one event loop. */
public interface BodySource {
    /**
     * Reads what is available of the body, without its transfer coding, into {@code into}.
     *
     * @param whenMore run once on the loop's thread when more may be available, if this returns 0
     * @return the number of bytes; 0 if none are available now, -1 at the end of the body
     * @throws IOException if the body is incomplete, or the member took too long; so does every later call
     */
    int read(ByteBuffer into, Runnable whenMore) throws IOException;

    /** Closes the connection, whether the body was read to the end or not. Idempotent. */
    void close();
}
