package org.sluice.web.accept;

import jakarta.security.jacc.PolicyContext;
import jakarta.security.jacc.PolicyContextException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.sluice.handshake.Identity;

/** Identifies a client by the server's realm. On the request's thread. */
final class CallerIdentity {
    /** Jakarta Authorization 2.1, 4.6.1.1. */
    private static final String SUBJECT = "javax.security.auth.Subject.container";

    private CallerIdentity() {}

    /**
     * Adds the client's name, and those of the given roles that it has, to a request.
     *
     * @return empty if the client is not authenticated; the server has answered with its challenge then
     * @throws ServletException if the server has no way to authenticate clients
     */
    static Optional<UpgradeWriter.ClientRequest> identify(
            UpgradeWriter.ClientRequest requested, HttpServletResponse response, List<String> roles)
            throws IOException, ServletException {
        HttpServletRequest request = requested.request();
        if (!request.authenticate(response)) {
            return Optional.empty();
        }
        Set<String> groups = groups();
        Identity identity = new Identity(
                request.getUserPrincipal(),
                roles.stream()
                        .filter(role -> request.isUserInRole(role) || groups.contains(role))
                        .toList());
        return Optional.of(new UpgradeWriter.ClientRequest(
                requested.server(), requested.handshake().by(identity)));
    }

    /**
     * The caller's groups in the realm, where the server exposes them. Payara checks only roles that the application
     * declares, and an operator may name any; so there a group counts as the role of its name.
     */
    private static Set<String> groups() {
        try {
            return PolicyContext.getContext(SUBJECT) instanceof Subject subject
                    ? subject.getPrincipals().stream()
                            .filter(principal ->
                                    principal.getClass().getSimpleName().equals("Group"))
                            .map(Principal::getName)
                            .collect(Collectors.toSet())
                    : Set.of();
        } catch (PolicyContextException | IllegalArgumentException e) {
            return Set.of();
        }
    }
}
