package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Server;

/** Both sides end at the same moment. */
@ResourceLock(Apart.MESSAGES)
class EndingRaceIT extends RelayIT {
    /** For each of eight kinds: 10 000 endings in a long run, a tenth of that otherwise. */
    private static final int ENDINGS = LONG ? 1250 : 125;

    private static final int AT_ONCE = 8;

    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

    private static void part(Conversation with) throws IOException {
        with.open();
        with.read(); // the client is there
        with.send(Frame.close(4401, "session over"));
        if (with.request().query("how", "").equals("rst")) {
            with.reset();
        }
    }

    private void leave(boolean tls, String target, int round) throws IOException {
        try (RawClient client = RawClient.open(tls ? secureFront() : plainFront(), at(target))) {
            ports.add(client.localPort());
            client.send(Frame.text("here"));
            if (round % 2 == 0) { // answers; else its own close crosses the member's
                client.readOrEnd();
            }
            client.send(Frame.close(4401, "session over"));
            if (ThreadLocalRandom.current().nextBoolean()) {
                client.finish();
            } else {
                client.reset();
            }
            client.readToEnd();
        } catch (IOException e) {
            // Whoever resets may be reset: how each ends is not what this test asks.
        }
    }

    @ParameterizedTest(
            name =
                    "it.relay I7.1 of many clients that end with their members no thread and no socket stays, {0} {1} {2}")
    @CsvSource({
        "plain, /parting, fin",
        "plain, /parting, rst",
        "tls, /parting, fin",
        "tls, /parting, rst",
        "plain, /talk/parting, fin",
        "plain, /talk/parting, rst",
        "tls, /talk/parting, fin",
        "tls, /talk/parting, rst"
    })
    void of_many_clients_that_end_with_their_members_nothing_stays(String way, String target, String how) {
        member().script("/parting", EndingRaceIT::part);
        boolean tls = way.equals("tls");
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int worker = 0; worker < AT_ONCE; worker++) {
            int from = worker;
            workers.add(Background.run(() -> {
                for (int i = from; i < ENDINGS; i += AT_ONCE) {
                    leave(tls, target + "?how=" + how, i);
                }
            }));
        }
        workers.forEach(CompletableFuture::join);
        assertThat(ports).isNotEmpty();
        member().visits(token).forEach(Visit::awaitEnding);
        int port = tls ? Server.current().httpsPort() : plainFront().port();
        await("no half closed socket")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(vitals().halfClosed(port)).doesNotContainAnyElementsOf(ports));
        assertThat(vitals().deadlocks()).isEmpty();
    }
}
