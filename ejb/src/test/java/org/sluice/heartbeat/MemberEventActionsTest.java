package org.sluice.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.health.CheckResult;
import org.sluice.health.HealthStreak;
import org.sluice.health.MemberFault;
import org.sluice.health.Source;
import org.sluice.pool.Ejections;
import org.sluice.pool.Member;
import org.sluice.pool.PoolMember;
import org.sluice.pool.Pools;
import org.sluice.relay.CloseCause;
import org.sluice.relay.OpenRelay;
import org.sluice.relay.RelayEvents;
import org.sluice.relay.Side;
import org.sluice.relay.Traffic;

/** What is logged of members, and which relays end. A test must expect every line. */
class MemberEventActionsTest {
    private static final Logger LOG = Logger.getLogger("org.sluice");
    private static final HealthStreak.Thresholds AT_ONCE = new HealthStreak.Thresholds(1, 1);

    private final Lines lines = new Lines();
    private final Map<OpenRelay, PoolMember> placed = new HashMap<>();
    private final List<OpenRelay> open = new ArrayList<>();
    private long now;
    private final Pools pools =
            new Pools(() -> now, new MemberEventActions(open, relay -> Optional.ofNullable(placed.get(relay))));

    @BeforeEach
    void listen() {
        LOG.addHandler(lines);
    }

    @AfterEach
    void nothing_else_is_said() {
        LOG.removeHandler(lines);
        assertThat(lines.said).isEmpty();
    }

