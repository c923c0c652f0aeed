package org.sluice.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.config.MemberConfig;
import org.sluice.config.PoolConfig;
import org.sluice.server.ServerRealm;
import org.sluice.transport.Destination;
import org.sluice.transport.Tls;

/**
 * Says how a member is reached: plain, or by TLS with the server's trust store and the client key that the pool names. The
 * server's stores are read at each connect, so that renewed keys are used at once.
 */
public final class MemberDestinations {
    private final ServerRealm server = new ServerRealm();
    private final AtomicInteger turns = new AtomicInteger();

    /** The member's address, its TLS settings, and the local address to connect from: of several, each in turn. */
    public Destination destination(MemberConfig member, PoolConfig pool) {
        Tls tls = member.secure() ? new Tls(server.context(pool.clientKey()), pool.tlsVerify()) : null;
        return new Destination(member.host(), member.port(), tls, sources(pool.bind()));
    }

    private List<InetAddress> sources(List<String> bind) {
        if (bind.isEmpty()) {
            return List.of();
        }
        List<InetAddress> sources =
                new ArrayList<>(bind.stream().map(MemberDestinations::literal).toList());
        Collections.rotate(sources, -Math.floorMod(turns.getAndIncrement(), sources.size()));
        return sources;
    }

    /** Parses a literal address, without a name lookup. */
    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the configuration lets through what is no address:  " + address, e);
        }
    }
}
