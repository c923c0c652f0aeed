package org.sluice.admission;

import java.security.NoSuchAlgorithmException;
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
    Destination destination(MemberConfig member, PoolConfig pool) {
        return member.secure()
                ? new Destination(member.host(), member.port(), new Tls(context(), pool.tlsVerify()))
                : new Destination(member.host(), member.port(), null);
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the server's default TLS context cannot be made", e);
        }
    }
}
