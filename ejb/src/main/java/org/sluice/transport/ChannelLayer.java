package org.sluice.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What lies between a channel's owner and its socket. Reading and writing may run at once on two threads. */
interface ChannelLayer {
    /** As {@link Channel#read}; 0 or short means that the socket was drained. */
    int read(ByteBuffer into) throws IOException;

    /** Whether the last read came back short although the next one will give an end or a fault. Reading side. */
    boolean hasTail();

    /** As {@link Channel#write}. */
    int write(ByteBuffer from) throws IOException;

    /** Whether the last write left bytes here that the socket did not take. Writing side. */
    boolean holdsUnsent();

    /** Sends what was taken; false if the socket did not take it all. Any thread. */
    boolean flush() throws IOException;

    /** Sends what was taken and the layer's own end (close_notify); false if the socket did not take it all. Any thread. */
    boolean end() throws IOException;

    /** Whether bytes may lie here that the socket no longer shows. */
    boolean mayHold();

    /** As {@link Channel#takesDirect}. */
    boolean takesDirect();
}
