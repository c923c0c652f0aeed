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
 * Says how a member is reached: plain, or with the trust of the server's own realm and the key that the pool names. The realm
 * is asked at each connect, so that what the server renews is used at once.
 */
public final class MemberDestinations {
    private final ServerRealm server = new ServerRealm();
    private final AtomicInteger turns = new AtomicInteger();

    /** Where a member is, and from which address of this machine it is to be reached: of several, each in turn. */
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

    /** A literal address, for which nobody is asked. */
    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the configuration lets through what is no address: " + address, e);
        }
    }
}
