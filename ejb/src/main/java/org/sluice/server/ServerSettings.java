package org.sluice.server;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of the server's settings; unknown values are empty. Immutable.
 *
 * @param scripts the folder of its scripts below {@code server-config}; empty for an unknown server
 * @param requestThreads how many requests it processes at the same time
 * @param listeners those that serve applications; empty if unknown
 * @param writeBuffer the socket's send buffer in bytes, of which the server holds a multiple for a slow client; negative if the
 *     operating system chooses the size; empty where the server holds no such multiple
 * @param descriptors how many files and sockets the process may open
 * @param http the settings that differ from what its {@code http} script sets
 */
public record ServerSettings(
        String scripts,
        OptionalInt requestThreads,
        List<Listener> listeners,
        OptionalInt writeBuffer,
        OptionalLong descriptors,
        List<Http> http) {

    /**
     * A setting of the server that treats requests or answers wrongly.
     *
     * @param found the setting and its value
     * @param expected another value, and what happens without it
     */
    public record Http(String found, String expected) {}

    /**
     * One listener.
     *
     * @param port its local port
     * @param secure whether it uses TLS
     * @param silence after how many milliseconds it closes a connection whose client sends nothing; 0 for never
     * @param selfSigned whether its certificate is the default one of this kind of server
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

    /** The port of the listener with TLS. */
    public OptionalInt tlsPort() {
        return listeners.stream()
                .filter(Listener::secure)
                .mapToInt(Listener::port)
                .findFirst();
    }

    /** The listener that closes silent connections first. */
    Optional<Listener> mostImpatient() {
        return listeners.stream()
                .filter(listener -> listener.silence() > 0)
                .min(Comparator.comparingLong(Listener::silence));
    }
}
