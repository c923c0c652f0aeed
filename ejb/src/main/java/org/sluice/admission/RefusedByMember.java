package org.sluice.admission;

import java.io.Closeable;
import java.io.InputStream;
import org.sluice.handshake.Headers;

/**
 * A member refused the handshake, and its answer is passed on unchanged.
 *
 * @param status the member's status
 * @param headers the member's end-to-end headers
 * @param body the member's body, not read yet; the receiver of this outcome must close it
 */
public record RefusedByMember(int status, Headers headers, Body body) implements Outcome {
    /** A body that is read once, while it arrives. Closing it closes the member's connection. */
    public interface Body extends Closeable {
        /**
         * The bytes. A read blocks until the member sends, and throws if it takes too long or the body is longer than the
         * limit.
         */
        InputStream stream();

        @Override
        void close();
    }
}
