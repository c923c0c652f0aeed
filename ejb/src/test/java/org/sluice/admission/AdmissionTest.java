package org.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.affinity.Affinity;
import org.sluice.backend.Attempt;
import org.sluice.backend.AttemptFailed;
import org.sluice.backend.AttemptResult;
import org.sluice.backend.MemberRefusalBody;
import org.sluice.balancing.Balancer;
import org.sluice.balancing.Lease;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.handshake.Identity;
import org.sluice.http.HttpExchanges;
import org.sluice.journal.LogQueue;
import org.sluice.message.Messages;
import org.sluice.observe.Counters;
import org.sluice.pool.Ejections;
import org.sluice.pool.Pool;
import org.sluice.pool.Pools;
import org.sluice.relay.Relays;
import org.sluice.routing.Routes;

class AdmissionTest {
    private static final Handshake HANDSHAKE = new Handshake(
            "7f3a", "/chat?x=1", new Headers(List.of(new Header("Host", "here"))), "127.0.0.1", 8080, false);

    private static final Handshake FREE = new Handshake("7f3b", "/free", HANDSHAKE.headers(), "127.0.0.1", 8080, false);

    private final Deque<AttemptResult> answers = new ArrayDeque<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Balancer balancer = new Balancer(new Random(1), System::nanoTime);
    private final Pools pools = new Pools(System::nanoTime, (pool, before, after) -> {});

    private Admission admission(Map<String, Map<String, String>> words) {
        return admission(words, new WaitLimits(8, Duration.ofMillis(100)));
    }

    private Admission admission(Map<String, Map<String, String>> words, WaitLimits waitLimits) {
        Configuration configuration = ((ReadResult.Accepted) new ConfigurationReader().read(words)).configuration();
        pools.follow(configuration);
        var plan = new ActiveConfiguration(1, configuration, new Routes(configuration, new Random(1)));
        var places = new MemberSelection(
                pools,
                balancer,
                new Affinity(new Random(1)),
                attempt -> {
                    attempts.add(attempt);
                    return answers.remove();
                },
                new MemberDestinations(),
                (attempt, loop, told) -> {
                    throw new AssertionError("no loop asks here");
                },
                () -> {
                    throw new AssertionError("there is no loop here");
                },
                new HttpExchanges(() -> {
                    throw new AssertionError("no plain request comes here");
                }));
        return new Admission(
                () -> plan,
                new HandshakeLimits(waitLimits, 1, 1),
                new HandshakeContext(
                        places,
                        joins(),
                        new LogQueue(),
                        new Counters(),
                        new Ejections(pools),
                        Duration.ZERO,
                        Duration.ZERO,
                        System::nanoTime),
                OptionalInt.of(8443));
    }

    private static RelayOpener joins() {
        var relays = new Relays(System::nanoTime, new Random(1));
        return new RelayOpener(
                relays,
                attempt -> {
                    throw new AssertionError("nobody asks for messages here");
                },
                new Messages(relays, Runnable::run),
                Map::of);
    }

    private Admission overThreeMembers() {
        return admission(Map.of("sluice", Map.of("members", "ws://127.0.0.1:1, ws://127.0.0.1:2, ws://127.0.0.1:3")));
    }

    private static AttemptFailed failed(AttemptFailed.Cause cause) {
        return new AttemptFailed(cause, "by the test");
    }

    private static org.sluice.backend.MemberRefusal says(int status, AtomicBoolean released) {
        var body = new MemberRefusalBody(
                new ByteArrayInputStream("no".getBytes(StandardCharsets.UTF_8)), () -> released.set(true));
        return new org.sluice.backend.MemberRefusal(
                status, "", new Headers(List.of(new Header("X-Member", "" + status))), body);
    }

    private int pending() {
        return pools.all().values().stream()
                .flatMap(pool -> pool.members().stream())
                .mapToInt(member -> member.stats().busy())
                .sum();
    }

