package org.sluice.admission;

/** An open member leg or session that waits for its client. */
interface AwaitsClient {
    /** There will be no client: resets the member's connection, and closes the lease. */
    void abandon();
}
