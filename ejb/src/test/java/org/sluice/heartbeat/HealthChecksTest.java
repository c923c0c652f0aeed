package org.sluice.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.health.CheckResult;
import org.sluice.health.MemberFault;
import org.sluice.health.Source;
import org.sluice.pool.Ejections;
import org.sluice.pool.Member;
import org.sluice.pool.Pools;

class HealthChecksTest {
    private static final Duration TICK = Duration.ofMillis(50);

    private long now = Long.MAX_VALUE - 1_000; // a clock that is about to turn over
    private final List<String> changes = new ArrayList<>();
    private final Pools pools = new Pools(
            () -> now,
            (pool, before, after) -> changes.add(after.host() + " " + after.health() + " " + after.reason()));
    private final Ejections ejections = new Ejections(pools);
    private final Map<String, Optional<CheckResult>> answers = new HashMap<>();
    private final Map<String, List<Long>> asked = new HashMap<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean atOnce = true;
    private final HealthChecks checks = new HealthChecks(
            pools,
            ejections,
            (pool, member) -> {
                asked.computeIfAbsent(member.host(), unseen -> new ArrayList<>())
                        .add(now);
                return answers.getOrDefault(member.host(), Optional.of(CheckResult.well()));
            },
            check -> {
                if (atOnce) {
                    check.run();
                } else {
                    waiting.add(check);
                }
            },
            new Random(1));

    @Test
    @DisplayName(
            "heartbeat B2.1 every member is checked at once, then in its rhythm; one of weight 0 and one that drains are, too")
    void every_member_is_checked() {
        say("ws://a:1, ws://b:1 weight=0, ws://c:1 drain, ws://d:1 backup, ws://e:1 off");
        pass(TICK);
        assertThat(asked).containsOnlyKeys("a", "b", "c", "d");
        pass(Duration.ofSeconds(60));
        assertThat(asked.values()).allSatisfy(times -> {
            assertThat(times).hasSizeBetween(26, 36);
            for (int i = 1; i < times.size(); i++) {
                assertThat(Duration.ofNanos(times.get(i) - times.get(i - 1)))
                        .isBetween(Duration.ofMillis(1_600), Duration.ofMillis(2_450));
            }
        });
    }

    @Test
    @DisplayName(
            "heartbeat B2.2 while the next checks decide they come four times as often, so a death is known in three intervals")
    void while_the_next_checks_decide_they_come_more_often() {
        say("ws://a:1, ws://b:1");
        pass(TICK);
        assertThat(changes).containsExactly("a UP ", "b UP ");
        answers.put("a", Optional.of(CheckResult.bad("REFUSED")));
        pass(Duration.ofMillis(2_400 + 2 * 650));
        assertThat(changes).hasSize(3).contains("a DOWN REFUSED");

        answers.remove("a");
        pass(Duration.ofMillis(2_400 + 2 * 650));
        assertThat(changes).hasSize(4).endsWith("a UP ");
    }

    @Test
    @DisplayName(
            "heartbeat B2.3 a check that waits holds up no other, and its member is not checked a second time meanwhile")
    void a_check_that_waits_holds_up_no_other() {
        say("ws://a:1");
        atOnce = false;
        pass(Duration.ofSeconds(10));
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        pass(Duration.ofSeconds(3));
        assertThat(waiting).hasSize(1);
    }

    @Test
    @DisplayName("heartbeat B2.3 an executor that takes nothing any more does no harm")
    void an_executor_that_takes_nothing_does_no_harm() {
        HealthChecks ended = new HealthChecks(
                pools,
                ejections,
                (pool, member) -> Optional.empty(),
                check -> {
                    throw new RejectedExecutionException("ended");
                },
                new Random(1));
        say("ws://a:1");
        ended.sweep();
        assertThat(changes).isEmpty();
    }

    @Test
    @DisplayName("heartbeat B2.3 a check without a result changes nothing")
    void where_nothing_can_be_said_nothing_changes() {
        say("ws://a:1");
        answers.put("a", Optional.empty());
        pass(Duration.ofSeconds(10));
        assertThat(changes).isEmpty();
    }

    @Test
    @DisplayName("heartbeat B2.4 when checks cease their last result holds no longer")
    void when_checks_cease_what_they_said_holds_no_longer() {
        say("ws://a:1, ws://b:1");
        answers.put("a", Optional.of(CheckResult.bad("TIMEOUT")));
        pass(TICK);
        assertThat(member("a").health()).isEqualTo(Member.Health.DOWN);

        say("ws://a:1, ws://b:1", "health", "off");
        pass(TICK);
        assertThat(member("a").health()).isEqualTo(Member.Health.UNKNOWN);
        int before = asked("a").size();
        pass(Duration.ofSeconds(10));
        assertThat(asked("a")).hasSize(before);
    }

    @Test
    @DisplayName(
            "heartbeat B2.5 a good check by tcp ends the ejection of who could not be reached, not of who did not answer")
    void a_good_check_ends_an_ejection_that_it_disproves() {
        say("ws://a:1, ws://b:1, ws://c:1, ws://d:1");
        pass(TICK);
        eject("a", MemberFault.UNREACHED);
        eject("b", MemberFault.UNANSWERED);
        pass(Duration.ofSeconds(4));
        assertThat(member("a").health()).isEqualTo(Member.Health.UP);
        assertThat(member("b").health()).isEqualTo(Member.Health.EJECTED);
        pass(Duration.ofSeconds(7));
        assertThat(member("b").health()).isEqualTo(Member.Health.UP);
    }

    private List<Long> asked(String host) {
        return asked.getOrDefault(host, List.of());
    }

    private void eject(String host, MemberFault fault) {
        for (int i = 0; i < 3; i++) {
            ejections.failed("chat", member(host), fault, new Source(i, i));
        }
        assertThat(member(host).health()).isEqualTo(Member.Health.EJECTED);
    }

    private Member member(String host) {
        return pools.pool("chat")
                .flatMap(pool -> pool.member(URI.create("ws://" + host + ":1")))
                .orElseThrow();
    }

    private void pass(Duration time) {
        long until = now + time.toNanos();
        while (now - until < 0) {
            ejections.sweep();
            now += checks.sweep().toNanos();
        }
    }

    private void say(String members, String... more) {
        Map<String, String> keys = new HashMap<>(Map.of("members", members));
        for (int i = 0; i < more.length; i += 2) {
            keys.put(more[i], more[i + 1]);
        }
        ReadResult reading = new ConfigurationReader().read(Map.of("pools/chat", keys));
        pools.follow(((ReadResult.Accepted) reading).configuration());
    }
}
