package org.sluice.admission;

/** The reasons of a {@link Refused}, and their HTTP statuses. */
public enum RefusalReason {
    /** No pool is configured at all. */
    NOT_CONFIGURED(503),
    /** No rule matches the request. */
    NO_RULE(404),
    /** The rule requires a role, and the client is not authenticated. */
    UNKNOWN_CLIENT(401),
    /** The client has none of the roles that the rule requires. */
    NOT_IN_ROLE(403),
    /** The body of a plain request is longer than the rule or pool allows. */
    BODY_TOO_LARGE(413),
    /** The head of a plain request is longer than the rule or pool allows. */
    HEAD_TOO_LARGE(431),
    /** No member may be tried now. */
    NO_MEMBER(503),
    /** Too many handshakes wait for members already. */
    TOO_MANY_PENDING(503),
    /** The rule or pool names an interceptor that is not deployed. */
    NO_INTERCEPTOR(503),
    /** Every member is full, and the handshake may not wait, or waited in vain. */
    FULL(503),
    /** The instance is drained. */
    DRAINING(503),
    /** The application is being stopped. */
    STOPPING(503),
    /** Every member that was tried failed, the last one with another fault than a timeout. */
    MEMBERS_FAILED(502),
    /** Every member that was tried failed, the last one by a timeout. */
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
