package org.sluice.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

/**
 * What must not run on an event loop: looking up names, which blocks, and the computing of TLS handshakes.
 *
 * <p>Names are looked up anew for each connect: members move, and the JVM's own cache ({@code networkaddress.cache.ttl})
 * already takes the load off the name servers. A literal address is not looked up at all.
 */
final class BlockingTasks {
    private static final Pattern IPV4 = Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}");

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
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }
}
