package org.sluice.wiring;

import java.util.List;
import java.util.Map;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/**
 * How one member is, for display. Immutable.
 *
 * @param member its address
 * @param health {@code UP}, {@code UNKNOWN}, {@code DOWN} or {@code EJECTED}
 * @param reason why it is not well; empty if it is
 * @param intent what the operator wants of it
 * @param open relays that are open on it
 * @param pending handshakes that wait for it
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
