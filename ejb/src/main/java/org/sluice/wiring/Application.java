package org.sluice.wiring;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.sluice.admission.Admission;
import org.sluice.admission.HandshakeContext;
import org.sluice.admission.MemberDestinations;
import org.sluice.admission.MemberSelection;
import org.sluice.admission.RelayAccount;
import org.sluice.admission.RelayOpener;
import org.sluice.affinity.Affinity;
import org.sluice.audit.MessageAudit;
import org.sluice.backend.MemberChecks;
import org.sluice.backend.TyrusMembers;
import org.sluice.balancing.Balancer;
import org.sluice.config.Intent;
import org.sluice.config.Settings;
import org.sluice.drain.Drains;
import org.sluice.heartbeat.HealthChecks;
import org.sluice.heartbeat.MemberEventActions;
import org.sluice.heartbeat.PeriodicTask;
import org.sluice.http.HttpExchanges;
import org.sluice.jndi.OperatorEntries;
import org.sluice.journal.Journal;
import org.sluice.journal.LogQueue;
import org.sluice.message.Messages;
import org.sluice.observe.Counters;
import org.sluice.pool.Ejections;
import org.sluice.pool.PoolMember;
import org.sluice.pool.Pools;
import org.sluice.relay.CloseCause;
import org.sluice.relay.Relays;
import org.sluice.server.Platform;
import org.sluice.server.ServerSettings;
import org.sluice.server.SettingsAdvice;
import org.sluice.transport.NioTransport;
import org.sluice.transport.Transport;

/** The application: composes all packages once, top to bottom. Created at the start of the application, closed at its stop. */
final class Application implements AutoCloseable {
    /** How often relays are looked at: limits are met at most two of these late. */
    private static final Duration SWEEP = Duration.ofMillis(500);

    /** The delay before the first health checks. */
    private static final Duration FIRST_CHECK = Duration.ofMillis(50);

    /** How long a stop waits for the closing handshakes; containers grow impatient soon after. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    /** Where the interceptor audit writes; a server can send this logger to a file of its own. */
    private static final String AUDIT = "org.sluice.audit";

    private final ManagedThreads threads;
    private final LogQueue log;
    private final Transport transport;
    private final Relays relays;
    private final HandshakeContext context;
    private final HttpExchanges exchanges;
    private final InterceptorRegistry interceptors;
    private final ConfigurationReload configuration;
    private final Drains drains;
    private final Admission admission;
    private final Pools pools;
    private final Ejections ejections;
    private final HealthChecks checks;
    private final PeriodicTask sweep;
    private final PeriodicTask health;
    private final PeriodicTask reload;
    private final WarmUp warmUp;

    Application(OperatorEntries entries, ManagedThreads threads) throws IOException {
        this.threads = threads;
        RandomGenerator random = new ThreadRandom();
        log = new LogQueue(threads.workers());
        Counters counters = new Counters();
        SecureRandom secret = new SecureRandom();
        relays = new Relays(System::nanoTime, secret);
        pools = new Pools(System::nanoTime, new MemberEventActions(relays.all(), RelayAccount::memberOf));
        ejections = new Ejections(pools);
        drains = new Drains(relays.all(), RelayAccount::memberOf, System::nanoTime, this::endAffinity);
        configuration = new ConfigurationReload(entries, pools, drains, counters, random);
        Settings settings = configuration.plan().configuration().settings();
        ServerSettings server = Platform.current().facts();
        SettingsAdvice.warnings(server).forEach(Application::warn);
        transport = NioTransport.start(ioThreads(settings), threads.factory(), threads.workers());
        MessageAudit audit = new MessageAudit(
                line -> Journal.line(AUDIT, line),
                () -> configuration.plan().configuration().settings().auditSample(),
                Instant::now,
                random);
        interceptors = new InterceptorRegistry(List.of(audit));
        TyrusMembers members = new TyrusMembers(transport, threads.blockingCalls(), secret);
        MemberDestinations destinations = new MemberDestinations();
        exchanges = new HttpExchanges(transport::loop);
        MemberSelection selection = new MemberSelection(
                pools,
                new Balancer(random, System::nanoTime),
                new Affinity(new SecureRandom()),
                members,
                destinations,
                members,
                transport::loop,
                exchanges);
        context = new HandshakeContext(
                selection,
                new RelayOpener(relays, members, new Messages(relays, threads.blockingCalls()), interceptors::byName),
                log,
                counters,
                ejections,
                SettingsAdvice.guardPings(server),
                settings.frameTimeout(),
                System::nanoTime);
        admission =
                new Admission(configuration::plan, HandshakeCapacity.of(settings, server), context, server.tlsPort());
        sweep = new PeriodicTask("sweep", SWEEP, this::sweep);
        sweep.start(threads.scheduler());
        checks = new HealthChecks(
                pools,
                ejections,
                new PoolProber(new MemberChecks(transport, random), destinations),
                threads.checkers(),
                random);
        health = new PeriodicTask("health", FIRST_CHECK, this::checkMembers);
        health.start(threads.scheduler());
        reload = new PeriodicTask("reload", settings.reloadInterval(), configuration::reload);
        reload.start(threads.scheduler());
        warmUp = new WarmUp(selection, random, threads.workers(), settings.warmUp());
    }

    /** Clients can come from now on. */
    void served() {
        warmUp.start();
    }

    Admission admission() {
        return admission;
    }

    InterceptorRegistry interceptors() {
        return interceptors;
    }

    Readiness readiness() {
        Readiness ready = configuration.readiness();
        return ready.state() == Readiness.State.READY && warmUp.isDue()
                ? new Readiness(Readiness.State.WARMING_UP, ready.generation(), ready.mistakes())
                : ready;
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
        warmUp.close();
        admission.stop();
        reload.close();
        health.close();
        sweep.close();
        context.stop();
        relays.endAll(CloseCause.stop());
        long until = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while ((!relays.all().isEmpty() || context.waiting() > 0 || exchanges.size() > 0)
                && System.nanoTime() - until < 0) {
            relays.sweep();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        relays.abandonAll();
        exchanges.close();
        transport.close();
        log.close();
        threads.close();
    }

    private Duration sweep() {
        relays.sweep();
        exchanges.sweep();
        drains.sweep();
        admission.sweep();
        return SWEEP;
    }

    private Duration checkMembers() {
        ejections.sweep();
        return checks.sweep();
    }

    /** The time of a draining member is over: not even its own clients come to it any more. */
    private void endAffinity(PoolMember poolMember) {
        pools.change(
                poolMember.pool(),
                poolMember.member(),
                member -> member.intent() == Intent.DRAIN ? member.with(Intent.OFF, pools.now()) : member);
    }

    private static int ioThreads(Settings settings) {
        return settings.ioThreads() > 0
                ? settings.ioThreads()
                : Runtime.getRuntime().availableProcessors();
    }

    private static void warn(String warning) {
        Journal.event("server-warning").saying(warning).warn();
    }

    /** Random numbers for choices, each thread its own source. Not for secrets. */
    private static final class ThreadRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }
}
