package org.sluice.admission;

import java.io.Closeable;
import java.io.InputStream;
import org.sluice.handshake.Headers;

/**
 * A member said no, and its answer goes to the client as it was written.
 *
 * @param status the member's status
 * @param headers the member's end-to-end headers
 * @param body the member's body, still on its way; whoever has this outcome must close it
 */
public record RefusedByMember(int status, Headers headers, Body body) implements Outcome {
    /** A body that is read once, as it comes. Closing it lets go of the member. */
    public interface Body extends Closeable {
        /** Reads block until the member sends, fail when it takes too long, and end early at the limit. */
        InputStream stream();

        @Override
        void close();
    }
}
