package org.sluice.server;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was found out about the server. Whatever it does not tell is empty. Immutable.
 *
 * @param scripts the folder of its scripts below {@code server-config}; empty for an unknown server
 * @param requestThreads how many requests it answers at the same time
 * @param listeners those that serve applications; empty if it does not tell
 * @param writeBuffer the socket's send buffer in bytes, of which the server holds a multiple for a slow client; negative if
 *     the system makes it as large as it likes; empty where the server holds no such multiple
 * @param descriptors how many files and sockets the process may open
 * @param http what is set otherwise than its {@code http} script would
 */
public record ServerSettings(
        String scripts,
        OptionalInt requestThreads,
        List<Listener> listeners,
        OptionalInt writeBuffer,
        OptionalLong descriptors,
        List<Http> http) {

    /**
     * Something that the server makes of requests or answers and should not.
     *
     * @param found the setting and its value
     * @param expected another value, and what happens without it
     */
    public record Http(String found, String expected) {}

    /**
     * One listener.
     *
     * @param port its local port
     * @param secure whether it speaks TLS
     * @param silence after how many milliseconds it cuts a connection whose client says nothing; 0 for never
     * @param selfSigned whether its certificate is the one that every server of this kind comes with
     */
    public record Listener(String name, int port, boolean secure, long silence, boolean selfSigned) {}

    public ServerSettings {
        listeners = List.copyOf(listeners);
        http = List.copyOf(http);
    }

    static ServerSettings unknown() {
        return new ServerSettings(
                "", OptionalInt.empty(), List.of(), OptionalInt.empty(), OptionalLong.empty(), List.of());
    }

    /** Where clients with TLS knock. */
    public OptionalInt tlsPort() {
        return listeners.stream()
                .filter(Listener::secure)
                .mapToInt(Listener::port)
                .findFirst();
    }

    /** The listener that cuts silent clients first. */
    Optional<Listener> mostImpatient() {
        return listeners.stream()
                .filter(listener -> listener.silence() > 0)
                .min(Comparator.comparingLong(Listener::silence));
    }
}
