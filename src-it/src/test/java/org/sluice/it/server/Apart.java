package org.sluice.it.server;

import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What two classes of tests that run side by side may not use at once: the keys of {@link ResourceLock}. Every class that
 * uses the shared server does so in the company of others ({@link SluiceIT} says it); one that looks at the server as a whole,
 * or fills it, asks for {@link #SERVER} alone.
 */
public final class Apart {
    /** The shared server as a whole: its memory, threads, descriptors, processor time and places to wait. */
    public static final String SERVER = "the shared server";

    /** The members that come and go. */
    public static final String COMING_AND_GOING = "members that come and go";

    /** The members with TLS. */
    public static final String TLS_MEMBERS = "members with TLS";

    /** The log's lines about relays of messages. */
    public static final String MESSAGES = "relays of messages";

    /** One of two places for servers of a test's own: more of them at once would starve each other. */
    public static final String OWN_SERVER = "the first server of a test's own";

    /** The other place. */
    public static final String OWN_SERVER_TOO = "the second server of a test's own";

    private Apart() {}
}
