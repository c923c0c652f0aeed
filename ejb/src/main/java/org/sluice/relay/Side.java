package org.sluice.relay;

/** The two ends of a relay. */
public enum Side {
    CLIENT,
    MEMBER;

    /** The one across. */
    public Side other() {
        return this == CLIENT ? MEMBER : CLIENT;
    }
}