    @Test
    @DisplayName("admission A1.4 without any pool the missing entry is named")
    void without_any_pool_the_missing_entry_is_named() {
        Outcome outcome = admission(Map.of()).admit(HANDSHAKE);
        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why().status()).isEqualTo(503);
            assertThat(refused.detail()).contains("sluice/pools/default").contains("sluice.members");
        });
    }

    @ParameterizedTest
    @DisplayName("admission A1.2 a member that cannot be reached costs a retry, each member at most once")
    @EnumSource(
            value = AttemptFailed.Cause.class,
            names = {"REFUSED", "RESET", "SILENT", "TLS_EXPIRED", "NOT_HTTP", "WRONG_ACCEPT", "WRONG_SUBPROTOCOL"})
    void a_member_that_cannot_be_asked_costs_a_retry(AttemptFailed.Cause cause) {
        answers.addAll(List.of(failed(cause), failed(cause), failed(cause)));
        overThreeMembers().admit(HANDSHAKE);
        assertThat(attempts.stream().map(attempt -> attempt.destination().port()))
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(pending()).isZero();
    }

    @ParameterizedTest
    @DisplayName("admission A1.2 502, 503 and 504 cost a retry, and what they held is let go")
    @ValueSource(ints = {502, 503, 504})
    void gateway_statuses_cost_a_retry(int status) {
        var released = new AtomicBoolean();
        answers.addAll(List.of(says(status, released), says(403, new AtomicBoolean())));
        assertThat(overThreeMembers().admit(HANDSHAKE))
                .isInstanceOfSatisfying(RefusedByMember.class, declined -> assertThat(declined.status())
                        .isEqualTo(403));
        assertThat(released).isTrue();
    }

    @ParameterizedTest
    @DisplayName("admission A1.3 any other answer is final, and goes on as it was written")
    @ValueSource(ints = {200, 302, 401, 403, 404, 429, 500, 505})
    void any_other_answer_is_final(int status) throws IOException {
        answers.add(says(status, new AtomicBoolean()));
        Outcome outcome = overThreeMembers().admit(HANDSHAKE);
        assertThat(outcome).isInstanceOf(RefusedByMember.class);
        RefusedByMember declined = (RefusedByMember) outcome;
        assertThat(declined.status()).isEqualTo(status);
        assertThat(declined.headers().first("X-Member")).hasValue("" + status);
        assertThat(declined.body().stream().readAllBytes()).asString().isEqualTo("no");
        assertThat(attempts).hasSize(1);
        assertThat(pending()).isZero();
    }

    @Test
    @DisplayName("admission A1.4 when no member is left, the last member's answer goes to the client")
    void when_nobody_is_left_the_last_answer_goes_to_the_client() {
        answers.addAll(List.of(
                failed(AttemptFailed.Cause.REFUSED),
                failed(AttemptFailed.Cause.SILENT),
                says(503, new AtomicBoolean())));
        assertThat(overThreeMembers().admit(HANDSHAKE)).isInstanceOf(RefusedByMember.class);
    }

    @Test
    @DisplayName("admission A1.4 when the last one was silent it is 504, when it failed otherwise 502")
    void silence_is_504_and_failure_502() {
        answers.addAll(Stream.generate(() -> failed(AttemptFailed.Cause.SILENT))
                .limit(3)
                .toList());
        assertThat(overThreeMembers().admit(HANDSHAKE)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.why().status())
                .isEqualTo(504));
        answers.addAll(Stream.generate(() -> failed(AttemptFailed.Cause.REFUSED))
                .limit(3)
                .toList());
        assertThat(overThreeMembers().admit(HANDSHAKE)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.why().status())
                .isEqualTo(502));
    }

    @Test
    @DisplayName("admission A1.2 no more members are tried than retries allows")
    void no_more_members_are_asked_than_retries_allows() {
        answers.addAll(List.of(failed(AttemptFailed.Cause.REFUSED), failed(AttemptFailed.Cause.REFUSED)));
        admission(Map.of(
                        "sluice",
                        Map.of("members", "ws://127.0.0.1:1, ws://127.0.0.1:2, ws://127.0.0.1:3", "retries", "1")))
                .admit(HANDSHAKE);
        assertThat(attempts).hasSize(2);
    }

    @Test
    @DisplayName(
            "admission A4.1 a member that fails three times in a row is not tried any more; what clients bring about does not count")
    void a_member_that_fails_in_a_row_is_asked_no_more() {
        Admission admission = overThreeMembers();
        for (int i = 0; i < 9; i++) {
            answers.add(failed(AttemptFailed.Cause.WRONG_SUBPROTOCOL));
        }
        for (int i = 0; i < 3; i++) {
            admission.admit(HANDSHAKE);
        }
        assertThat(ejected()).isZero();
        for (int i = 0; i < 9; i++) {
            answers.add(failed(AttemptFailed.Cause.SILENT));
        }
        for (int i = 0; i < 3; i++) {
            admission.admit(HANDSHAKE);
        }
        assertThat(ejected()).isEqualTo(1);
    }

    @ParameterizedTest
    @DisplayName("admission A4.1 a member's answer to a request ejects no member, whatever the status")
    @ValueSource(ints = {500, 502, 503, 504, 599})
    void what_a_member_answers_puts_nobody_aside(int status) {
        Admission admission = overThreeMembers();
        for (int i = 0; i < 60; i++) {
            answers.add(says(status, new AtomicBoolean()));
        }
        for (int i = 0; i < 14; i++) {
            admission.admit(HANDSHAKE);
        }
        assertThat(ejected()).isZero();
    }

    @ParameterizedTest
    @DisplayName("admission A4.1 an answer of a member that is well begins the row anew")
    @ValueSource(ints = {200, 403, 500, 501, 505})
    void an_answer_of_a_member_that_is_well_begins_anew(int status) {
        Admission admission = overThreeMembers();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 6; i++) {
                answers.add(failed(AttemptFailed.Cause.SILENT));
            }
            admission.admit(HANDSHAKE);
            admission.admit(HANDSHAKE);
            for (int i = 0; i < 3; i++) {
                answers.add(says(status, new AtomicBoolean()));
                admission.admit(HANDSHAKE);
            }
        }
        assertThat(ejected()).isZero();
    }

    private long ejected() {
        return pools.all().values().stream()
                .flatMap(pool -> pool.members().stream())
                .filter(member -> member.ejection().out())
                .count();
    }

    @Test
    @DisplayName("admission A3.2 where every member is full, and waiting is off or in vain: FULL with Retry-After")
    void where_every_member_is_full() {
        Admission admission = admission(Map.of(
                "sluice",
                Map.of("members", "ws://127.0.0.1:1", "max-connections", "1", "queue", "1", "queue-timeout", "20ms")));
        var member = pools.all().values().iterator().next().members().get(0);
        assertThat(member.stats().tryPending(1, 1)).isTrue();
        assertThat(admission.admit(HANDSHAKE)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(RefusalReason.FULL);
            assertThat(refused.headers().first("Retry-After")).isPresent();
        });
        assertThat(attempts).isEmpty();

        member.stats().pendingEnded();
        answers.add(says(403, new AtomicBoolean()));
        assertThat(admission.admit(HANDSHAKE)).isInstanceOf(RefusedByMember.class);
    }

    private static final WaitLimits LONG_MOMENTS = new WaitLimits(2, Duration.ofSeconds(60));

    private Pool pool() {
        return pools.pool("default").orElseThrow();
    }

    private Lease leased() {
        return balancer.pick(pool(), HANDSHAKE, Set.of()).orElseThrow();
    }

    private static Map<String, Map<String, String>> oneAtATime(String... more) {
        Map<String, String> words = new HashMap<>(Map.of("members", "ws://127.0.0.1:1", "max-pending", "1"));
        for (int i = 0; i < more.length; i += 2) {
            words.put(more[i], more[i + 1]);
        }
        return Map.of("sluice", words);
    }

    private static Outcome soon(CompletableFuture<Outcome> outcome) throws Exception {
        return outcome.get(20, TimeUnit.SECONDS);
    }

    private static RefusalReason refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).why();
    }

    @Test
    @DisplayName(
            "admission A3.6 where only handshakes hold the members' places, one more waits for a moment and gets what comes back")
    void where_only_handshakes_hold_the_places_one_more_waits() throws Exception {
        Admission admission = admission(oneAtATime(), LONG_MOMENTS);
        Lease lease = leased();
        answers.add(says(403, new AtomicBoolean()));
        var waiting = CompletableFuture.supplyAsync(() -> admission.admit(HANDSHAKE));
        await().until(() -> balancer.isWaitedFor(pool()));
        assertThat(attempts).isEmpty();

        lease.opened();
        assertThat(soon(waiting)).isInstanceOf(RefusedByMember.class);
    }

    @Test
    @DisplayName("admission A3.6 who waits so counts among the handshakes that may wait in all")
    void who_waits_so_counts_among_those_that_may_wait() throws Exception {
        Map<String, Map<String, String>> words = Map.of(
                "pools/default", oneAtATime().get("sluice"),
                "rules/rest", Map.of("pool", "default"),
                "pools/free", Map.of("members", "ws://127.0.0.1:2"),
                "rules/free", Map.of("path", "/free", "pool", "free"));
        Admission admission = admission(words, new WaitLimits(1, Duration.ofSeconds(60)));
        Lease lease = leased();
        answers.addAll(List.of(says(403, new AtomicBoolean()), says(403, new AtomicBoolean())));
        var waiting = CompletableFuture.supplyAsync(() -> admission.admit(HANDSHAKE));
        await().until(() -> balancer.isWaitedFor(pool()));
        var beyond = new Thread(() -> admission.admit(FREE));
        beyond.start();
        await().until(() -> beyond.getState() == Thread.State.TIMED_WAITING);
        assertThat(attempts).isEmpty();

        lease.close();
        assertThat(soon(waiting)).isInstanceOf(RefusedByMember.class);
        beyond.join();
        assertThat(attempts).hasSize(2);
    }

    @Test
    @DisplayName("admission A3.6 after a wait without progress, no further handshake waits until one has ended there")
    void where_nothing_moved_nobody_waits_for_another_moment() throws Exception {
        Admission hasty = admission(oneAtATime(), new WaitLimits(2, Duration.ofMillis(20)));
        Lease lease = leased();
        assertThat(refusal(hasty.admit(HANDSHAKE))).isEqualTo(RefusalReason.FULL);
        Admission admission = admission(oneAtATime(), LONG_MOMENTS);
        assertThat(refusal(admission.admit(HANDSHAKE))).isEqualTo(RefusalReason.FULL); // or the test hangs for a minute

        lease.close();
        Lease next = leased();
        answers.add(says(403, new AtomicBoolean()));
        var waiting = CompletableFuture.supplyAsync(() -> admission.admit(HANDSHAKE));
        await().until(() -> balancer.isWaitedFor(pool()));
        next.close();
        assertThat(soon(waiting)).isInstanceOf(RefusedByMember.class);
    }

    @Test
    @DisplayName("admission A3.6 no handshake waits for places held by relays unless there is a queue")
    void for_what_relays_hold_nobody_waits() {
        Admission admission = admission(oneAtATime("max-connections", "1"), LONG_MOMENTS);
        Lease lease = leased();
        lease.opened();
        assertThat(refusal(admission.admit(HANDSHAKE))).isEqualTo(RefusalReason.FULL);
        lease.close();
    }

    @Test
    @DisplayName("admission A3.3 a drained instance refuses with 503 and Retry-After")
    void a_drained_instance_refuses() {
        Admission admission = admission(Map.of("sluice", Map.of("members", "ws://127.0.0.1:1", "drain", "true")));
        assertThat(admission.admit(HANDSHAKE)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(RefusalReason.DRAINING);
            assertThat(refused.headers().first("Retry-After")).isPresent();
        });
    }

    @Test
    @DisplayName("admission A1.4 a stopping balancer refuses with 503 and Retry-After")
    void a_stopping_balancer_refuses() {
        Admission admission = overThreeMembers();
        admission.stop();
        assertThat(admission.admit(HANDSHAKE)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(RefusalReason.STOPPING);
            assertThat(refused.headers().first("Retry-After")).isPresent();
        });
    }

    @Test
    @DisplayName(
            "admission A3.4 a handshake that waits for a place gets 503 and Retry-After at once when the balancer stops")
    void a_handshake_that_waits_for_a_place_is_let_go() throws Exception {
        Admission admission = admission(Map.of(
                "sluice",
                Map.of(
                        "members",
                        "ws://127.0.0.1:1",
                        "max-connections",
                        "1",
                        "queue",
                        "2",
                        "queue-timeout",
                        "60s",
                        "handshake-budget",
                        "60s")));
        var member = pools.all().values().iterator().next().members().get(0);
        assertThat(member.stats().tryPending(1, 1)).isTrue();
        var waiting = CompletableFuture.supplyAsync(() -> admission.admit(HANDSHAKE));
        await().until(() -> balancer.isWaitedFor(pools.all().values().iterator().next()));

        admission.stop();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(RefusalReason.STOPPING);
            assertThat(refused.headers().first("Retry-After")).isPresent();
        });
        assertThat(attempts).isEmpty();
    }

    @Test
    @DisplayName(
            "admission A3.4 a handshake that waits for its turn on a request thread gets 503 at once, too, when the balancer stops")
    void a_handshake_that_waits_for_its_turn_is_let_go() throws Exception {
        Admission admission = admission(oneAtATime(), new WaitLimits(1, Duration.ofSeconds(60)));
        Lease lease = leased();
        var inLine = CompletableFuture.supplyAsync(() -> admission.admit(HANDSHAKE));
        await().until(() -> balancer.isWaitedFor(pool()));
        var beyond = new CompletableFuture<Outcome>();
        var thread = new Thread(() -> beyond.complete(admission.admit(HANDSHAKE)));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        admission.stop();
        assertThat(refusal(soon(inLine))).isEqualTo(RefusalReason.STOPPING);
        assertThat(refusal(soon(beyond))).isEqualTo(RefusalReason.STOPPING);
        assertThat(attempts).isEmpty();
        lease.close();
    }

    private Admission guarded(String more) {
        return admission(Map.of(
                "pools/chat", Map.of("members", "ws://127.0.0.1:1"),
                "rules/chat", Map.of("pool", "chat", "require-role", "chat, staff", "identity-headers", more)));
    }

    @Test
    @DisplayName("admission A3.5 an unidentified client comes to no member")
    void a_client_that_nobody_knows_yet_comes_to_no_member() {
        assertThat(guarded("false").admit(HANDSHAKE)).isEqualTo(new IdentityRequired(List.of("chat", "staff")));
        assertThat(attempts).isEmpty();
    }

    @Test
    @DisplayName("admission A3.5 a client in another role gets 403 and comes to no member")
    void a_client_in_another_role_hears_403() {
        assertThat(guarded("false").admit(HANDSHAKE.by(new Identity(() -> "bob", List.of("visitor")))))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why().status()).isEqualTo(403));
        assertThat(attempts).isEmpty();
    }

    @ParameterizedTest
    @DisplayName(
            "admission A3.5 a client in one of the roles comes to a member, which gets the identity if the rule has identity-headers")
    @ValueSource(booleans = {true, false})
    void a_client_in_one_of_the_roles_comes_to_a_member(boolean told) {
        answers.add(failed(AttemptFailed.Cause.REFUSED));
        guarded(Boolean.toString(told)).admit(HANDSHAKE.by(new Identity(() -> "alice", List.of("staff"))));
        assertThat(attempts.get(0).headers().all("X-Sluice-User")).isEqualTo(told ? List.of("alice") : List.of());
        assertThat(attempts.get(0).headers().all("X-Sluice-Roles")).isEqualTo(told ? List.of("staff") : List.of());
    }
}
