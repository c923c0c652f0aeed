package org.sluice.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.Intent;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.health.CheckResult;
import org.sluice.health.Ejection;
import org.sluice.health.HealthStreak;
import org.sluice.health.MemberFault;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

class ChoicesTest {
    private static final String FOUR = "ws://a:1 weight=4, ws://b:1 weight=3, ws://c:1 weight=2, ws://d:1";

    private final Balancer balancer = new Balancer(new Random(42), () -> 0);

    @ParameterizedTest
    @DisplayName("balancing R4.6 over 10000 picks each member gets its share of the weights")
    @ValueSource(
            strings = {
                "weighted-round-robin",
                "least-connections",
                "random",
                "source-hash",
                "hash:cookie:id",
                "hash:path"
            })
    void each_member_gets_its_share_of_the_weights(String policy) {
        Pool pool = pool(policy, FOUR);
        Map<String, Integer> picked = new HashMap<>();
        for (int turn = 0; turn < 10_000; turn++) {
            try (Lease lease = balancer.pick(pool, handshake(turn), Set.of()).orElseThrow()) {
                picked.merge(lease.member().host(), 1, Integer::sum);
            }
        }
        // Six standard deviations of the widest binomial here.
        assertThat(picked.get("a")).isCloseTo(4_000, within(300));
        assertThat(picked.get("b")).isCloseTo(3_000, within(300));
        assertThat(picked.get("c")).isCloseTo(2_000, within(300));
        assertThat(picked.get("d")).isCloseTo(1_000, within(300));
    }

    @ParameterizedTest
    @DisplayName("balancing R4.8 relays that stay are spread by weight, and two choices come near")
    @ValueSource(strings = {"least-connections", "two-choices"})
    void relays_that_stay_are_spread_by_weight(String policy) {
        Pool pool = pool(policy, FOUR);
        for (int turn = 0; turn < 1_000; turn++) {
            balancer.pick(pool, handshake(turn), Set.of()).orElseThrow().opened();
        }
        assertThat(pool.members())
                .allSatisfy(member -> assertThat(member.stats().open())
                        .isCloseTo(100 * member.config().weight(), within(policy.equals("two-choices") ? 60 : 2)));
    }

