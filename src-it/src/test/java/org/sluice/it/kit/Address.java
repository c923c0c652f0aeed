package org.sluice.it.kit;

/** Where to connect. */
public record Address(String host, int port, boolean tls) {
    public static Address plain(int port) {
        return new Address("127.0.0.1", port, false);
    }

    public static Address tls(int port) {
        return new Address("127.0.0.1", port, true);
    }

    /** As a client writes it into its Host header. */
    public String authority() {
        return host + ":" + port;
    }
}
