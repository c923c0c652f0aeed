package org.sluice.admission;

import org.sluice.config.MemberConfig;
import org.sluice.config.PoolConfig;
import org.sluice.server.ServerRealm;
import org.sluice.transport.Destination;
import org.sluice.transport.Tls;

/**
 * Says how a member is reached: plain, or with the trust of the server's own realm and the key that the pool names. The realm
 * is asked at each connect, so that what the server renews is used at once.
 */
public final class Realm {
    private final ServerRealm server = new ServerRealm();

    Destination destination(MemberConfig member, PoolConfig pool) {
        return member.secure()
                ? new Destination(
                        member.host(), member.port(), new Tls(server.context(pool.clientKey()), pool.tlsVerify()))
                : new Destination(member.host(), member.port(), null);
    }
}
