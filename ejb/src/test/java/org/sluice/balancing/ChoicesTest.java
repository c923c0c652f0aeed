package org.sluice.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.sluice.config.Reading;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

class ChoicesTest {
    private static final String FOUR = "ws://a:1 weight=4, ws://b:1 weight=3, ws://c:1 weight=2, ws://d:1";

    private final Balancer balancer = new Balancer(new Random(42));

    @ParameterizedTest
    @DisplayName("R4.6 over 10000 picks each member gets its share of the weights")
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
            try (Lease lease = balancer.pick(pool, knock(turn), Set.of()).orElseThrow()) {
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
    @DisplayName("R4.8 relays that stay are spread by weight, and two choices come near")
    @ValueSource(strings = {"least-connections", "two-choices"})
    void relays_that_stay_are_spread_by_weight(String policy) {
        Pool pool = pool(policy, FOUR);
        for (int turn = 0; turn < 1_000; turn++) {
            balancer.pick(pool, knock(turn), Set.of()).orElseThrow().opened();
        }
        assertThat(pool.members())
                .allSatisfy(member -> assertThat(member.stats().open())
                        .isCloseTo(100 * member.config().weight(), within(policy.equals("two-choices") ? 60 : 2)));
    }

    @Property(tries = 200)
    @Label("R4.8 least connections never chooses a member while another is less busy for its weight")
    void least_connections_never_chooses_a_busier_member(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 0, max = 60) Integer> busy) {
        Pool pool = pool("least-connections", members(busy.size()));
        for (int i = 0; i < busy.size(); i++) {
            int now = busy.get(i);
            Member member = pool.members().get(i);
            IntStream.range(0, now).forEach(turn -> member.stats().tryPending(1_000, 0));
        }
        Member chosen = balancer.pick(pool, knock(1), Set.of()).orElseThrow().member();
        assertThat(chosen.stats().busy() - 1)
                .isEqualTo(busy.stream().mapToInt(now -> now).min().orElseThrow());
    }

    @Property(tries = 50)
    @Label("R4.7 when a member goes only its keys move")
    void when_a_member_goes_only_its_keys_move(@ForAll @IntRange(min = 2, max = 12) int size) {
        Pool before = pool("source-hash", members(size));
        Pool after = pool("source-hash", members(size - 1));
        for (int client = 0; client < 200; client++) {
            String first = host(before, knock(client));
            String then = host(after, knock(client));
            assertThat(then.equals(first) || first.equals("m" + (size - 1))).isTrue();
        }
    }

    @Test
    @DisplayName("R4.7 one busy key drowns no member")
    void one_busy_key_drowns_no_member() {
        Pool pool = pool("source-hash", members(4));
        IntStream.range(0, 200)
                .forEach(turn ->
                        balancer.pick(pool, knock(1), Set.of()).orElseThrow().opened());

        assertThat(pool.members())
                .allSatisfy(member -> assertThat(member.stats().open()).isLessThanOrEqualTo(63)); // 1.25 times 50
    }

    @Test
    @DisplayName("R4.7 handshakes without the key are spread")
    void handshakes_without_the_key_are_spread() {
        Pool pool = pool("hash:header:X-Absent", members(2));
        assertThat(IntStream.range(0, 50).mapToObj(turn -> host(pool, knock(1))).distinct())
                .hasSize(2);
    }

    @Test
    @DisplayName("R4.1 picks at the same moment never take more than there is")
    void picks_at_the_same_moment_never_take_more_than_there_is() throws Exception {
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
                            .mapToObj(turn -> balancer.pick(pool, knock(turn), Set.of()))
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
    @DisplayName("R4.4 R4.5 backups serve when nobody else is well, and if no one is the pool's word holds")
    void backups_serve_when_nobody_else_is_well() {
        Pool open = pool("round-robin", "ws://a:1, ws://b:1 backup");
        assertThat(host(open, knock(1))).isEqualTo("a");
        assertThat(host(with(open, Member.Health.DOWN, "a"), knock(1))).isEqualTo("b");
        assertThat(balancer.pick(with(open, Member.Health.DOWN, "a", "b"), knock(1), Set.of()))
                .isPresent();

        Pool strict = pool("round-robin", "ws://a:1", "all-down", "503");
        assertThat(balancer.pick(with(strict, Member.Health.EJECTED, "a"), knock(1), Set.of()))
                .isEmpty();
    }

    @Test
    @DisplayName("R4.3 members that drain, rest or weigh nothing are not picked, even when all are down")
    void members_that_drain_rest_or_weigh_nothing_are_not_picked() {
        Pool pool = pool("random", "ws://a:1, ws://b:1, ws://c:1 weight=0");
        Pool left = new Pool(
                pool.config(),
                List.of(
                        pool.members().get(0).with(Member.Intent.DRAIN),
                        pool.members().get(1).with(Member.Intent.REST),
                        pool.members().get(2)));
        assertThat(balancer.pick(left, knock(1), Set.of())).isEmpty();
    }

    @Test
    @DisplayName("R4.3 a full pool takes nobody, and a place given back is taken again")
    void a_full_pool_takes_nobody() {
        Pool pool = pool("random", members(3), "pool-max-connections", "2");
        Lease first = balancer.pick(pool, knock(1), Set.of()).orElseThrow();
        first.opened();
        assertThat(balancer.pick(pool, knock(1), Set.of())).isPresent();
        assertThat(balancer.pick(pool, knock(1), Set.of())).isEmpty();
        first.close();
        assertThat(balancer.pick(pool, knock(1), Set.of())).isPresent();
    }

    private String host(Pool pool, Handshake knock) {
        try (Lease lease = balancer.pick(pool, knock, Set.of()).orElseThrow()) {
            return lease.member().host();
        }
    }

    private static Pool with(Pool pool, Member.Health health, String... hosts) {
        return new Pool(
                pool.config(),
                pool.members().stream()
                        .map(member -> List.of(hosts).contains(member.host()) ? member.with(health) : member)
                        .toList());
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
        Reading reading = new ConfigurationReader().read(Map.of("pools/p", keys));
        assertThat(reading).describedAs("%s", reading).isInstanceOf(Reading.Accepted.class);
        Configuration configuration = ((Reading.Accepted) reading).configuration();
        return Pool.of(configuration.pool("p").orElseThrow());
    }

    private static Handshake knock(int client) {
        Headers headers = new Headers(List.of(new Header("Cookie", "id=" + client)));
        return new Handshake("1", "/room/" + client, headers, "10.0." + client / 256 + "." + client % 256, 8080, false);
    }
}
