package org.sluice.it.kit;

import java.io.IOException;

/** How the member behaves towards one connection. */
@FunctionalInterface
public interface Script {
    /**
     * Called once the head of the request has been read, on the connection's own thread. When it returns, the member
     * ends its side in order and reads to the end; an exception means that the client dropped the connection.
     */
    void play(Conversation with) throws IOException, InterruptedException;
}
