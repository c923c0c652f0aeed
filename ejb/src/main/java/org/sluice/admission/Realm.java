package org.sluice.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.sluice.config.MemberConfig;
import org.sluice.config.PoolConfig;
import org.sluice.transport.Destination;
import org.sluice.transport.Tls;

/**
 * Says how a member is reached: plain, or with the trust and keys of the server's own realm. The default context is asked for
 * at each connect, so that what the server renews is used at once.
 */
public final class Realm {
    private final AtomicInteger turns = new AtomicInteger();

    /** Where a member is, and from which address of this machine it is to be reached: of several, each in turn. */
    public Destination destination(MemberConfig member, PoolConfig pool) {
        Tls tls = member.secure() ? new Tls(context(), pool.tlsVerify()) : null;
        return new Destination(member.host(), member.port(), tls, sources(pool.bind()));
    }

    private List<InetAddress> sources(List<String> bind) {
        if (bind.isEmpty()) {
            return List.of();
        }
        List<InetAddress> sources =
                new ArrayList<>(bind.stream().map(Realm::literal).toList());
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

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the server's default TLS context cannot be made", e);
        }
    }
}
