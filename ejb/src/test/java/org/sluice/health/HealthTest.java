package org.sluice.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
    private static final Source ONE = new Source(1, 1);
    private static final Source OTHER = new Source(2, 2);

    private static final HealthStreak.Thresholds THREE = new HealthStreak.Thresholds(3, 3);
    private static final Duration TEN = Duration.ofSeconds(10);

    /** A clock that is about to turn over. */
    private static final long NOW = Long.MAX_VALUE - 1_000;

    @ParameterizedTest(name = "{0} leads to {1}")
    @DisplayName("health H1.1 H1.2 a streak decides; the first good check is enough")
    @CsvSource({
        "'', UNKNOWN",
        "+, UP",
        "-, DOWN",
        "+--, UP",
        "+---, DOWN",
        "+--+--, UP",
        "+---++, DOWN",
        "+---++-+++, UP",
        "+---++-++, DOWN",
        "-+, UP",
        "--+, UP"
    })
    void a_streak_decides(String checks, HealthStreak.State state) {
        assertThat(after(checks).state()).isEqualTo(state);
    }

    @Test
    @DisplayName("health H1.3 a member that is down has the reason of the last failed check, one that is up none")
    void a_member_that_is_down_has_a_reason() {
        HealthStreak down = after("+--").after(CheckResult.bad("STATUS 503"), THREE);
        assertThat(down.settled()).isEqualTo(new HealthStreak(HealthStreak.State.DOWN, 0, true, "STATUS 503"));
        assertThat(down.after(CheckResult.well(), THREE).reason()).isEqualTo("STATUS 503");
        assertThat(after("+--").settled()).isEqualTo(after("+"));
    }

    @Property(tries = 500)
    @Label("health H1.1 a member that was up is down exactly when the last checks that decided were failed ones")
    void a_member_is_down_exactly_when_the_last_that_decided_failed(
            @ForAll @Size(max = 60) List<Boolean> checks,
            @ForAll @IntRange(min = 1, max = 5) int rise,
            @ForAll @IntRange(min = 1, max = 5) int fall) {
        HealthStreak healthStreak = after("+");
        boolean up = true;
        int against = 0;
        for (boolean good : checks) {
            healthStreak = healthStreak.after(
                    good ? CheckResult.well() : CheckResult.bad("REFUSED"), new HealthStreak.Thresholds(rise, fall));
            against = good == up ? 0 : against + 1;
            if (against == (up ? fall : rise)) {
                up = !up;
                against = 0;
            }
            assertThat(healthStreak.state()).isEqualTo(up ? HealthStreak.State.UP : HealthStreak.State.DOWN);
        }
    }

    @Test
    @DisplayName("health H2.1 faults in a row make a member due, and a pause as long as an ejection begins a new row")
    void faults_in_a_row_make_a_member_due() {
        FaultStreak row = FaultStreak.NONE;
        for (int i = 0; i < 3; i++) {
            assertThat(row.reach(3, MemberFault.UNREACHED)).isFalse();
            row = row.after(MemberFault.UNREACHED, ONE, NOW + i * TEN.toNanos(), 0, TEN);
        }
        assertThat(row.reach(3, MemberFault.UNREACHED)).isTrue();
        assertThat(row.reach(0, MemberFault.UNREACHED)).isFalse();
        assertThat(row.after(MemberFault.UNREACHED, ONE, NOW + 2 * TEN.toNanos() + TEN.toNanos() + 1, 0, TEN)
                        .count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("health H2.2 three early deaths are too many of three or of six, and nothing among many that live")
    void early_deaths_count_only_among_few() {
        assertThat(died(1, 2, 3).reach(3, MemberFault.DIED_EARLY)).isTrue();
        assertThat(died(1, 3, 6).reach(3, MemberFault.DIED_EARLY)).isTrue();
        assertThat(died(10, 60, 200).reach(3, MemberFault.DIED_EARLY)).isFalse();
    }

    private static FaultStreak died(long... opened) {
        FaultStreak row = FaultStreak.NONE;
        for (long now : opened) {
            row = row.after(MemberFault.DIED_EARLY, row.count() == 0 ? ONE : OTHER, NOW, now, TEN);
        }
        return row;
    }

    @Test
    @DisplayName("health H2.7 statuses of one client, and early deaths of one client or one path, are never too many")
    void faults_of_one_source_are_never_too_many() {
        Source samePath = new Source(OTHER.client(), ONE.path());
        Source sameClient = new Source(ONE.client(), OTHER.path());
        assertThat(many(MemberFault.STATUS, ONE).reach(3, MemberFault.STATUS)).isFalse();
        assertThat(many(MemberFault.STATUS, sameClient).reach(3, MemberFault.STATUS))
                .isFalse();
        assertThat(many(MemberFault.STATUS, samePath).reach(3, MemberFault.STATUS))
                .isTrue();
        assertThat(many(MemberFault.DIED_EARLY, ONE).reach(3, MemberFault.DIED_EARLY))
                .isFalse();
        assertThat(many(MemberFault.DIED_EARLY, sameClient).reach(3, MemberFault.DIED_EARLY))
                .isFalse();
        assertThat(many(MemberFault.DIED_EARLY, samePath).reach(3, MemberFault.DIED_EARLY))
                .isFalse();
        assertThat(many(MemberFault.DIED_EARLY, OTHER).reach(3, MemberFault.DIED_EARLY))
                .isTrue();
        assertThat(many(MemberFault.UNANSWERED, ONE).reach(3, MemberFault.UNANSWERED))
                .isTrue();
    }

    private static FaultStreak many(MemberFault fault, Source next) {
        FaultStreak row = FaultStreak.NONE.after(fault, ONE, NOW, 1, TEN);
        for (int opened = 2; opened < 16; opened++) {
            row = row.after(fault, next, NOW, opened, TEN);
        }
        return row;
    }

    @Test
    @DisplayName("health H2.7 one host is one source, also with all the addresses of its IPv6 network")
    void one_host_is_one_source() {
        assertThat(Source.of("2001:db8:0:1::5", "/a")).isEqualTo(Source.of("2001:db8:0:1:8000::9%eth0", "/a"));
        assertThat(Source.of("2001:db8:0:1::5", "/a")).isNotEqualTo(Source.of("2001:db8:0:2::5", "/a"));
        assertThat(Source.of("10.0.0.1", "/a")).isNotEqualTo(Source.of("10.0.0.2", "/a"));
        assertThat(Source.of("::ffff:10.0.0.1", "/a")).isEqualTo(Source.of("10.0.0.1", "/a"));
        assertThat(Source.of("no address: at all", "/a").client()).isEqualTo("no address: at all".hashCode());
    }

    @Test
    @DisplayName(
            "health H2.3 each ejection lasts twice as long as the one before, at most 300 s, and a good while begins anew")
    void each_ejection_lasts_twice_as_long() {
        Ejection ejection = Ejection.NONE;
        long now = NOW;
        for (int seconds : new int[] {10, 20, 40, 80, 160, 300, 300}) {
            ejection = ejection.begin(MemberFault.UNANSWERED, now, TEN);
            assertThat(ejection.isServed(now + Duration.ofSeconds(seconds).toNanos() - 1))
                    .isFalse();
            now += Duration.ofSeconds(seconds).toNanos();
            assertThat(ejection.isServed(now)).isTrue();
            ejection = ejection.end(now);
        }
        ejection = ejection.begin(
                MemberFault.UNANSWERED, now + Duration.ofMinutes(5).toNanos(), TEN);
        assertThat(ejection.nanos()).isEqualTo(TEN.toNanos());
    }

    @Test
    @DisplayName("health H2.3 one who wants a longer first ejection than 300 s gets it")
    void a_longer_first_ejection_is_kept() {
        Duration hour = Duration.ofHours(1);
        assertThat(Ejection.NONE.begin(MemberFault.UNANSWERED, NOW, hour).nanos())
                .isEqualTo(hour.toNanos());
    }

    @ParameterizedTest(name = "of {0}, {1} out, {2} others: {3} % allow one more: {4}")
    @DisplayName("health H2.4 not more than the pool allows, and never the last")
    @CsvSource({
        "1, 0, 0, 100, false",
        "2, 0, 1, 50, true",
        "2, 1, 0, 50, false",
        "2, 1, 0, 100, false",
        "3, 0, 2, 10, true",
        "3, 0, 2, 0, false",
        "4, 1, 2, 50, true",
        "4, 2, 1, 50, false"
    })
    void not_more_than_the_pool_allows(int size, int out, int others, int most, boolean allowed) {
        assertThat(Ejection.allows(size, out, others, most)).isEqualTo(allowed);
    }

    @Test
    @DisplayName("health H2.5 that a port answers disproves only that it does not")
    void that_a_port_answers_disproves_only_that_it_does_not() {
        assertThat(Ejection.NONE.begin(MemberFault.UNREACHED, NOW, TEN).isDisprovedBy(false))
                .isTrue();
        assertThat(Ejection.NONE.begin(MemberFault.UNANSWERED, NOW, TEN).isDisprovedBy(false))
                .isFalse();
        assertThat(Ejection.NONE.begin(MemberFault.DIED_EARLY, NOW, TEN).isDisprovedBy(true))
                .isTrue();
        assertThat(Ejection.NONE.isDisprovedBy(true)).isFalse();
    }

    @Test
    @DisplayName("health H3.1 a share grows in tenths from one tenth to the whole, and each step is announced")
    void a_share_grows_in_tenths() {
        SlowStart slowStart = SlowStart.from(NOW);
        assertThat(IntStream.rangeClosed(0, 10).mapToObj(second -> slowStart.share(NOW + second * 1_000_000_000L, TEN)))
                .containsExactly(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        long at = NOW;
        for (int share = 2; share <= 10; share++) {
            at = slowStart.nextStep(at, TEN);
            assertThat(slowStart.share(at - 1, TEN)).isEqualTo(share - 1);
            assertThat(slowStart.share(at, TEN)).isEqualTo(share);
        }
        assertThat(SlowStart.FULL.share(NOW, TEN)).isEqualTo(10);
        assertThat(slowStart.share(NOW, Duration.ZERO)).isEqualTo(10);
    }

    private static HealthStreak after(String checks) {
        HealthStreak healthStreak = HealthStreak.unchecked();
        for (int i = 0; i < checks.length(); i++) {
            healthStreak = healthStreak.after(
                    checks.charAt(i) == '+' ? CheckResult.well() : CheckResult.bad("REFUSED"), THREE);
        }
        return healthStreak;
    }
}
