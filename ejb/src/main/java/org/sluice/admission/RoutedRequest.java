package org.sluice.admission;

import org.sluice.http.ClientStream;
import org.sluice.http.PlainRequest;
import org.sluice.routing.Route;

/** A plain HTTP request that the rules admit to a pool; no member was chosen yet, and nothing is counted. */
public final class RoutedRequest implements Outcome {
    private final PlainRequest request;
    private final Route route;
    private final Admission admission;

    RoutedRequest(PlainRequest request, Route route, Admission admission) {
        this.request = request;
        this.route = route;
        this.admission = admission;
    }

    /**
     * Takes a lease on a member, or a place in the waiting line, without blocking.
     *
     * @return an {@link HttpAdmission}, which is to be {@linkplain HttpAdmission#start started}; else the outcome to
     *    answer
     */
    public Outcome enter(ClientStream client) {
        return admission.enter(request, route, client);
    }
}
