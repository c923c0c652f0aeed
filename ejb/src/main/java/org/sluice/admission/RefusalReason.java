package org.sluice.admission;

/** Why Sluice says no, and the HTTP status that tells it. */
public enum RefusalReason {
    /** No pool is configured at all. */
    NOT_CONFIGURED(503),
    /** No rule matches the request. */
    NO_RULE(404),
    /** The rule wants to know who the client is, and the server does not. */
    UNKNOWN_CLIENT(401),
    /** The client has none of the roles that the rule wants. */
    NOT_IN_ROLE(403),
    /** The body of a plain request is longer than the rule or pool allows. */
    BODY_TOO_LARGE(413),
    /** The head of a plain request is longer than the rule or pool allows. */
    HEAD_TOO_LARGE(431),
    /** No member may be tried now. */
    NO_MEMBER(503),
    /** Too many handshakes wait for members already. */
    TOO_MANY_PENDING(503),
    /** The rule or pool names an interceptor of messages that is not there. */
    NO_INTERCEPTOR(503),
    /** Every member carries as much as it may, and nobody may wait, or nothing came of waiting. */
    FULL(503),
    /** The operator wants clients to leave this instance. */
    DRAINING(503),
    /** The application is being stopped. */
    STOPPING(503),
    /** Every member that was tried failed, the last one other than by silence. */
    MEMBERS_FAILED(502),
    /** Every member that was tried failed, the last one by silence. */
    MEMBERS_SILENT(504);

    private final int status;

    RefusalReason(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
