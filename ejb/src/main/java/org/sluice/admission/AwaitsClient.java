package org.sluice.admission;

/** An open member leg or session whose client has been promised, and may never come. */
interface AwaitsClient {
    /** There will be no client: the member goes, and the lease is given back. */
    void abandon();
}
