package org.sluice.transport;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sluice.transport.ConnectFailedException.Why;

/** Names the cause of a failed connect in the words of {@link Why}. */
final class ConnectFaults {
    /** Causes may form a circle. */
    private static final int MAX_CAUSES = 30;

    private ConnectFaults() {}

    /** What connecting a socket threw. The JDK tells these apart by class, and where it does not, by the system's words. */
    static Why ofConnect(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoRouteToHostException || message.contains("unreachable")) {
            return Why.UNREACHABLE;
        }
        if (e instanceof java.net.ConnectException) {
            return message.contains("timed out") ? Why.TIMEOUT : Why.REFUSED;
        }
        return isReset(e) ? Why.RESET : Why.LOCAL;
    }

    /** What a TLS handshake threw. The certificate's own fault first: it lies below a general word about the chain. */
    static Why ofTls(Throwable e) {
        if (anyCause(e, Alerts::isAboutOurs)) {
            return Why.TLS_CLIENT_CERTIFICATE;
        }
        if (anyCause(e, ConnectFaults::isAboutDates)) {
            return Why.TLS_EXPIRED;
        }
        if (anyCause(e, ConnectFaults::isAboutTheName)) {
            return Why.TLS_WRONG_NAME;
        }
        if (anyCause(e, cause -> cause instanceof GeneralSecurityException)) {
            return Why.TLS_UNTRUSTED;
        }
        return anyCause(e, ConnectFaults::isReset) ? Why.RESET : Why.TLS;
    }

    /** Reads and writes say it differently, and the JDK has one class for it only where it reads. */
    private static boolean isReset(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof IOException && (message.contains("reset") || message.contains("Broken pipe"));
    }

    private static boolean isAboutDates(Throwable e) {
        return e instanceof CertificateExpiredException
                || e instanceof CertificateNotYetValidException
                || (e instanceof CertPathValidatorException path
                        && (path.getReason() == BasicReason.EXPIRED || path.getReason() == BasicReason.NOT_YET_VALID));
    }

    /** The JDK has no class of its own for this; these are the words of its only check, unchanged since JDK 5. */
    private static boolean isAboutTheName(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof CertificateException
                && (message.startsWith("No subject alternative") || message.startsWith("No name matching"));
    }

    private static boolean anyCause(Throwable e, Predicate<Throwable> test) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .anyMatch(test);
    }
}