    @Property(tries = 200)
    @Label("balancing R4.8 least connections never chooses a member while another is less busy for its weight")
    void least_connections_never_chooses_a_busier_member(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 60) Integer> busy) {
        Pool pool = pool("least-connections", members(busy.size()));
        for (int i = 0; i < busy.size(); i++) {
            int now = busy.get(i);
            Member member = pool.members().get(i);
            IntStream.range(0, now).forEach(turn -> member.stats().tryPending(1_000, 0));
        }
        Member chosen =
                balancer.pick(pool, handshake(1), Set.of()).orElseThrow().member();
        assertThat(chosen.stats().busy() - 1)
                .isEqualTo(busy.stream().mapToInt(now -> now).min().orElseThrow());
    }

    @Property(tries = 50)
    @Label("balancing R4.7 when a member goes only its keys move")
    void when_a_member_goes_only_its_keys_move(@ForAll @IntRange(min = 2, max = 12) int size) {
        Pool before = pool("source-hash", members(size));
        Pool after = pool("source-hash", members(size - 1));
        for (int client = 0; client < 200; client++) {
            String first = host(before, handshake(client));
            String then = host(after, handshake(client));
            assertThat(then.equals(first) || first.equals("m" + (size - 1))).isTrue();
        }
    }

    @Test
    @DisplayName("balancing R4.7 one busy key overloads no member")
    void one_busy_key_overloads_no_member() {
        Pool pool = pool("source-hash", members(4));
        IntStream.range(0, 200).forEach(turn -> balancer.pick(pool, handshake(1), Set.of())
                .orElseThrow()
                .opened());

        assertThat(pool.members())
                .allSatisfy(member -> assertThat(member.stats().open()).isLessThanOrEqualTo(63)); // 1.25 times 50
    }

    @Property(tries = 200)
    @Label("balancing R4.6 after any number of turns each member has had its share, within one turn")
    void after_any_number_of_turns_each_member_has_had_its_share(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 100) Integer> weights) {
        String members = IntStream.range(0, weights.size())
                .mapToObj(i -> "ws://m" + i + ":1 weight=" + weights.get(i))
                .collect(Collectors.joining(", "));
        Pool pool = pool("weighted-round-robin", members);
        int all = weights.stream().mapToInt(weight -> weight).sum();
        Balancer fresh = new Balancer(new Random(1), () -> 0);
        int[] had = new int[weights.size()];
        for (int turn = 1; turn <= 2 * all; turn++) {
            Lease lease = fresh.pick(pool, handshake(turn), Set.of()).orElseThrow();
            lease.close();
            had[Integer.parseInt(lease.member().host().substring(1))]++;
            for (int i = 0; i < had.length; i++) {
                assertThat((double) had[i]).isCloseTo((double) turn * weights.get(i) / all, within(1.0));
            }
        }
    }

    @Property(tries = 100)
    @Label("balancing R4.7 no member exceeds its bound because of a key, whatever the keys and the weights")
    void no_member_exceeds_its_bound(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 9) Integer> weights,
            @ForAll @IntRange(min = 1, max = 5) int keys) {
        String members = IntStream.range(0, weights.size())
                .mapToObj(i -> "ws://m" + i + ":1 weight=" + weights.get(i))
                .collect(Collectors.joining(", "));
        Pool pool = pool("source-hash", members);
        int all = weights.stream().mapToInt(weight -> weight).sum();
        for (int busy = 1; busy <= 100; busy++) {
            Member chosen = balancer.pick(pool, handshake(busy % keys), Set.of())
                    .orElseThrow()
                    .member();
            double share = (double) busy * chosen.config().weight() / all;
            assertThat(chosen.stats().busy()).isLessThanOrEqualTo((int) Math.ceil(1.25 * share));
        }
    }

    @Test
    @DisplayName(
            "balancing R4.9 a member that came back gets a tenth of its share at first, and all of it after slow-start")
    void a_member_that_came_back_gets_a_tenth_of_its_share() {
        AtomicLong now = new AtomicLong();
        Balancer slow = new Balancer(new Random(1), now::get);
        for (String policy : List.of("weighted-round-robin", "round-robin", "random")) {
            now.set(0);
            HealthStreak up = HealthStreak.unchecked().after(CheckResult.well(), new HealthStreak.Thresholds(1, 1));
            Pool pool = pool(policy, members(2), "slow-start", "100s")
                    .with(member -> member.host().equals("m0")
                            ? member.with(up, 0)
                            : down(member).with(up, 0));
            assertThat(share(slow, pool)).as(policy).isCloseTo(100.0 / 11, within(2.0));
            now.set(Duration.ofSeconds(50).toNanos());
            assertThat(share(slow, pool)).as(policy).isCloseTo(100.0 / 3, within(3.0));
            now.set(Duration.ofSeconds(100).toNanos());
            assertThat(share(slow, pool)).as(policy).isCloseTo(50.0, within(3.0));
        }
    }

    private static double share(Balancer balancer, Pool pool) {
        int picked = 0;
        for (int turn = 0; turn < 3_300; turn++) {
            try (Lease lease = balancer.pick(pool, handshake(turn), Set.of()).orElseThrow()) {
                picked += lease.member().host().equals("m1") ? 1 : 0;
            }
        }
        return picked / 33.0;
    }

    @Test
    @DisplayName(
            "balancing R4.9 when all members came back each gets its full share, and a key never waits for slow start")
    void when_all_came_back_each_gets_its_full_share() {
        Pool all =
                pool("weighted-round-robin", members(2), "slow-start", "100s").with(member -> member.readmitted(0));
        assertThat(share(balancer, all)).isCloseTo(50.0, within(1.0));

        Pool before = pool("source-hash", members(4), "slow-start", "100s");
        Pool after = before.with(member -> member.host().equals("m1") ? member.readmitted(0) : member);
        for (int client = 0; client < 100; client++) {
            assertThat(host(after, handshake(client))).isEqualTo(host(before, handshake(client)));
        }
    }

    @Test
    @DisplayName("balancing R4.4 a member not checked yet is picked only when none is up, but before any backup")
    void a_member_not_checked_yet_comes_after_those_that_are_up() {
        HealthStreak up = HealthStreak.unchecked().after(CheckResult.well(), new HealthStreak.Thresholds(1, 1));
        Pool pool = pool("round-robin", "ws://a:1, ws://b:1, ws://c:1 backup");
        Pool backupIsUp = pool.with(member -> member.host().equals("c") ? member.with(up, 0) : member);
        assertThat(List.of(host(backupIsUp, handshake(1)), host(backupIsUp, handshake(1))))
                .containsExactlyInAnyOrder("a", "b");

        Pool oneIsUp = backupIsUp.with(member -> member.host().equals("b") ? member.with(up, 0) : member);
        assertThat(List.of(host(oneIsUp, handshake(1)), host(oneIsUp, handshake(1))))
                .containsExactly("b", "b");
    }

    @ParameterizedTest
    @DisplayName("balancing R4.1 R4.2 no place is lost or counted twice by concurrent picks")
    @ValueSource(strings = {"weighted-round-robin", "least-connections", "two-choices", "random", "source-hash"})
    void no_place_is_lost_or_counted_twice(String policy) throws Exception {
        Pool pool = pool(policy, members(3), "max-connections", "20", "pool-max-connections", "40");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                working.add(threads.submit(() -> {
                    for (int turn = 0; turn < 5_000; turn++) {
                        Optional<Lease> lease = balancer.pick(pool, handshake(turn), Set.of());
                        assertThat(pool.stats().busy()).isLessThanOrEqualTo(40);
                        lease.ifPresent(Lease::opened);
                        lease.ifPresent(Lease::close);
                    }
                }));
            }
            for (Future<?> work : working) {
                work.get();
            }
            assertThat(pool.members())
                    .extracting(member -> member.stats().toString())
                    .containsOnly("pending=0 open=0");
            assertThat(pool.stats().busy()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @DisplayName(
            "balancing R4.3 whatever the policy, every free member is found, and full or tried ones are passed over")
    @ValueSource(strings = {"weighted-round-robin", "least-connections", "two-choices", "random", "source-hash"})
    void every_free_member_is_found(String policy) {
        Pool pool = pool(policy, members(7), "max-connections", "1");
        Set<Member> first = Set.copyOf(pool.members().subList(0, 3));
        Set<String> found = new HashSet<>();
        for (int turn = 0; turn < 4; turn++) {
            found.add(balancer.pick(pool, handshake(1), first)
                    .orElseThrow()
                    .member()
                    .host());
        }
        assertThat(found).containsExactlyInAnyOrder("m3", "m4", "m5", "m6");
        assertThat(balancer.pick(pool, handshake(1), first)).isEmpty();
        assertThat(balancer.isFull(pool, first)).isTrue();
        assertThat(balancer.isFull(pool, Set.copyOf(pool.members()))).isFalse();
    }

    @Test
    @DisplayName("balancing R4.7 handshakes without the key are spread")
    void handshakes_without_the_key_are_spread() {
        Pool pool = pool("hash:header:X-Absent", members(2));
        assertThat(IntStream.range(0, 50)
                        .mapToObj(turn -> host(pool, handshake(1)))
                        .distinct())
                .hasSize(2);
    }

    @Test
    @DisplayName("balancing R4.1 concurrent picks never exceed the limits")
    void concurrent_picks_never_exceed_the_limits() throws Exception {
        Pool pool = pool("least-connections", "ws://a:1, ws://b:1", "max-connections", "50");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            CountDownLatch together = new CountDownLatch(8);
            List<Future<Integer>> counts = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                counts.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    return (int) IntStream.range(0, 100)
                            .mapToObj(turn -> balancer.pick(pool, handshake(turn), Set.of()))
                            .flatMap(Optional::stream)
                            .peek(Lease::opened)
                            .count();
                }));
            }
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            assertThat(all).isEqualTo(100);
            assertThat(pool.members())
                    .extracting(member -> member.stats().open())
                    .containsExactly(50, 50);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("balancing R4.4 R4.5 backups serve when no other member is healthy, and all-down decides when none is")
    void backups_serve_when_no_other_member_is_healthy() {
        Pool open = pool("round-robin", "ws://a:1, ws://b:1 backup");
        assertThat(host(open, handshake(1))).isEqualTo("a");
        assertThat(host(down(open, "a"), handshake(1))).isEqualTo("b");
        assertThat(balancer.pick(down(open, "a", "b"), handshake(1), Set.of())).isPresent();

        Pool strict = pool("round-robin", "ws://a:1", "all-down", "503");
        assertThat(balancer.pick(ejected(strict), handshake(1), Set.of())).isEmpty();
    }

    @Test
    @DisplayName("balancing R4.3 members that drain, are off or have weight 0 are not picked, even when all are down")
    void members_that_drain_are_off_or_have_weight_0_are_not_picked() {
        Pool pool = pool("random", "ws://a:1, ws://b:1, ws://c:1 weight=0");
        Pool left = new Pool(
                pool.config(),
                List.of(
                        pool.members().get(0).with(Intent.DRAIN, 0),
                        pool.members().get(1).with(Intent.OFF, 0),
                        pool.members().get(2)),
                pool.stats());
        assertThat(balancer.pick(left, handshake(1), Set.of())).isEmpty();
    }

    @Test
    @DisplayName("balancing R4.3 a full pool takes no handshake, and a released place is taken again")
    void a_full_pool_takes_no_handshake() {
        Pool pool = pool("random", members(3), "pool-max-connections", "2");
        Lease first = balancer.pick(pool, handshake(1), Set.of()).orElseThrow();
        first.opened();
        assertThat(balancer.pick(pool, handshake(1), Set.of())).isPresent();
        assertThat(balancer.pick(pool, handshake(1), Set.of())).isEmpty();
        first.close();
        assertThat(balancer.pick(pool, handshake(1), Set.of())).isPresent();
    }

    private String host(Pool pool, Handshake handshake) {
        try (Lease lease = balancer.pick(pool, handshake, Set.of()).orElseThrow()) {
            return lease.member().host();
        }
    }

    private static Pool down(Pool pool, String... hosts) {
        return pool.with(member -> List.of(hosts).contains(member.host()) ? down(member) : member);
    }

    private static Member down(Member member) {
        return member.with(
                HealthStreak.unchecked().after(CheckResult.bad("REFUSED"), new HealthStreak.Thresholds(1, 1)), 0);
    }

    private static Pool ejected(Pool pool) {
        return pool.with(
                member -> member.ejected(Ejection.NONE.begin(MemberFault.UNANSWERED, 0, Duration.ofSeconds(10))));
    }

    private static String members(int size) {
        return String.join(
                ", ",
                IntStream.range(0, size).mapToObj(i -> "ws://m" + i + ":1").toList());
    }

    private static Pool pool(String policy, String members, String... more) {
        Map<String, String> keys =
                new HashMap<>(Map.of("members", members, "policy", policy, "max-pending", "1000000"));
        for (int i = 0; i < more.length; i += 2) {
            keys.put(more[i], more[i + 1]);
        }
        ReadResult reading = new ConfigurationReader().read(Map.of("pools/p", keys));
        assertThat(reading).describedAs("%s", reading).isInstanceOf(ReadResult.Accepted.class);
        Configuration configuration = ((ReadResult.Accepted) reading).configuration();
        return Pool.of(configuration.pool("p").orElseThrow());
    }

    private static Handshake handshake(int client) {
        Headers headers = new Headers(List.of(new Header("Cookie", "id=" + client)));
        return new Handshake("1", "/room/" + client, headers, "10.0." + client / 256 + "." + client % 256, 8080, false);
    }
}
