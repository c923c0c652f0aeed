package org.sluice.admission;

/** What became of a handshake. Whatever it is, when it is neither {@link Admitted} nor {@link
 * AdmittedSession}, nothing is left open or counted. */
public sealed interface Outcome
        permits Admitted,
                AdmittedSession,
                Refused,
                RefusedByMember,
                AnsweredByRule,
                IdentityRequired,
                ClientLeft,
                RoutedHandshake,
                LoopAdmission {}
