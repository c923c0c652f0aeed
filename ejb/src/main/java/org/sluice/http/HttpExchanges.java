package org.sluice.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sluice.handshake.Headers;
import org.sluice.transport.Loop;

/** All exchanges that are under way, and the connections that they use one after the other. Any thread. */
public final class HttpExchanges {
    private static final Duration BUSY = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofMillis(500);

    private final Set<HttpExchange> open = ConcurrentHashMap.newKeySet();
    private final MemberConnections connections;
    private final ClientWatch watch;

    /**
     * None yet.
     *
     * @param loops gives the event loop for the next connection
     */
    public HttpExchanges(Supplier<Loop> loops) {
        this.connections = new MemberConnections(loops, System::nanoTime);
        this.watch = new ClientWatch();
    }

    /** One that is to be {@linkplain HttpExchange#start started}, or was for nothing. */
    public HttpExchange make(PlainRequest request, ClientStream client, ExchangeLimits limits) {
        HttpExchange made = new HttpExchange(request, client, limits, this);
        open.add(made);
        return made;
    }

    MemberConnections connections() {
        return connections;
    }

    void ended(HttpExchange exchange) {
        open.remove(exchange);
    }

    /** How many are under way. */
    public int size() {
        return open.size();
    }

    /** How many connections to members nobody uses. */
    public int idleConnections() {
        return connections.idle();
    }

    /** Looks at the time of each. To be called twice a second. */
    public void sweep() {
        open.forEach(HttpExchange::tick);
        connections.sweep();
    }

    /**
     * Looks for clients that have left. By one thread at a time.
     *
     * @return when to look again
     */
    public Duration watch() {
        watch.look(open);
        return open.isEmpty() ? QUIET : BUSY;
    }

    /** All end: who has no answer yet hears this, any other is cut off. */
    public void endAll(int status, Headers headers, String sentence) {
        open.forEach(exchange -> exchange.stop(status, headers, sentence));
    }

    /** Behind the last exchange. */
    public void close() {
        connections.close();
        watch.close();
    }
}
