package org.sluice.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sluice.handshake.Headers;
import org.sluice.transport.Loop;

/** All exchanges that are under way, and the connections that they use one after the other. Any thread. */
public final class HttpExchanges {
    private final Set<HttpExchange> open = ConcurrentHashMap.newKeySet();
    private final MemberConnections connections;
    private final Supplier<Loop> loops;

    /**
     * None yet.
     *
     * @param loops gives the event loop for the next connection
     */
    public HttpExchanges(Supplier<Loop> loops) {
        this.connections = new MemberConnections(loops, System::nanoTime);
        this.loops = loops;
    }

    /** One that is to be {@linkplain HttpExchange#start started}, or was for nothing. */
    public HttpExchange make(PlainRequest request, ClientStream client, ExchangeLimits limits) {
        HttpExchange made = new HttpExchange(request, client, limits, this);
        open.add(made);
        return made;
    }

    Loop loop() {
        return loops.get();
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

    /** Looks at the time of each, and has clients watched that wait for long. To be called twice a second. */
    public void sweep() {
        open.forEach(HttpExchange::tick);
        connections.sweep();
    }

    /** All end: who has no answer yet hears this, any other is cut off. */
    public void endAll(int status, Headers headers, String sentence) {
        open.forEach(exchange -> exchange.stop(status, headers, sentence));
    }

    /** Behind the last exchange. */
    public void close() {
        connections.close();
    }
}
