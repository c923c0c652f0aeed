package org.sluice.admission;

import org.sluice.http.ClientStream;
import org.sluice.http.PlainRequest;
import org.sluice.routing.Route;

/** The rules let a plain HTTP request in and name a pool; no member was asked yet, and nothing is counted. */
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
     * Takes a place on a member, or in a line for one, without waiting.
     *
     * @return a {@link HttpAdmission}, which is to be {@linkplain HttpAdmission#start started}; else what is to be answered
     */
    public Outcome enter(ClientStream client) {
        return admission.enter(request, route, client);
    }
}
