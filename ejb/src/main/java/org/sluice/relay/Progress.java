package org.sluice.relay;

/**
 * How far one direction has come. Plain fields on purpose: written by the direction's owner at no cost, read by the sweep,
 * to which a value a moment old is as good. 64-bit values are not torn on the 64-bit machines a server runs on; a torn one
 * would cost one wrong look of the sweep.
 */
final class Progress {
    /** Bytes read from the source. */
    long received;
    /** Bytes the sink took. */
    long sent;
    /** Bytes of pongs that answered our own heartbeat. */
    long ownPongBytes;
    /** Bytes of pongs that answered pings which only guard against the server's own timers. */
    long guardPongBytes;
    /** The sink did not take all it was offered. */
    boolean blocked;
    /** The source is above its rate and is not read for a while. */
    boolean delayed;

    /** A frame of so many bytes, with its header, was a pong of ours. */
    void ownPong(int wireBytes, boolean guard) {
        if (guard) {
            guardPongBytes += wireBytes;
        } else {
            ownPongBytes += wireBytes;
        }
    }
}
