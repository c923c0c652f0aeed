package org.sluice.balancing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.Reading;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.health.Fault;
import org.sluice.health.Finding;
import org.sluice.health.Source;
import org.sluice.heartbeat.Checks;
import org.sluice.pool.Ejections;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;
import org.sluice.pool.Pools;

/**
 * Members, clients and the rooms between them on a clock that nobody waits for. Handshakes come at a steady rate; each takes
 * the time its member needs, becomes a relay or goes to the next member, and the relay lives for a while. The same seed gives
 * the same run.
 */
final class World {
    /** What a member does with handshakes and checks, for now. */
    enum Mood {
        WELL,
        /** Takes half a second for each handshake. */
        SLOW,
        /** Takes connections and never says a word. */
        HOLE,
        /** Answers 503 at once. */
        BUSY,
        /** Nobody listens. */
        DEAD
    }

    private static final long MILLI = 1_000_000;
    private static final long HANDSHAKE_TIMEOUT = 2_000 * MILLI;
    private static final int ATTEMPTS = 3;

    private final Random random = new Random(11);
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<String, Mood> moods = new HashMap<>();
    private final Map<String, List<Relay>> relays = new LinkedHashMap<>();
    private final Map<String, Integer> opened = new LinkedHashMap<>();
    private final Map<String, Integer> most = new LinkedHashMap<>();
    private final Duration life;
    private long now;
    private long order;
    private int refused;
    private int clients;
    private int failed;
    private final Pools pools = new Pools(() -> now, (pool, before, after) -> {});
    private final Ejections ejections = new Ejections(pools);
    private final Balancer balancer = new Balancer(new Random(5), () -> now);
    private final Checks checks = new Checks(pools, ejections, this::ask, Runnable::run, new Random(3));

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    /** An open one. */
    private static final class Relay {
        private final Lease lease;
        private boolean over;

        Relay(Lease lease) {
            this.lease = lease;
        }
    }

    /** @param life how long a relay lives on the mean */
    World(Map<String, String> pool, Duration life) {
        this.life = life;
        say(pool);
        every(Duration.ofMillis(50), () -> {
            ejections.sweep();
            checks.sweep();
        });
    }

    /** The pool as it is written from now on. */
    void say(Map<String, String> keys) {
        Reading reading = new ConfigurationReader().read(Map.of("pools/p", keys));
        Configuration configuration = ((Reading.Accepted) reading).configuration();
        pools.follow(configuration);
    }

    void at(Duration time, Runnable what) {
        events.add(new Event(time.toNanos(), order++, what));
    }

    void mood(String host, Mood mood) {
        moods.put(host, mood);
        if (mood == Mood.DEAD) {
            List<Relay> dying = relays.getOrDefault(host, List.of());
            relays.put(host, new ArrayList<>());
            for (Relay relay : List.copyOf(dying)) {
                end(relay);
                arrive(); // its client comes again
            }
        }
    }

    /** Handshakes at a steady rate until the end. */
    void run(int perSecond, Duration time) {
        every(Duration.ofNanos(1_000_000_000L / perSecond), this::arrive);
        long end = time.toNanos();
        while (!events.isEmpty() && events.peek().at() <= end) {
            Event next = events.remove();
            now = next.at();
            next.what().run();
        }
    }

    private void every(Duration interval, Runnable what) {
        in(interval.toNanos(), () -> {
            what.run();
            every(interval, what);
        });
    }

    private void in(long nanos, Runnable what) {
        events.add(new Event(now + nanos, order++, what));
    }

    private void arrive() {
        int client = clients++;
        knock(
                new Handshake(
                        "" + client, "/", Headers.none(), "10.0." + client / 250 % 250 + "." + client % 250, 80, false),
                new HashSet<>());
    }

    private void knock(Handshake handshake, Set<Member> tried) {
        Optional<Lease> lease = tried.size() == ATTEMPTS ? Optional.empty() : balancer.pick(pool(), handshake, tried);
        if (lease.isEmpty()) {
            refused++;
            return;
        }
        Member member = lease.get().member();
        tried.add(member);
        most.merge(member.host(), member.stats().busy(), Math::max);
        Mood mood = mood(member);
        in(patience(mood), () -> answered(lease.get(), mood(member) == Mood.DEAD ? Mood.DEAD : mood, handshake, tried));
    }

    private static long patience(Mood mood) {
        return switch (mood) {
            case WELL -> 10 * MILLI;
            case SLOW -> 500 * MILLI;
            case HOLE -> HANDSHAKE_TIMEOUT;
            case BUSY, DEAD -> MILLI;
        };
    }

    private void answered(Lease lease, Mood mood, Handshake handshake, Set<Member> tried) {
        Member member = lease.member();
        if (mood == Mood.WELL || mood == Mood.SLOW) {
            ejections.answered(member);
            lease.opened();
            opened.merge(member.host(), 1, Integer::sum);
            Relay relay = new Relay(lease);
            relays.computeIfAbsent(member.host(), unseen -> new ArrayList<>()).add(relay);
            in((long) (-StrictMath.log(1 - random.nextDouble()) * life.toNanos()), () -> end(relay));
            return;
        }
        lease.close();
        failed++;
        ejections.failed("p", member, mood == Mood.DEAD ? Fault.UNREACHED : Fault.UNANSWERED, new Source(1, 1));
        knock(handshake, tried);
    }

    private void end(Relay relay) {
        if (!relay.over) {
            relay.over = true;
            relay.lease.close();
            relays.getOrDefault(relay.lease.member().host(), new ArrayList<>()).remove(relay);
        }
    }

    private Optional<Finding> ask(Pool pool, Member member) {
        return Optional.of(mood(member) == Mood.DEAD ? Finding.bad("REFUSED") : Finding.well());
    }

    private Mood mood(Member member) {
        return moods.getOrDefault(member.host(), Mood.WELL);
    }

    private Pool pool() {
        return pools.pool("p").orElseThrow();
    }

    /** Relays that have opened on each member. */
    Map<String, Integer> opened() {
        return new LinkedHashMap<>(opened);
    }

    /** What each member carried at most. */
    Map<String, Integer> most() {
        return new LinkedHashMap<>(most);
    }

    /** Attempts that failed. */
    int failed() {
        return failed;
    }

    /** Clients that found no member. */
    int refused() {
        return refused;
    }
}
