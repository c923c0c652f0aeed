package org.sluice.relay;

/**
 * Counters of one direction. Plain fields on purpose: written by the pumping thread without cost, read by the sweep, which
 * needs no exact values. The 64-bit JVMs that servers run on do not tear 64-bit values; a torn one would make a single sweep
 * misjudge.
 */
final class Progress {
    /** Bytes read from the source. */
    long received;
    /** Bytes that the sink accepted. */
    long sent;
    /** Bytes of pongs that answered our own heartbeat. */
    long ownPongBytes;
    /** Bytes of pongs that answered pings of a guard, see {@link Pinger#isGuard}. */
    long guardPongBytes;
    /** The sink did not accept all bytes. */
    boolean blocked;
    /** The source is above its rate, and is not read for a while. */
    boolean delayed;

    /** Counts a pong that answered a ping of ours; {@code wireBytes} includes its header. */
    void ownPong(int wireBytes, boolean guard) {
        if (guard) {
            guardPongBytes += wireBytes;
        } else {
            ownPongBytes += wireBytes;
        }
    }
}
