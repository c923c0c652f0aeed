package org.sluice.admission;

import java.util.Optional;
import org.sluice.backend.Answer;
import org.sluice.backend.Failed;
import org.sluice.backend.Open;
import org.sluice.backend.Refusal;
import org.sluice.health.Fault;
import org.sluice.health.Source;
import org.sluice.pool.Ejections;
import org.sluice.pool.Member;

/**
 * Says whether a member is to blame for how an attempt ended. What a client can bring about at will, such as a subprotocol that
 * no member knows, is no fault of a member: else one client could have members put aside. Nor is the application's answer to one
 * request, whatever its status, unless the operator says so by {@code eject-on-status}: it shows that the member is reached.
 */
final class Blame {
    private Blame() {}

    /** Says so to {@code ejections}; the rest is as for {@link #of}. */
    static void tell(Ejections ejections, String pool, Member member, Answer answer, boolean hurried, Source source) {
        Optional<Fault> fault = answer instanceof Refusal refusal && ejections.isFault(pool, refusal.status())
                ? Optional.of(Fault.STATUS)
                : of(answer, hurried);
        if (fault.isPresent()) {
            ejections.failed(pool, member, fault.get(), source);
        } else if (answer instanceof Open || answer instanceof Refusal) {
            ejections.answered(member);
        }
    }

    /**
     * What the member is to blame for.
     *
     * @param hurried whether it had less time than its pool allows, because others had used it up: then silence is no fault
     */
    static Optional<Fault> of(Answer answer, boolean hurried) {
        if (!(answer instanceof Failed failed)) {
            return Optional.empty();
        }
        return switch (failed.cause()) {
            case UNKNOWN_HOST,
                    REFUSED,
                    UNREACHABLE,
                    TLS,
                    TLS_UNTRUSTED,
                    TLS_EXPIRED,
                    TLS_WRONG_NAME,
                    TLS_CLIENT_CERTIFICATE -> Optional.of(Fault.UNREACHED);
            case CONNECT_TIMEOUT -> hurried ? Optional.empty() : Optional.of(Fault.UNREACHED);
            case SILENT -> hurried ? Optional.empty() : Optional.of(Fault.UNANSWERED);
            case RESET, NOT_HTTP, WRONG_ACCEPT, WRONG_UPGRADE -> Optional.of(Fault.UNANSWERED);
            case LOCAL, CLOSED, WRONG_SUBPROTOCOL, HEADER_TOO_LARGE -> Optional.empty();
        };
    }
}
