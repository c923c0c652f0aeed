package org.sluice.it.kit;

/** How the other side of a connection left it. */
public enum Ending {
    /** It ended its side in order, between two frames. */
    FIN,
    /** It ended its side in order, but in the middle of a frame. */
    FIN_IN_FRAME,
    /** It dropped the connection. */
    RST,
    /** We dropped it ourselves, so its own ending is unknown. */
    OURS
}
