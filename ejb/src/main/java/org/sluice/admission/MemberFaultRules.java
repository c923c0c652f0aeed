package org.sluice.admission;

import java.util.Optional;
import org.sluice.backend.Accepted;
import org.sluice.backend.AttemptFailed;
import org.sluice.backend.AttemptResult;
import org.sluice.backend.MemberRefusal;
import org.sluice.health.MemberFault;
import org.sluice.health.Source;
import org.sluice.pool.Ejections;
import org.sluice.pool.Member;

/**
 * Decides whether the result of an attempt is a fault of the member. What a client can cause at will, such as a subprotocol
 * that no member knows, is not a fault; otherwise one client could have members ejected. Nor is a status of the application's
 * answer, which shows that the member is reachable, unless {@code eject-on-status} lists it.
 */
final class MemberFaultRules {
    private MemberFaultRules() {}

    /** Reports the result of an attempt to {@code ejections}; parameters as for {@link #of}. */
    static void tell(
            Ejections ejections, String pool, Member member, AttemptResult answer, boolean hurried, Source source) {
        Optional<MemberFault> fault =
                answer instanceof MemberRefusal refusal && ejections.isFault(pool, refusal.status())
                        ? Optional.of(MemberFault.STATUS)
                        : of(answer, hurried);
        if (fault.isPresent()) {
            ejections.failed(pool, member, fault.get(), source);
        } else if (answer instanceof Accepted || answer instanceof MemberRefusal) {
            ejections.answered(member);
        }
    }

    /** A member has answered a plain request, whatever it said: a fault only if the operator takes the status for one. */
    static void answered(Ejections ejections, String pool, Member member, int status, Source source) {
        if (ejections.isFault(pool, status)) {
            ejections.failed(pool, member, MemberFault.STATUS, source);
        } else {
            ejections.answered(member);
        }
    }

    /**
     * The fault of the member, if there is one.
     *
     * @param hurried whether the attempt had less time than the pool allows, because earlier attempts had used it up: then
     *     silence is not a fault
     */
    static Optional<MemberFault> of(AttemptResult answer, boolean hurried) {
        if (!(answer instanceof AttemptFailed failed)) {
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
                    TLS_CLIENT_CERTIFICATE -> Optional.of(MemberFault.UNREACHED);
            case CONNECT_TIMEOUT -> hurried ? Optional.empty() : Optional.of(MemberFault.UNREACHED);
            case SILENT -> hurried ? Optional.empty() : Optional.of(MemberFault.UNANSWERED);
            case RESET, NOT_HTTP, WRONG_ACCEPT, WRONG_UPGRADE -> Optional.of(MemberFault.UNANSWERED);
            case LOCAL, CLOSED, WRONG_SUBPROTOCOL, HEADER_TOO_LARGE -> Optional.empty();
        };
    }
}
