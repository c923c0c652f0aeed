package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Jvm;
import org.sluice.it.server.OwnServer;

/**
 * In a server of its own, as it comes from its archive, which knows no pool. (On a WildFly that {@code apply} has made, a worker
 * thread of the server that idles was seen to hold its last request, and with it the application, until its next one.)
 */
@ResourceLock(Apart.OWN_SERVER)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifecycleIT {
    private static final int ROUNDS = Boolean.getBoolean("sluice.long") ? 10 : 3;

    /** Loaded once by each deployment that is still somewhere in memory. */
    private static final String MARKER = "org.sluice.wiring.Version";

    private final OwnServer own = OwnServer.untouched("lifecycle", Map.of());

    @BeforeAll
    void nothing_is_there_before() {
        own.settle();
        assertThat(new Jvm(own.pid()).loads(MARKER)).isZero();
    }

    @AfterAll
    void stop() {
        own.close();
    }

    @Test
    @DisplayName("it R1.4 without a pool every request is answered with the name of the missing entry")
    void without_a_pool_every_request_is_answered_with_the_name_of_the_missing_entry() throws Exception {
        own.deploy();
        try {
            var anyPath = HttpRequest.newBuilder(own.server().http("/any/page.jsp?x=1"))
                    .build();
            var answer = HttpClient.newHttpClient().send(anyPath, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("java:global/sluice/pools/default", "sluice/pools/default", "sluice.members");
        } finally {
            own.undeploy();
        }
    }

    @Test
    @DisplayName("it R1.5 however often it is redeployed, no thread and no class of it stays")
    void however_often_it_is_redeployed_no_thread_and_no_class_of_it_stays() {
        var jvm = new Jvm(own.pid());
        for (int round = 0; round < ROUNDS; round++) {
            own.deploy();
            assertThat(jvm.loads(MARKER)).isPositive();
            own.undeploy();
        }

        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    assertThat(jvm.threads("sluice")).isEmpty();
                    assertThat(jvm.threads("Sluice")).isEmpty();
                    assertThat(jvm.loads(MARKER)).as("deployments still loaded").isZero();
                });
    }
}
