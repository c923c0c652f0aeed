package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Crowd;
import org.sluice.it.kit.ProcessVitals;
import org.sluice.it.kit.Results;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;
import org.sluice.it.server.OwnServer;
import org.sluice.it.server.Ports;

/** What sessions hold on which nobody speaks, in the heap and outside it: docs/express.md tells what was seen. */
@ResourceLock(Apart.OWN_SERVER)
@EnabledIfSystemProperty(named = "sluice.long", matches = "true")
class IdleCostIT {
    private static final int SESSIONS = 2_000;
    private static final int HANDSHAKES_AT_ONCE = 4;
    /** Until the code that opens sessions is loaded and compiled. */
    private static final int WARM_UPS = 4;
    /** What the JIT takes and gives back as it works, and not for sessions. */
    private static final Set<String> OF_THE_COMPILER = Set.of("Arena Chunk", "Code", "Compiler");

    /**
     * Bytes after a full collection.
     *
     * @param heap of live objects
     * @param outside what the JVM has taken beside the heap, by what for
     */
    private record Held(long heap, Map<String, Long> outside) {
        static Held by(OwnServer own) {
            ProcessVitals vitals = new ProcessVitals(own.pid());
            return new Held(vitals.liveHeap(), vitals.outsideHeap());
        }

        long taken() {
            return outside.entrySet().stream()
                    .filter(one -> !OF_THE_COMPILER.contains(one.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        /** What is not the same, in KiB. */
        Map<String, Long> more(Held before) {
            Map<String, Long> more = new TreeMap<>();
            outside.forEach((what, bytes) -> more.put(what, (bytes - before.outside.getOrDefault(what, 0L)) >> 10));
            more.values().removeIf(kib -> kib == 0);
            return more;
        }
    }

    @Test
    @DisplayName(
            "it.relay I7.3 an idle session holds at most 8 KiB on WildFly and 20 KiB on Payara, in the heap and outside it together")
    void an_idle_session_holds_little() throws IOException {
        int port = Ports.free();
        try (Crowd members = new Crowd();
                OwnServer own = OwnServer.keepingAccount(
                        "idle-cost", Map.of("sluice.members", "ws://127.0.0.1:" + port, "sluice.idle-timeout", "0"))) {
            members.listen(port);
            own.deploy();
            for (int i = 0; i < WARM_UPS; i++) {
                join(own).close();
                await("all gone").atMost(Duration.ofMinutes(1)).until(() -> members.open() == 0);
            }
            Held before = Held.by(own);
            try (Crowd clients = join(own)) {
                Held with = Held.by(own);
                assertThat(clients.open()).isEqualTo(SESSIONS);
                long heap = (with.heap() - before.heap()) / SESSIONS;
                long outside = (with.taken() - before.taken()) / SESSIONS;
                Results.note(
                        Kind.current().qualifier(),
                        "I7.3 an idle session of %d: %d bytes of heap, %d bytes outside it; the compiler and all, KiB: %s"
                                .formatted(SESSIONS, heap, outside, with.more(before)));
                assertThat(heap + outside).isLessThanOrEqualTo((Kind.current() == Kind.WILDFLY ? 8 : 20) << 10);
            }
        }
    }

    private static Crowd join(OwnServer own) throws IOException {
        Crowd clients = new Crowd();
        clients.join(Address.plain(own.server().httpPort()), "/quiet", SESSIONS, HANDSHAKES_AT_ONCE);
        await("all there").atMost(Duration.ofMinutes(1)).until(() -> clients.open() == SESSIONS);
        return clients;
    }
}
