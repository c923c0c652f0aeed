package org.sluice.relay;

/** The two ends of a relay. */
public enum Side {
    CLIENT,
    MEMBER;

    /** The opposite side. */
    public Side other() {
        return this == CLIENT ? MEMBER : CLIENT;
    }
}
