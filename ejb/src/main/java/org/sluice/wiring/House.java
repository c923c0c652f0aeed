package org.sluice.wiring;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.sluice.admission.Admission;
import org.sluice.admission.Chronicle;
import org.sluice.admission.Joins;
import org.sluice.admission.Journeys;
import org.sluice.admission.Places;
import org.sluice.admission.Realm;
import org.sluice.affinity.Affinity;
import org.sluice.audit.MessageAudit;
import org.sluice.backend.MemberChecks;
import org.sluice.backend.TyrusMembers;
import org.sluice.balancing.Balancer;
import org.sluice.config.Intent;
import org.sluice.config.Settings;
import org.sluice.drain.Drains;
import org.sluice.heartbeat.Beat;
import org.sluice.heartbeat.Checks;
import org.sluice.heartbeat.Outcomes;
import org.sluice.jndi.OperatorWords;
import org.sluice.message.Messages;
import org.sluice.observe.Journal;
import org.sluice.observe.Tally;
import org.sluice.pool.Ejections;
import org.sluice.pool.Place;
import org.sluice.pool.Pools;
import org.sluice.relay.CloseCause;
import org.sluice.relay.Relays;
import org.sluice.server.Facts;
import org.sluice.server.Judge;
import org.sluice.server.Platform;
import org.sluice.transport.NioTransport;
import org.sluice.transport.Transport;

/**
 * Every room, composed once, top to bottom. Made when the application starts and closed when it stops; the one place that
 * knows them all.
 *
 * <p>Size: it names every room, and so imports from every room.
 */
final class House implements AutoCloseable {
    /** How often relays are looked at: limits are met at most two of these late. */
    private static final Duration SWEEP = Duration.ofMillis(500);

    /** When it is asked first which members are to be checked. */
    private static final Duration FIRST_CHECK = Duration.ofMillis(50);

    /** How long a stop waits for the closing handshakes; containers grow impatient soon after. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    /** Where the interceptor audit writes; a server can send this logger to a file of its own. */
    private static final System.Logger AUDIT = System.getLogger("org.sluice.audit");

    private final LentThreads threads;
    private final Journal journal;
    private final Transport transport;
    private final Relays relays;
    private final Journeys journeys;
    private final InterceptorBook interceptors;
    private final Keeper keeper;
    private final Drains drains;
    private final Admission admission;
    private final Pools pools;
    private final Ejections ejections;
    private final Checks checks;
    private final Beat sweep;
    private final Beat health;
    private final Beat reload;

    House(OperatorWords words, LentThreads threads) throws IOException {
        this.threads = threads;
        RandomGenerator random = new ThreadRandom();
        journal = new Journal(threads.elsewhere());
        Tally tally = new Tally();
        SecureRandom secret = new SecureRandom();
        relays = new Relays(System::nanoTime, secret);
        pools = new Pools(System::nanoTime, new Outcomes(relays.all(), Chronicle::placeOf, journal));
        ejections = new Ejections(pools);
        drains = new Drains(relays.all(), Chronicle::placeOf, journal, System::nanoTime, this::endAffinity);
        keeper = new Keeper(words, new Keeper.Followers(pools, drains), tally, random);
        Settings settings = keeper.plan().configuration().settings();
        Facts server = Platform.current().facts();
        Judge.warnings(server).forEach(House::warn);
        transport = NioTransport.start(ioThreads(settings), threads.factory(), threads.elsewhere());
        MessageAudit audit = new MessageAudit(
                line -> AUDIT.log(System.Logger.Level.INFO, line),
                () -> keeper.plan().configuration().settings().auditSample(),
                Instant::now,
                random);
        interceptors = new InterceptorBook(List.of(audit));
        TyrusMembers members = new TyrusMembers(transport, threads.patient(), secret);
        Realm realm = new Realm();
        journeys = new Journeys(
                new Places(
                        pools,
                        new Balancer(random, System::nanoTime),
                        new Affinity(new SecureRandom()),
                        members,
                        realm,
                        members,
                        transport::loop),
                new Joins(relays, members, new Messages(relays, threads.patient()), interceptors::byName),
                new Journeys.Witness(journal, tally, ejections),
                new Journeys.Guards(Judge.guardPings(server), settings.frameTimeout()),
                System::nanoTime);
        admission = new Admission(keeper::plan, Capacities.of(settings, server), journeys, server.tlsPort());
        sweep = new Beat("sweep", SWEEP, this::sweep);
        sweep.start(threads.scheduler());
        checks = new Checks(
                pools,
                ejections,
                new MemberQuestions(new MemberChecks(transport, random), realm),
                threads.checkers(),
                random);
        health = new Beat("health", FIRST_CHECK, this::checkMembers);
        health.start(threads.scheduler());
        reload = new Beat("reload", settings.reloadInterval(), keeper::look);
        reload.start(threads.scheduler());
    }

    Admission admission() {
        return admission;
    }

    InterceptorBook interceptors() {
        return interceptors;
    }

    Readiness readiness() {
        return keeper.readiness();
    }

    List<MemberView> members() {
        return MemberView.of(pools.all());
    }

    /**
     * Tells every client and member that we go, waits a little for their answers, and leaves nothing open. On the thread
     * that undeploys.
     */
    @Override
    public void close() {
        admission.stop();
        reload.close();
        health.close();
        sweep.close();
        journeys.stop();
        relays.endAll(CloseCause.stop());
        long until = System.nanoTime() + FAREWELL.toNanos();
        while ((!relays.all().isEmpty() || journeys.waiting() > 0) && System.nanoTime() - until < 0) {
            relays.sweep();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        relays.abandonAll();
        transport.close();
        journal.close();
        threads.close();
    }

    private Duration sweep() {
        relays.sweep();
        drains.sweep();
        admission.sweep();
        return SWEEP;
    }

    private Duration checkMembers() {
        ejections.sweep();
        return checks.sweep();
    }

    /** The time of a draining member is over: not even its own clients come to it any more. */
    private void endAffinity(Place place) {
        pools.change(
                place.pool(),
                place.member(),
                member -> member.intent() == Intent.DRAIN ? member.with(Intent.OFF, pools.now()) : member);
    }

    private static int ioThreads(Settings settings) {
        return settings.ioThreads() > 0
                ? settings.ioThreads()
                : Runtime.getRuntime().availableProcessors();
    }

    private static void warn(String warning) {
        System.getLogger("org.sluice").log(Level.WARNING, "server-warning  {0}", warning);
    }

    /** Random numbers for choices, each thread its own source. Not for secrets. */
    private static final class ThreadRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }
}
