package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.OwnServer;

/** The application goes while clients are connected; in a server of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UndeployIT {
    private static final int SESSIONS = 200;

    private final ScriptedMember member;
    private final OwnServer own;

    UndeployIT() throws IOException {
        member = ScriptedMember.plain(0);
        String members = "members=ws://127.0.0.1:" + member.port();
        own = OwnServer.start(
                "undeploy",
                Map.of(
                        "sluice.pools.frames",
                        members,
                        "sluice.rules.frames",
                        "pool=frames",
                        "sluice.pools.messages",
                        members + "; relay=messages",
                        "sluice.rules.messages",
                        "path=/messages/*; strip-prefix=/messages; pool=messages"));
    }

    @BeforeAll
    void deploy() {
        own.deploy();
    }

    @AfterAll
    void stop() throws IOException {
        own.close();
        member.close();
    }

    @Test
    @DisplayName("I7.2 when the application goes, each client is told 1001 and each member's connection ends")
    void when_the_application_goes_each_client_is_told_1001() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            RawClient client = RawClient.open(
                    Address.plain(own.server().httpPort()), (i % 2 == 0 ? "" : "/messages") + "/echo?token=live");
            client.send(Frame.text("hello"));
            assertThat(client.read()).isEqualTo(Frame.text("hello"));
            clients.add(client);
        }
        AtomicInteger told = new AtomicInteger();
        List<CompletableFuture<Void>> endings = clients.stream()
                .map(client -> Background.run(() -> expect1001(client, told)))
                .toList();

        own.undeploy();

        CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new))
                .exceptionally(failed -> null)
                .join();
        assertThat(told).hasValue(SESSIONS);
        assertThat(member.visits("live")).hasSize(SESSIONS).allSatisfy(Visit::awaitEnding);
    }

    private static void expect1001(RawClient client, AtomicInteger told) throws IOException {
        try (client) {
            Frame close = client.patience(Duration.ofMinutes(2)).read();
            assertThat(close.closeCode()).hasValue(1001);
            told.incrementAndGet();
            client.closeInOrder(Frame.close(1001, ""));
        }
    }
}
