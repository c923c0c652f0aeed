package org.sluice.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.config.Configuration;
import org.sluice.config.Intent;
import org.sluice.config.MemberConfig;
import org.sluice.config.PoolConfig;
import org.sluice.health.CheckResult;
import org.sluice.health.HealthStreak;

class PoolsTest {
    private static final HealthStreak UP =
            HealthStreak.unchecked().after(CheckResult.well(), new HealthStreak.Thresholds(1, 1));
    private static final HealthStreak DOWN =
            HealthStreak.unchecked().after(CheckResult.bad("REFUSED"), new HealthStreak.Thresholds(1, 1));
    private static final URI A = URI.create("ws://a:1");

    private final Pools pools = new Pools(() -> 0, (pool, before, after) -> {});

    @Test
    @DisplayName("pool R3.1 a member that stays keeps its counts and its state, and takes its new weight")
    void a_member_that_stays_keeps_its_counts_and_its_state() {
        pools.follow(with("ws://a:1", "ws://b:1"));
        Member before = member(A);
        assertThat(before.stats().tryPending(1, 0)).isTrue();
        pools.change("chat", A, member -> member.with(DOWN, 0));

        pools.follow(with("ws://c:1", "ws://a:1 weight=7"));

        Member after = member(A);
        assertThat(after.stats()).isSameAs(before.stats()).hasToString("pending=1 open=0");
        assertThat(after.health()).isEqualTo(Member.Health.DOWN);
        assertThat(after.config().weight()).isEqualTo(7);
        assertThat(pools.pool("chat").orElseThrow().members())
                .extracting(Member::toString)
                .containsExactly("ws://c:1", "ws://a:1");
    }

    @Test
    @DisplayName("pool R3.4 how long a member takes to answer our pings is known: the last time, and on the mean")
    void how_long_a_member_takes_to_answer_our_pings_is_known() {
        MemberStats stats = new MemberStats();
        assertThat(stats.meanRoundTrip()).isZero();

        stats.answered(Duration.ofMillis(30));
        stats.answered(Duration.ofMillis(10));

        assertThat(stats.answers()).isEqualTo(2);
        assertThat(stats.meanRoundTrip()).isEqualTo(Duration.ofMillis(20));
        assertThat(stats.lastRoundTrip()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    @DisplayName("pool R3.1 a member that comes back while it has relays keeps its counts and its state")
    void a_member_that_comes_back_while_somebody_is_on_it_keeps_its_counts() {
        pools.follow(with("ws://a:1", "ws://b:1"));
        MemberStats busy = member(A).stats();
        assertThat(busy.tryPending(1, 0)).isTrue();
        pools.change("chat", A, member -> member.with(Intent.OFF, 0));
        pools.follow(with("ws://b:1"));
        pools.follow(Configuration.NONE);
        pools.follow(with("ws://a:1"));
        assertThat(member(A).stats()).isSameAs(busy);
        assertThat(member(A).intent()).isEqualTo(Intent.OFF);

        busy.pendingEnded();
        pools.follow(with("ws://b:1"));
        pools.follow(with("ws://a:1"));
        assertThat(member(A).stats()).isNotSameAs(busy);
    }

    @Test
    @DisplayName("pool R3.5 a pool that was removed is still found by who was routed to it, until the next change")
    void a_pool_that_was_removed_is_still_found_by_who_was_routed_to_it() {
        pools.follow(with("ws://a:1"));
        pools.follow(Configuration.NONE);
        assertThat(pools.all()).isEmpty();
        assertThat(pools.pool("chat")).isPresent();

        pools.follow(Configuration.NONE);
        assertThat(pools.pool("chat")).isEmpty();
    }

    @Test
    @DisplayName("pool R3.2 a recovery undoes no drain")
    void a_recovery_undoes_no_drain() {
        pools.follow(with("ws://a:1"));
        pools.change("chat", A, member -> member.with(Intent.DRAIN, 0));
        pools.change("chat", A, member -> member.with(DOWN, 0));
        pools.change("chat", A, member -> member.with(UP, 0));

        assertThat(member(A).takesNewRelays()).isFalse();
    }

    @Test
    @DisplayName("pool R3.3 who holds a snapshot does not see it change")
    void who_holds_a_snapshot_does_not_see_it_change() {
        pools.follow(with("ws://a:1"));
        Pool held = pools.pool("chat").orElseThrow();
        pools.change("chat", A, member -> member.with(DOWN, 0));
        pools.change("chat", URI.create("ws://gone:1"), member -> member.with(DOWN, 0));
        pools.follow(Configuration.NONE);

        assertThat(held.members()).extracting(Member::health).containsExactly(Member.Health.UNKNOWN);
        assertThat(pools.all()).isEmpty();
    }

    @Test
    @DisplayName("pool R3.1 a pending handshake that opens is never counted less than once")
    void counts_follow_a_handshake_to_its_end() {
        MemberStats stats = new MemberStats();
        assertThat(stats.tryPending(2, 2)).isTrue();
        stats.pendingOpened();
        assertThat(stats.tryPending(2, 2)).isTrue();
        assertThat(stats.tryPending(2, 2)).describedAs("a third of two").isFalse();
        stats.pendingEnded();
        stats.relayEnded();
        assertThat(stats).hasToString("pending=0 open=0");
        assertThat(stats.opened()).isEqualTo(1);
    }

    private Member member(URI uri) {
        return pools.pool("chat").flatMap(pool -> pool.member(uri)).orElseThrow();
    }

    private static Configuration with(String... members) {
        return Configuration.of(
                List.of(PoolConfig.of(
                        "chat", Stream.of(members).map(MemberConfig::of).toList())),
                List.of());
    }
}
