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

    private static final Pulse.Thresholds THREE = new Pulse.Thresholds(3, 3);
    private static final Duration TEN = Duration.ofSeconds(10);

    /** A clock that is about to turn over. */
    private static final long NOW = Long.MAX_VALUE - 1_000;

    @ParameterizedTest(name = "{0} leads to {1}")
    @DisplayName("H1.1 H1.2 a streak decides; the first good check is enough")
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
    void a_streak_decides(String checks, Pulse.State state) {
        assertThat(after(checks).state()).isEqualTo(state);
    }

    @Test
    @DisplayName("H1.3 a member that is down has the reason of the last failed check, one that is up none")
    void a_member_that_is_down_has_a_reason() {
        Pulse down = after("+--").after(Finding.bad("STATUS 503"), THREE);
        assertThat(down.settled()).isEqualTo(new Pulse(Pulse.State.DOWN, 0, true, "STATUS 503"));
        assertThat(down.after(Finding.well(), THREE).reason()).isEqualTo("STATUS 503");
        assertThat(after("+--").settled()).isEqualTo(after("+"));
    }

    @Property(tries = 500)
    @Label("H1.1 a member that was up is down exactly when the last checks that decided were failed ones")
    void a_member_is_down_exactly_when_the_last_that_decided_failed(
            @ForAll @Size(max = 60) List<Boolean> checks,
            @ForAll @IntRange(min = 1, max = 5) int rise,
            @ForAll @IntRange(min = 1, max = 5) int fall) {
        Pulse pulse = after("+");
        boolean up = true;
        int against = 0;
        for (boolean good : checks) {
            pulse = pulse.after(good ? Finding.well() : Finding.bad("REFUSED"), new Pulse.Thresholds(rise, fall));
            against = good == up ? 0 : against + 1;
            if (against == (up ? fall : rise)) {
                up = !up;
                against = 0;
            }
            assertThat(pulse.state()).isEqualTo(up ? Pulse.State.UP : Pulse.State.DOWN);
        }
    }

    @Test
    @DisplayName("H2.1 faults in a row make a member due, and a pause as long as an ejection begins a new row")
    void faults_in_a_row_make_a_member_due() {
        Faults row = Faults.NONE;
        for (int i = 0; i < 3; i++) {
            assertThat(row.reach(3, Fault.UNREACHED)).isFalse();
            row = row.after(Fault.UNREACHED, ONE, NOW + i * TEN.toNanos(), 0, TEN);
        }
        assertThat(row.reach(3, Fault.UNREACHED)).isTrue();
        assertThat(row.reach(0, Fault.UNREACHED)).isFalse();
        assertThat(row.after(Fault.UNREACHED, ONE, NOW + 2 * TEN.toNanos() + TEN.toNanos() + 1, 0, TEN)
                        .count())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("H2.2 three early deaths are too many of three or of six, and nothing among many that live")
    void early_deaths_count_only_among_few() {
        assertThat(died(1, 2, 3).reach(3, Fault.DIED_EARLY)).isTrue();
        assertThat(died(1, 3, 6).reach(3, Fault.DIED_EARLY)).isTrue();
        assertThat(died(10, 60, 200).reach(3, Fault.DIED_EARLY)).isFalse();
    }

    private static Faults died(long... opened) {
        Faults row = Faults.NONE;
        for (long now : opened) {
            row = row.after(Fault.DIED_EARLY, row.count() == 0 ? ONE : OTHER, NOW, now, TEN);
        }
        return row;
    }

    @Test
    @DisplayName("H2.7 statuses of one client, and early deaths of one client or one path, are never too many")
    void faults_of_one_source_are_never_too_many() {
        Source samePath = new Source(OTHER.client(), ONE.path());
        Source sameClient = new Source(ONE.client(), OTHER.path());
        assertThat(many(Fault.STATUS, ONE).reach(3, Fault.STATUS)).isFalse();
        assertThat(many(Fault.STATUS, sameClient).reach(3, Fault.STATUS)).isFalse();
        assertThat(many(Fault.STATUS, samePath).reach(3, Fault.STATUS)).isTrue();
        assertThat(many(Fault.DIED_EARLY, ONE).reach(3, Fault.DIED_EARLY)).isFalse();
        assertThat(many(Fault.DIED_EARLY, sameClient).reach(3, Fault.DIED_EARLY))
                .isFalse();
        assertThat(many(Fault.DIED_EARLY, samePath).reach(3, Fault.DIED_EARLY)).isFalse();
        assertThat(many(Fault.DIED_EARLY, OTHER).reach(3, Fault.DIED_EARLY)).isTrue();
        assertThat(many(Fault.UNANSWERED, ONE).reach(3, Fault.UNANSWERED)).isTrue();
    }

    private static Faults many(Fault fault, Source next) {
        Faults row = Faults.NONE.after(fault, ONE, NOW, 1, TEN);
        for (int opened = 2; opened < 16; opened++) {
            row = row.after(fault, next, NOW, opened, TEN);
        }
        return row;
    }

    @Test
    @DisplayName("H2.7 one host is one source, also with all the addresses of its IPv6 network")
    void one_host_is_one_source() {
        assertThat(Source.of("2001:db8:0:1::5", "/a")).isEqualTo(Source.of("2001:db8:0:1:8000::9%eth0", "/a"));
        assertThat(Source.of("2001:db8:0:1::5", "/a")).isNotEqualTo(Source.of("2001:db8:0:2::5", "/a"));
        assertThat(Source.of("10.0.0.1", "/a")).isNotEqualTo(Source.of("10.0.0.2", "/a"));
        assertThat(Source.of("::ffff:10.0.0.1", "/a")).isEqualTo(Source.of("10.0.0.1", "/a"));
        assertThat(Source.of("no address: at all", "/a").client()).isEqualTo("no address: at all".hashCode());
    }

    @Test
    @DisplayName(
            "H2.3 each ejection lasts twice as long as the one before, at most 300 s, and a good while begins anew")
    void each_ejection_lasts_twice_as_long() {
        Ejection ejection = Ejection.NONE;
        long now = NOW;
        for (int seconds : new int[] {10, 20, 40, 80, 160, 300, 300}) {
            ejection = ejection.begin(Fault.UNANSWERED, now, TEN);
            assertThat(ejection.isServed(now + Duration.ofSeconds(seconds).toNanos() - 1))
                    .isFalse();
            now += Duration.ofSeconds(seconds).toNanos();
            assertThat(ejection.isServed(now)).isTrue();
            ejection = ejection.end(now);
        }
        ejection = ejection.begin(Fault.UNANSWERED, now + Duration.ofMinutes(5).toNanos(), TEN);
        assertThat(ejection.nanos()).isEqualTo(TEN.toNanos());
    }

    @Test
    @DisplayName("H2.3 one who wants a longer first ejection than 300 s gets it")
    void a_longer_first_ejection_is_kept() {
        Duration hour = Duration.ofHours(1);
        assertThat(Ejection.NONE.begin(Fault.UNANSWERED, NOW, hour).nanos()).isEqualTo(hour.toNanos());
    }

    @ParameterizedTest(name = "of {0}, {1} out, {2} others: {3} % allow one more: {4}")
    @DisplayName("H2.4 not more than the pool allows, and never the last")
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
    @DisplayName("H2.5 that a port answers disproves only that it does not")
    void that_a_port_answers_disproves_only_that_it_does_not() {
        assertThat(Ejection.NONE.begin(Fault.UNREACHED, NOW, TEN).isDisprovedBy(false))
                .isTrue();
        assertThat(Ejection.NONE.begin(Fault.UNANSWERED, NOW, TEN).isDisprovedBy(false))
                .isFalse();
        assertThat(Ejection.NONE.begin(Fault.DIED_EARLY, NOW, TEN).isDisprovedBy(true))
                .isTrue();
        assertThat(Ejection.NONE.isDisprovedBy(true)).isFalse();
    }

    @Test
    @DisplayName("H3.1 a share grows in tenths from one tenth to the whole, and each step is announced")
    void a_share_grows_in_tenths() {
        Warmth warmth = Warmth.from(NOW);
        assertThat(IntStream.rangeClosed(0, 10).mapToObj(second -> warmth.share(NOW + second * 1_000_000_000L, TEN)))
                .containsExactly(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        long at = NOW;
        for (int share = 2; share <= 10; share++) {
            at = warmth.nextStep(at, TEN);
            assertThat(warmth.share(at - 1, TEN)).isEqualTo(share - 1);
            assertThat(warmth.share(at, TEN)).isEqualTo(share);
        }
        assertThat(Warmth.FULL.share(NOW, TEN)).isEqualTo(10);
        assertThat(warmth.share(NOW, Duration.ZERO)).isEqualTo(10);
    }

    private static Pulse after(String checks) {
        Pulse pulse = Pulse.unchecked();
        for (int i = 0; i < checks.length(); i++) {
            pulse = pulse.after(checks.charAt(i) == '+' ? Finding.well() : Finding.bad("REFUSED"), THREE);
        }
        return pulse;
    }
}
