package org.sluice.it.server;

/** A plain HTTP listener of a server, beside its first one, as its administrator sees it. */
public interface Listener {
    int port();

    /** How many connections the server counts as open on it. */
    int connections();

    /** Stops it and nothing else, and returns when the server has done so. */
    void stop();
}
