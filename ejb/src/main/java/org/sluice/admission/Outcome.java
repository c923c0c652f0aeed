package org.sluice.admission;

/**
 * The result of a handshake. Unless it is {@link Admitted}, {@link AdmittedSession}, {@link RoutedHandshake} or {@link
 * LoopAdmission}, nothing is left open or counted.
 */
public sealed interface Outcome
        permits Admitted,
                AdmittedSession,
                Refused,
                RefusedByMember,
                AnsweredByRule,
                IdentityRequired,
                ClientLeft,
                RoutedHandshake,
                LoopAdmission,
                RoutedRequest,
                HttpAdmission {}
