package org.sluice.spi;

/** The direction of a message. */
public enum Direction {
    /** The client sent it. */
    TO_MEMBER,
    /** The member sent it. */
    TO_CLIENT
}
