package org.sluice.wiring;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.sluice.admission.ActiveConfiguration;
import org.sluice.admission.Admission;
import org.sluice.admission.HandshakeContext;
import org.sluice.admission.HandshakeLimits;
import org.sluice.admission.MemberSelection;
import org.sluice.admission.RelayOpener;
import org.sluice.affinity.Affinity;
import org.sluice.balancing.Balancer;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.http.HttpExchanges;
import org.sluice.journal.LogQueue;
import org.sluice.message.Messages;
import org.sluice.observe.Counters;
import org.sluice.pool.Ejections;
import org.sluice.pool.Pools;
import org.sluice.relay.Relays;
import org.sluice.routing.Routes;

/**
 * An {@link Admission} for the warm-up, with a pool, counters and a log of its own that are discarded. It shares event loops,
 * connections and code with the application's.
 *
 * <p>Size: it composes what a handshake needs, and imports it.
 */
final class WarmUpAdmission implements AutoCloseable {
    /** More than the handshakes at a time. */
    private static final int MANY = 1000;

    private final Relays relays;
    private final Admission admission;

    /** @param member the address of the only member */
    WarmUpAdmission(MemberSelection shared, RandomGenerator random, String member) {
        Configuration configuration = configuration(member);
        Pools pools = new Pools(System::nanoTime, (pool, before, after) -> {});
        pools.follow(configuration);
        relays = new Relays(System::nanoTime, random);
        MemberSelection selection = new MemberSelection(
                pools,
                new Balancer(random, System::nanoTime),
                new Affinity(random),
                shared.members(),
                shared.destinations(),
                shared.loopMembers(),
                shared.loops(),
                new HttpExchanges(shared.loops()));
        HandshakeContext context = new HandshakeContext(
                selection,
                new RelayOpener(relays, WarmUpAdmission::noMessages, new Messages(relays, Runnable::run), Map::of),
                LogQueue.discarding(Runnable::run),
                new Counters(),
                new Ejections(pools),
                Duration.ZERO,
                Duration.ofSeconds(30),
                System::nanoTime);
        ActiveConfiguration active = new ActiveConfiguration(1, configuration, new Routes(configuration, random));
        admission = new Admission(() -> active, new HandshakeLimits(1, 1, MANY), context, OptionalInt.empty());
    }

    private static org.sluice.backend.AttemptResult noMessages(org.sluice.backend.Attempt attempt) {
        throw new IllegalStateException("only frames are relayed here");
    }

    private static Configuration configuration(String member) {
        Map<String, String> entry = Map.of(
                "members", member, "max-pending", "" + MANY, "health", "off", "eject-after", "0", "affinity", "cookie");
        ReadResult read = new ConfigurationReader().read(Map.of("sluice", entry));
        if (read instanceof ReadResult.Accepted accepted) {
            return accepted.configuration();
        }
        throw new IllegalStateException("the warm-up's own configuration: " + read);
    }

    Admission admission() {
        return admission;
    }

    /** Ends everything that is still open. */
    @Override
    public void close() {
        admission.stop();
        relays.abandonAll();
    }
}
