package org.sluice.wiring;

import java.util.List;
import java.util.Map;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/**
 * The state of one member, for display. Immutable.
 *
 * @param pool the name of its pool
 * @param member its address
 * @param health {@code UP}, {@code UNKNOWN}, {@code DOWN} or {@code EJECTED}
 * @param reason why it is down or ejected; empty otherwise
 * @param intent the operator's intent for it
 * @param open its open relays
 * @param pending its pending handshakes
 */
public record MemberView(
        String pool, String member, String health, String reason, String intent, int open, int pending) {
    static List<MemberView> of(Map<String, Pool> pools) {
        return pools.values().stream()
                .flatMap(pool -> pool.members().stream().map(member -> of(pool, member)))
                .toList();
    }

    private static MemberView of(Pool pool, Member member) {
        return new MemberView(
                pool.name(),
                member.uri().toString(),
                member.health().name(),
                member.reason(),
                member.intent().toString(),
                member.stats().open(),
                member.stats().pending());
    }
}
