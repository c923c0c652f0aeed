package org.sluice.spi;

/** Where a message goes. */
public enum Direction {
    /** The client sent it. */
    TO_MEMBER,
    /** The member sent it. */
    TO_CLIENT
}
