package org.sluice.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sluice.handshake.Headers;
import org.sluice.transport.Loop;

/** All running exchanges, and the connections to members that they share. Any thread. */
public final class HttpExchanges {
    private final Set<HttpExchange> open = ConcurrentHashMap.newKeySet();
    private final MemberConnections connections;
    private final Supplier<Loop> loops;

    /**
     * Without an exchange.
     *
     * @param loops supplies the event loop for the next connection
     */
    public HttpExchanges(Supplier<Loop> loops) {
        this.connections = new MemberConnections(loops, System::nanoTime);
        this.loops = loops;
    }

    /** Makes and registers an exchange, which is to be {@linkplain HttpExchange#start started} next. */
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

    /** The number of running exchanges. */
    public int size() {
        return open.size();
    }

    /** The number of idle connections to members. */
    public int idleConnections() {
        return connections.idle();
    }

    /**
     * Checks the limits of each exchange, and has the sockets of clients watched that wait for long. To be called twice a
     * second.
     */
    public void sweep() {
        open.forEach(HttpExchange::tick);
        connections.sweep();
    }

    /** Ends all exchanges: a client whose answer has not begun gets this one, any other is cut. */
    public void endAll(int status, Headers headers, String sentence) {
        open.forEach(exchange -> exchange.stop(status, headers, sentence));
    }

    /** Closes the connections to members. After the last exchange. */
    public void close() {
        connections.close();
    }
}
