package org.sluice.transport;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to connect, and from where.
 *
 * @param host a name or a literal address, without brackets
 * @param port 1-65535
 * @param tls how to secure the connection; null for plain TCP
 * @param sources addresses of this machine: the connection comes from the first one of the peer's family (IPv4 or IPv6); the
 *     system chooses if the list is empty
 */
public record Destination(String host, int port, @Nullable Tls tls, List<InetAddress> sources) {
    public Destination {
        sources = List.copyOf(sources);
    }

    /** The same from whatever address the system chooses. */
    public Destination(String host, int port, @Nullable Tls tls) {
        this(host, port, tls, List.of());
    }

    /** From where to connect to {@code peer}; null if the system is to choose, or if there is none of its family. */
    @Nullable InetAddress sourceFor(InetAddress peer) {
        return sources.stream()
                .filter(source -> source.getClass() == peer.getClass())
                .findFirst()
                .orElse(null);
    }
}
