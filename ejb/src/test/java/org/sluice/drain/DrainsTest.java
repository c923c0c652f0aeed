package org.sluice.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.config.Settings;
import org.sluice.frames.Extensions;
import org.sluice.pool.PoolMember;
import org.sluice.relay.Relay;
import org.sluice.relay.RelayOrder;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Relays;

class DrainsTest {
    private static final Duration SWEEP = Duration.ofMillis(500);
    private static final PoolMember A = new PoolMember("chat", URI.create("ws://a:1"));
    private static final PoolMember B = new PoolMember("chat", URI.create("ws://b:1"));
    private static final RelayTerms TERMS = new RelayTerms(
            Duration.ZERO,
            true,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(9),
            Duration.ZERO,
            RelayTerms.Heartbeat.OFF,
            RelayTerms.Rate.UNLIMITED,
            1012);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000); // a clock that is about to turn over
    private final Relays relays = new Relays(clock::get, new Random(1));
    private final List<PoolMember> closing = new ArrayList<>();
    private final Map<Relay, PoolMember> places = new HashMap<>();
    private final Drains drains =
            new Drains(relays.all(), relay -> Optional.ofNullable(places.get(relay)), clock::get, closing::add);

    @Test
    @DisplayName("drain D1.1 while its timeout lasts, a draining member is left alone")
    void while_its_timeout_lasts_a_draining_member_is_left_alone() {
        List<Relay> there = open(A, 10);
        drains.begin(A, terms(10, 4));

        pass(Duration.ofMillis(9_500));
        assertThat(ending(there)).isZero();
        assertThat(drains.members()).containsExactly(A);
    }

    @ParameterizedTest(name = "{0} relays over {1} s")
    @DisplayName("drain D1.2 then the relays end one after the other, evenly, and no other member's")
    @CsvSource({"100, 10", "3, 10", "1000, 2", "1, 5"})
    void then_the_relays_end_one_after_the_other(int count, int spread) {
        List<Relay> there = open(A, count);
        List<Relay> elsewhere = open(B, 5);
        drains.begin(A, terms(10, spread));
        pass(Duration.ofSeconds(10));

        for (Duration since = SWEEP; since.compareTo(Duration.ofSeconds(spread)) <= 0; since = since.plus(SWEEP)) {
            pass(SWEEP);
            double due = count * (double) since.toMillis() / (spread * 1000);
            assertThat((double) ending(there)).as("after %s", since).isBetween(due - 1, due + 1);
        }
        assertThat(ending(there)).isEqualTo(count);
        assertThat(ending(elsewhere)).isZero();
    }

    @Test
    @DisplayName("drain D1.2 clients that leave by themselves do not make the others go sooner")
    void clients_that_leave_by_themselves_do_not_make_the_others_go_sooner() {
        List<Relay> there = open(A, 100);
        drains.begin(A, terms(0, 10));
        pass(Duration.ofSeconds(5));
        assertThat(ending(there)).isEqualTo(50);
        there.stream().filter(relay -> !relay.isEnding()).limit(40).forEach(Relay::abandon);

        pass(Duration.ofSeconds(2));
        assertThat(there.stream().filter(relay -> !relay.isEnding())).isNotEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(ending(there)).isEqualTo(100);
    }

    @Test
    @DisplayName("drain D1.2 without a timeout and a spread all end at once")
    void without_a_timeout_and_a_spread_all_end_at_once() {
        List<Relay> there = open(A, 7);
        drains.begin(A, terms(0, 0));
        drains.sweep();

        assertThat(ending(there)).isEqualTo(7);
    }

    @Test
    @DisplayName("drain D1.3 a relay that opens late ends as the others do, and after a while none is waited for")
    void who_comes_late_ends_as_the_others_do() {
        drains.begin(A, terms(1, 1));
        pass(Duration.ofSeconds(20));
        List<Relay> late = open(A, 2);
        pass(SWEEP);
        assertThat(ending(late)).isEqualTo(2);
        late.forEach(Relay::abandon);

        pass(Duration.ofSeconds(60));
        assertThat(drains.members()).isEmpty();
    }

    @Test
    @DisplayName("drain D1.4 a cancelled drain leaves the remaining relays alone")
    void a_drain_that_is_called_off_leaves_whoever_is_left_alone() {
        List<Relay> there = open(A, 10);
        drains.begin(A, terms(0, 10));
        pass(Duration.ofSeconds(5));
        drains.callOff(A);

        pass(Duration.ofSeconds(60));
        assertThat(ending(there)).isEqualTo(5);
    }

    @Test
    @DisplayName("drain D1.5 a second drain request does not restart the time")
    void a_second_word_does_not_begin_the_time_anew() {
        List<Relay> there = open(A, 1);
        drains.begin(A, terms(10, 0));
        pass(Duration.ofSeconds(8));
        drains.begin(A, terms(10, 0));
        pass(Duration.ofSeconds(2));

        assertThat(ending(there)).isEqualTo(1);
    }

    @Test
    @DisplayName("drain D2.1 what a configuration names no longer is drained, and called off when it is named again")
    void what_a_configuration_names_no_longer_is_drained() {
        Configuration both = read(Map.of("chat", "ws://a:1, ws://b:1", "lobby", "ws://a:1"));
        Configuration one = read(Map.of("chat", "ws://b:1"));

        drains.follow(both, one);
        assertThat(drains.members()).containsExactlyInAnyOrder(A, new PoolMember("lobby", A.member()));

        drains.follow(one, both);
        assertThat(drains.members()).isEmpty();
    }

    @Test
    @DisplayName("drain D2.1 a member that was drained by another source stays so while it is named")
    void a_member_that_is_drained_by_anothers_word_stays_so() {
        Configuration two = read(Map.of("chat", "ws://a:1, ws://b:1"));
        Configuration three = read(Map.of("chat", "ws://a:1, ws://b:1, ws://c:1"));
        drains.begin(A, terms(10, 0));

        drains.follow(two, three);
        assertThat(drains.members()).containsExactly(A);
    }

    @Test
    @DisplayName(
            "drain D2.2 a member that is to drain is drained by its terms, one that is to be off at once, and a new setting counts")
    void a_member_is_left_as_its_entry_says() {
        Configuration serve = read(Map.of("chat", "ws://a:1, ws://b:1"));
        Configuration drain = read(Map.of("chat", "ws://a:1 drain, ws://b:1"));
        Configuration off = read(Map.of("chat", "ws://a:1 off, ws://b:1"));
        List<Relay> there = open(A, 10);

        drains.follow(serve, drain);
        drains.follow(drain, drain);
        assertThat(drains.members()).containsExactly(A);
        pass(Duration.ofSeconds(299));
        assertThat(ending(there)).isZero();
        assertThat(closing).isEmpty();

        drains.follow(drain, off);
        pass(Duration.ofSeconds(30));
        assertThat(ending(there)).isEqualTo(10);

        drains.follow(off, serve);
        assertThat(drains.members()).isEmpty();
    }

    @Test
    @DisplayName("drain D2.4 the end of a member's drain time is reported once")
    void it_is_told_once_when_the_time_of_a_member_is_over() {
        drains.begin(A, terms(10, 5));
        pass(Duration.ofMillis(9_500));
        assertThat(closing).isEmpty();
        pass(Duration.ofSeconds(5));
        assertThat(closing).containsExactly(A);
    }

    @Test
    @DisplayName(
            "drain D2.3 the whole instance is drained with 1001 over each pool's spread, and not when it is undone")
    void the_whole_instance_is_drained() {
        Configuration serve = read(Map.of("chat", "ws://a:1, ws://b:1 drain"));
        Configuration leave =
                new Configuration(serve.pools(), serve.rules(), serve.listeners(), settings(Map.of("drain", "true")));
        List<Relay> there = open(A, 10);

        drains.follow(serve, leave);
        assertThat(drains.members()).containsExactlyInAnyOrder(A, B);
        pass(Duration.ofSeconds(15));
        assertThat(ending(there)).isEqualTo(5);

        drains.follow(leave, serve);
        pass(Duration.ofSeconds(30));
        assertThat(ending(there)).isEqualTo(5);
        assertThat(drains.members()).containsExactly(B);
    }

    private static Settings settings(Map<String, String> keys) {
        ReadResult reading = new ConfigurationReader().read(Map.of("settings", keys));
        return ((ReadResult.Accepted) reading).configuration().settings();
    }

    private void pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(SWEEP)) {
            clock.addAndGet(SWEEP.toNanos());
            drains.sweep();
        }
    }

    private List<Relay> open(PoolMember place, int count) {
        List<Relay> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RelayOrder order = new RelayOrder(new QuietLeg(), TERMS, Extensions.none(), 0, 0);
            opened.add(relays.open(order, new QuietLeg(), (relay, cause) -> {}));
        }
        opened.forEach(relay -> places.put(relay, place));
        return opened;
    }

    private static long ending(List<Relay> relays) {
        return relays.stream().filter(Relay::isEnding).count();
    }

    private static DrainSettings terms(int timeout, int spread) {
        return new DrainSettings(Duration.ofSeconds(timeout), Duration.ofSeconds(spread), 1012);
    }

    private static Configuration read(Map<String, String> members) {
        Map<String, Map<String, String>> pools = new HashMap<>();
        members.forEach((pool, list) -> pools.put("pools/" + pool, Map.of("members", list)));
        return Stream.of(new ConfigurationReader().read(pools))
                .map(ReadResult.Accepted.class::cast)
                .map(ReadResult.Accepted::configuration)
                .findFirst()
                .orElseThrow();
    }
}
