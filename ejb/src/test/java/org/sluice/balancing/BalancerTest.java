package org.sluice.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.config.MemberConfig;
import org.sluice.config.PoolConfig;
import org.sluice.config.TimeLimits;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

class BalancerTest {
    private static final Handshake HANDSHAKE = new Handshake("1", "/", Headers.none(), "127.0.0.1", 8080, false);

    private final Balancer balancer = new Balancer(new Random(7), () -> 0);

    @Test
    @DisplayName("balancing R4.6 weights of 5, 1 and 1 are spread as a b a a c a a")
    void weights_are_spread_evenly() {
        Pool pool = pool("ws://a:1 weight=5", "ws://b:1", "ws://c:1");

        assertThat(IntStream.range(0, 14).mapToObj(turn -> pickAndClose(pool)).toList())
                .isEqualTo(Stream.of("a b a a c a a", "a b a a c a a")
                        .flatMap(round -> Stream.of(round.split(" ")))
                        .toList());
    }

    @Test
    @DisplayName("balancing R4.3 a member that was tried is not picked again")
    void a_member_that_was_tried_is_not_picked_again() {
        Pool pool = pool("ws://a:1", "ws://b:1");
        Set<Member> tried = new HashSet<>();

        for (int turn = 0; turn < 2; turn++) {
            Lease lease = pick(pool, tried).orElseThrow();
            assertThat(tried.add(lease.member())).isTrue();
        }
        assertThat(pick(pool, tried)).isEmpty();
    }

    @Test
    @DisplayName("balancing R4.2 a lease releases its place once, as a relay or as a pending handshake")
    void a_lease_releases_its_place_once() {
        Pool pool = pool("ws://a:1");
        Member member = pool.members().get(0);
        Lease lease = pick(pool, Set.of()).orElseThrow();
        assertThat(member.stats()).hasToString("pending=1 open=0");
        lease.opened();
        lease.opened();
        assertThat(member.stats()).hasToString("pending=0 open=1");
        lease.close();
        lease.close();
        lease.opened();
        assertThat(member.stats()).hasToString("pending=0 open=0");
    }

    @Test
    @DisplayName("balancing R4.3 a member with too many pending handshakes is passed over")
    void a_member_with_too_many_pending_handshakes_is_passed_over() {
        Pool pool = pool("ws://a:1");

        IntStream.range(0, 512).forEach(turn -> assertThat(pick(pool, Set.of())).isPresent());
        assertThat(pick(pool, Set.of())).isEmpty();
    }

    private String pickAndClose(Pool pool) {
        try (Lease lease = pick(pool, Set.of()).orElseThrow()) {
            return lease.member().config().host();
        }
    }

    private Optional<Lease> pick(Pool pool, Set<Member> tried) {
        return balancer.pick(pool, HANDSHAKE, TimeLimits.STANDARD.maxPending(), tried);
    }

    private static Pool pool(String... members) {
        return Pool.of(PoolConfig.of(
                "chat", List.of(members).stream().map(MemberConfig::of).toList()));
    }
}
