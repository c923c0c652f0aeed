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
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.health.CheckResult;
import org.sluice.health.MemberFault;
import org.sluice.health.Source;
import org.sluice.heartbeat.HealthChecks;
import org.sluice.pool.Ejections;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;
import org.sluice.pool.Pools;

/**
 * A simulation of clients, members and the balancer between them on a virtual clock. Handshakes come at a steady rate; each
 * takes the time its member needs, becomes a relay or goes to the next member, and the relay lives for a while. The same seed
 * gives the same run.
 */
final class SimulatedPool {
    /** What a member does with handshakes and checks. */
    enum Behaviour {
        WELL,
        /** Takes half a second for each handshake. */
        SLOW,
        /** Accepts connections and never answers. */
        SILENT,
        /** Answers 503 at once. */
        BUSY,
        /** Refuses connections. */
        DEAD
    }

    private static final long MILLI = 1_000_000;
    private static final long HANDSHAKE_TIMEOUT = 2_000 * MILLI;
    private static final int ATTEMPTS = 3;

    private final Random random = new Random(11);
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<String, Behaviour> behaviours = new HashMap<>();
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
    private final HealthChecks checks = new HealthChecks(pools, ejections, this::ask, Runnable::run, new Random(3));

    private record Event(long at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    /** An open relay. */
    private static final class Relay {
        private final Lease lease;
        private boolean over;

        Relay(Lease lease) {
            this.lease = lease;
        }
    }

    /** @param life the mean lifetime of a relay */
    SimulatedPool(Map<String, String> pool, Duration life) {
        this.life = life;
        configure(pool);
        every(Duration.ofMillis(50), () -> {
            ejections.sweep();
            checks.sweep();
        });
    }

    /** Changes the configuration of the pool. */
    void configure(Map<String, String> keys) {
        ReadResult reading = new ConfigurationReader().read(Map.of("pools/p", keys));
        Configuration configuration = ((ReadResult.Accepted) reading).configuration();
        pools.follow(configuration);
    }

    void at(Duration time, Runnable what) {
        events.add(new Event(time.toNanos(), order++, what));
    }

    void behaviour(String host, Behaviour behaviour) {
        behaviours.put(host, behaviour);
        if (behaviour == Behaviour.DEAD) {
            List<Relay> dying = relays.getOrDefault(host, List.of());
            relays.put(host, new ArrayList<>());
            for (Relay relay : List.copyOf(dying)) {
                end(relay);
                arrive(); // its client reconnects
            }
        }
    }

    /** Runs the simulation with handshakes at a steady rate. */
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
        handshake(
                new Handshake(
                        "" + client, "/", Headers.none(), "10.0." + client / 250 % 250 + "." + client % 250, 80, false),
                new HashSet<>());
    }

    private void handshake(Handshake handshake, Set<Member> tried) {
        Optional<Lease> lease = tried.size() == ATTEMPTS ? Optional.empty() : balancer.pick(pool(), handshake, tried);
        if (lease.isEmpty()) {
            refused++;
            return;
        }
        Member member = lease.get().member();
        tried.add(member);
        most.merge(member.host(), member.stats().busy(), Math::max);
        Behaviour behaviour = behaviour(member);
        in(
                answerTime(behaviour),
                () -> answered(
                        lease.get(),
                        behaviour(member) == Behaviour.DEAD ? Behaviour.DEAD : behaviour,
                        handshake,
                        tried));
    }

    private static long answerTime(Behaviour behaviour) {
        return switch (behaviour) {
            case WELL -> 10 * MILLI;
            case SLOW -> 500 * MILLI;
            case SILENT -> HANDSHAKE_TIMEOUT;
            case BUSY, DEAD -> MILLI;
        };
    }

    private void answered(Lease lease, Behaviour behaviour, Handshake handshake, Set<Member> tried) {
        Member member = lease.member();
        if (behaviour == Behaviour.WELL || behaviour == Behaviour.SLOW) {
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
        ejections.failed(
                "p",
                member,
                behaviour == Behaviour.DEAD ? MemberFault.UNREACHED : MemberFault.UNANSWERED,
                new Source(failed, failed));
        handshake(handshake, tried);
    }

    private void end(Relay relay) {
        if (!relay.over) {
            relay.over = true;
            relay.lease.close();
            relays.getOrDefault(relay.lease.member().host(), new ArrayList<>()).remove(relay);
        }
    }

    private Optional<CheckResult> ask(Pool pool, Member member) {
        return Optional.of(behaviour(member) == Behaviour.DEAD ? CheckResult.bad("REFUSED") : CheckResult.well());
    }

    private Behaviour behaviour(Member member) {
        return behaviours.getOrDefault(member.host(), Behaviour.WELL);
    }

    private Pool pool() {
        return pools.pool("p").orElseThrow();
    }

    /** Relays that have opened on each member. */
    Map<String, Integer> opened() {
        return new LinkedHashMap<>(opened);
    }

    /** The maximum load of each member. */
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
