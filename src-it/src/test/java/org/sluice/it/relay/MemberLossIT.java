package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.MemberProcess;
import org.sluice.it.kit.MembersPage;
import org.sluice.it.kit.Results;
import org.sluice.it.relay.LiveSessions.End;
import org.sluice.it.relay.LiveSessions.Session;
import org.sluice.it.relay.SteadyHandshakes.Opened;
import org.sluice.it.server.Apart;

/**
 * Three members in processes of their own, while handshakes come at a steady rate: one is killed and one is frozen at the same
 * time, and both come back.
 */
@ResourceLock(Apart.COMING_AND_GOING)
@SuppressWarnings("NullAway.Init") // made before the first test
class MemberLossIT extends RelayIT {
    private static final String POOL = "lossy";
    private static final String TARGET = "/lossy/echo";
    private static final int PER_SECOND = LONG ? 200 : 40;
    private static final int SESSIONS = LONG ? 300 : 30;

    /** As in server.properties. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private static final Duration SLOW_START = Duration.ofSeconds(2);

    /** What is promised, and beside it what a machine may take that has other work; sweeps come twice a second. */
    private static final Duration WITHIN_A_SECOND = LONG ? Duration.ofSeconds(1) : Duration.ofSeconds(5);

    private static final Duration TWO_HEARTBEATS = HEARTBEAT.multipliedBy(2).plus(WITHIN_A_SECOND);

    private static final Duration SOON = Duration.ofSeconds(20);

    private static MemberProcess killed;
    private static MemberProcess frozen;
    private static MemberProcess healthy;

    @BeforeAll
    static void start() throws IOException {
        List<MemberProcess> members = MemberProcess.startAll(
                Integer.getInteger("sluice.it.health1.port"),
                Integer.getInteger("sluice.it.health2.port"),
                Integer.getInteger("sluice.it.edge.healthy1.port"));
        killed = members.get(0);
        frozen = members.get(1);
        healthy = members.get(2);
    }

    @AfterAll
    static void end() {
        killed.close();
        frozen.close();
        healthy.close();
    }

    @Test
    @DisplayName(
            "it.relay H3.1 H3.2 H3.3 one member is killed, one is frozen: no handshake is lost, sessions are told in time, and"
                    + " both come back slowly")
    void one_member_is_killed_and_one_is_frozen() throws IOException {
        allServe();
        if (LONG) {
            warmUp();
        }
        try (LiveSessions sessions = LiveSessions.open(front(), TARGET, SESSIONS);
                SteadyHandshakes handshakes = new SteadyHandshakes(front(), TARGET, PER_SECOND)) {
            List<Session> onKilled = sessions.on(killed);
            List<Session> onFrozen = sessions.on(frozen);
            List<Session> onHealthy = sessions.on(healthy);
            assertThat(List.of(onKilled, onFrozen, onHealthy)).noneMatch(List::isEmpty);
            handshakes.awaitMore(PER_SECOND);

            long began = System.nanoTime();
            frozen.freeze();
            killed.kill();
            Duration killedAfter = allTold(onKilled, began, "1012 member gone");
            Duration frozenAfter = allTold(onFrozen, began, "1012 member silent");
            assertThat(killedAfter).isLessThan(WITHIN_A_SECOND);
            assertThat(frozenAfter).isLessThan(TWO_HEARTBEATS);
            handshakes.awaitMore(PER_SECOND);

            frozen.thaw();
            killed.start();
            killed.awaitReady();
            allServe();
            handshakes.awaitMore(PER_SECOND * (int) SLOW_START.toSeconds());
            double slow = returnsSlowly(handshakes, began);
            double share = hasItsShare(handshakes);
            assertThat(handshakes.failures()).isEmpty();
            assertThat(onHealthy).noneMatch(session -> session.end().isDone());
            report(handshakes, killedAfter, frozenAfter, slow, share);
        }
    }

    /** A server that has just been started has no time for so many handshakes; how many get through does not matter yet. */
    private static void warmUp() {
        try (SteadyHandshakes early = new SteadyHandshakes(front(), TARGET, PER_SECOND / 2)) {
            await("a warm server")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> early.opened().size() > 15 * PER_SECOND);
        }
    }

    private static void allServe() {
        MembersPage page = new MembersPage(front());
        for (MemberProcess member : List.of(killed, frozen, healthy)) {
            await(member.name() + " to serve")
                    .atMost(SOON)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> page.member(POOL, member.port()).orElseThrow().serves());
        }
    }

    /** Each session ends with these words. How long the last one took. */
    private static Duration allTold(List<Session> sessions, long began, String words) {
        List<End> ends = sessions.stream().map(session -> session.end().join()).toList();
        assertThat(ends).extracting(End::told).containsOnly(words);
        return Duration.ofNanos(
                ends.stream().mapToLong(end -> end.atNanos() - began).max().orElseThrow());
    }

    /**
     * While its slow start lasts, the member that was killed gets no more than the tenths it may have by then, beside one that
     * takes its full share. What it got, in percent.
     */
    private static double returnsSlowly(SteadyHandshakes handshakes, long diedAt) {
        List<Opened> behind = handshakes.opened().stream()
                .filter(one -> one.atNanos() > diedAt)
                .toList();
        long first = behind.stream()
                .filter(one -> one.member().equals(killed.name()) && one.atNanos() - diedAt > 500_000_000L)
                .mapToLong(Opened::atNanos)
                .min()
                .orElseThrow();
        double may = 0;
        int got = 0;
        int all = 0;
        for (Opened one : behind) {
            double since = (one.atNanos() - first) / 1e9;
            if (since >= 0 && since < SLOW_START.toSeconds()) {
                // It was back a moment before the first one came.
                double tenths = Math.min(1, Math.ceil((since + 0.5) / SLOW_START.toSeconds() * 10) / 10);
                may += tenths / (1 + tenths);
                got += one.member().equals(killed.name()) ? 1 : 0;
                all++;
            }
        }
        assertThat((double) got).isLessThan(may + 5);
        return 100.0 * got / all;
    }

    /** A third, as near as the moment of counting allows. In percent. */
    private static double hasItsShare(SteadyHandshakes handshakes) {
        int before = handshakes.opened().size();
        handshakes.awaitMore(90);
        List<Opened> last = handshakes.opened().subList(before, before + 90);
        long share =
                last.stream().filter(one -> one.member().equals(killed.name())).count();
        assertThat(share).isCloseTo(30, within(12L));
        return share / 0.9;
    }

    private void report(
            SteadyHandshakes handshakes, Duration killedAfter, Duration frozenAfter, double slow, double share) {
        Results.note(
                server.toString(),
                String.format(
                        Locale.ROOT,
                        "member lost: %d sessions, %d handshakes at %.0f a second, failed %d; killed: the last session told"
                                + " after %d ms; frozen: after %d ms; slow start: %.0f %% of the handshakes, then %.0f %%",
                        SESSIONS,
                        handshakes.opened().size(),
                        handshakes.rate(),
                        handshakes.failures().size(),
                        killedAfter.toMillis(),
                        frozenAfter.toMillis(),
                        slow,
                        share));
    }
}
