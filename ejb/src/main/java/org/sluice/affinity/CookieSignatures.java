package org.sluice.affinity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sluice.config.MemberConfig;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** The cookie values of the members of one pool: HMAC-SHA-256 of the address, cut to 128 bits. Immutable. */
final class CookieSignatures {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final List<MemberConfig> members;
    private final byte[] secret;
    private final Map<URI, String> byMember = new HashMap<>();
    private final Map<String, URI> bySeal = new HashMap<>();

    CookieSignatures(Pool pool, byte[] secret) {
        this.members = pool.config().members();
        this.secret = secret.clone();
        Mac mac = mac(secret);
        for (MemberConfig member : members) {
            String seal = seal(mac, pool.name(), member.uri());
            byMember.put(member.uri(), seal);
            bySeal.put(seal, member.uri());
        }
    }

    /** Whether these are the signatures of this pool as it is now. */
    boolean fit(Pool pool, byte[] other) {
        return members == pool.config().members() && MessageDigest.isEqual(secret, other);
    }

    /** The signature of an address; also of one that is no longer a member, which no lookup finds. */
    String of(Member member) {
        return byMember.getOrDefault(member.uri(), "gone");
    }

    Optional<URI> member(String seal) {
        return Optional.ofNullable(bySeal.get(seal));
    }

    private static String seal(Mac mac, String pool, URI member) {
        byte[] hash = mac.doFinal((pool + '\n' + member).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
    }

    private static Mac mac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