    @ParameterizedTest
    @DisplayName(
            "heartbeat B3.1 a member that goes down is one line with the reason of its check, and one when it is back")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            TIMEOUT         | TIMEOUT
            REFUSED         | REFUSED
            UNKNOWN HOST    | "UNKNOWN HOST"
            TLS: expired    | "TLS: expired"
            TLS: untrusted  | "TLS: untrusted"
            TLS: wrong name | "TLS: wrong name"
            STATUS 503      | "STATUS 503"
            BODY            | BODY
            NO PONG         | "NO PONG"
            NO PONG: closed | "NO PONG: closed"
            WRONG ACCEPT    | "WRONG ACCEPT"
            """,
            quoteCharacter = '\'')
    void a_member_that_goes_down_is_one_line_with_its_reason(String reason, String told) {
        say("ws://a:1");
        found("a", CheckResult.well());
        lines.mustBe("INFO member-up  pool=chat member=ws://a:1 was=UNKNOWN");
        found("a", CheckResult.bad(reason));
        lines.mustBe("WARNING member-down  pool=chat member=ws://a:1 reason=" + told);
        found("a", CheckResult.bad(reason));
        found("a", CheckResult.bad("something else"));
        found("a", CheckResult.well());
        lines.mustBe("INFO member-up  pool=chat member=ws://a:1 was=DOWN");
    }

    @Test
    @DisplayName(
            "heartbeat B3.1 a member that is put aside is one line with the reason and the time, and one when it is back")
    void a_member_that_is_put_aside_is_one_line() {
        say("ws://a:1, ws://b:1", "eject-for", "7s");
        Ejections ejections = new Ejections(pools);
        for (int i = 0; i < 3; i++) {
            ejections.failed("chat", member("a"), MemberFault.DIED_EARLY, new Source(i, i));
        }
        lines.mustBe("WARNING member-ejected  pool=chat member=ws://a:1 for=7000ms reason=DIED_EARLY");
        now += Duration.ofSeconds(7).toNanos();
        ejections.sweep();
        lines.mustBe("INFO member-up  pool=chat member=ws://a:1 was=EJECTED");
    }

    @Test
    @DisplayName("heartbeat B3.1 that checks cease is no news of a member that was up")
    void that_checks_cease_is_no_news() {
        say("ws://a:1");
        found("a", CheckResult.well());
        lines.mustBe("INFO member-up  pool=chat member=ws://a:1 was=UNKNOWN");
        change("a", HealthStreak.unchecked());
        assertThat(member("a").health()).isEqualTo(Member.Health.UNKNOWN);
    }

    @Test
    @DisplayName("heartbeat B3.2 with on-down=close the relays of a member that is down are ended, and no others")
    void with_on_down_close_its_relays_are_ended() {
        say("ws://a:1, ws://b:1", "on-down", "close");
        Noted its = relay("chat", "a");
        Noted others = relay("chat", "b");
        Noted elsewhere = relay("lobby", "a");
        Noted nowhere = new Noted();
        open.add(nowhere);
        found("a", CheckResult.bad("REFUSED"));
        lines.mustBe("WARNING member-down  pool=chat member=ws://a:1 reason=REFUSED");
        assertThat(its.ended).containsExactly(CloseCause.memberDown());
        assertThat(others.ended).isEmpty();
        assertThat(elsewhere.ended).isEmpty();
        assertThat(nowhere.ended).isEmpty();
    }

    @Test
    @DisplayName("heartbeat B3.2 else, and where a member is only put aside, its relays live on")
    void else_its_relays_live_on() {
        say("ws://a:1, ws://b:1");
        Noted its = relay("chat", "a");
        found("a", CheckResult.bad("REFUSED"));
        lines.mustBe("WARNING member-down  pool=chat member=ws://a:1 reason=REFUSED");

        say("ws://a:1, ws://b:1", "on-down", "close");
        Noted aside = relay("chat", "b");
        Ejections ejections = new Ejections(pools);
        found("a", CheckResult.well());
        lines.mustBe("INFO member-up  pool=chat member=ws://a:1 was=DOWN");
        for (int i = 0; i < 3; i++) {
            ejections.failed("chat", member("b"), MemberFault.UNANSWERED, new Source(1, 1));
        }
        lines.mustBe("WARNING member-ejected  pool=chat member=ws://b:1 for=10000ms reason=UNANSWERED");
        assertThat(its.ended).isEmpty();
        assertThat(aside.ended).isEmpty();
    }

    private Noted relay(String pool, String host) {
        Noted relay = new Noted();
        open.add(relay);
        placed.put(relay, new PoolMember(pool, uri(host)));
        return relay;
    }

    private void found(String host, CheckResult finding) {
        change(host, member(host).healthStreak().after(finding, AT_ONCE));
    }

    private void change(String host, HealthStreak healthStreak) {
        pools.change("chat", uri(host), member -> member.with(healthStreak, now));
    }

    private Member member(String host) {
        return pools.pool("chat").flatMap(pool -> pool.member(uri(host))).orElseThrow();
    }

    private static URI uri(String host) {
        return URI.create("ws://" + host + ":1");
    }

    private void say(String members, String... more) {
        Map<String, String> keys = new HashMap<>(Map.of("members", members));
        for (int i = 0; i < more.length; i += 2) {
            keys.put(more[i], more[i + 1]);
        }
        ReadResult reading = new ConfigurationReader().read(Map.of("pools/chat", keys));
        Configuration configuration = ((ReadResult.Accepted) reading).configuration();
        pools.follow(configuration);
    }

    /** A relay that only notes how it is ended. */
    private static final class Noted implements OpenRelay {
        private final List<CloseCause> ended = new ArrayList<>();

        @Override
        public void end(CloseCause cause) {
            ended.add(cause);
        }

        @Override
        public Traffic traffic(Side from) {
            throw new AssertionError();
        }

        @Override
        public Duration age() {
            throw new AssertionError();
        }

        @Override
        public String resets() {
            throw new AssertionError();
        }

        @Override
        public RelayEvents events() {
            throw new AssertionError();
        }

        @Override
        public boolean isEnding() {
            return !ended.isEmpty();
        }

        @Override
        public void abandon() {
            throw new AssertionError();
        }

        @Override
        public void sweep(long at) {
            throw new AssertionError();
        }

        @Override
        public void failed(RuntimeException thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** Log lines that no assertion has expected yet. */
    private static final class Lines extends Handler {
        private final List<String> said = new ArrayList<>();

        void mustBe(String line) {
            assertThat(said).containsExactly(line);
            said.clear();
        }

        @Override
        public void publish(LogRecord entry) {
            said.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
