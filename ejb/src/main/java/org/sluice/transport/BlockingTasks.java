package org.sluice.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What must not run on an event loop: looking up names, which blocks, and the computing of TLS handshakes.
 *
 * <p>Names are looked up anew for each connect: members move, and the JVM's own cache ({@code networkaddress.cache.ttl})
 * already takes the load off the name servers. A literal address is not looked up at all.
 */
final class BlockingTasks {
    private final Executor executor;
    private final Lookup lookup;

    /** Finds the addresses of a name; may block. */
    interface Lookup {
        List<InetAddress> lookup(String host) throws UnknownHostException;
    }

    /** Told once, on any thread. */
    interface Answer {
        void found(List<InetAddress> addresses);

        void unknown(Exception why);

        /** The executor takes nothing any more. */
        void rejected(Exception why);
    }

    BlockingTasks(Executor executor, Lookup lookup) {
        this.executor = executor;
        this.lookup = lookup;
    }

    /** Runs {@code work} on the executor, or here and now if that takes nothing any more. */
    void compute(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException
                | IllegalStateException e) { // the second: a managed executor that has ended
            work.run(); // a little late is better than never: the time limit of the connect still holds
        }
    }

    void resolve(String host, Answer answer) {
        if (isLiteral(host)) {
            lookUp(host, answer);
            return;
        }
        try {
            executor.execute(() -> lookUp(host, answer));
        } catch (RejectedExecutionException | IllegalStateException e) {
            answer.rejected(e);
        }
    }

    private void lookUp(String host, Answer answer) {
        List<InetAddress> found;
        try {
            found = lookup.lookup(host);
        } catch (UnknownHostException | RuntimeException e) {
            answer.unknown(e);
            return;
        }
        answer.found(found);
    }

    /** An address as written (RFC 3986 3.2.2), for which the JDK asks no name server. */
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || isIpv4(host);
    }

    /** Four numbers of one to three digits. */
    private static boolean isIpv4(String host) {
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < host.length(); i++) {
            char sign = host.charAt(i);
            if (sign == '.' && digits > 0) {
                dots++;
                digits = 0;
            } else if (sign < '0' || sign > '9' || ++digits > 3) {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }
}
