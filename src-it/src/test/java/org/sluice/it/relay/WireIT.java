package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;

/**
 * Both ways of carrying clients, and what becomes of them when the application goes; in a server of its own that takes
 * itself for a version nobody ever tried. The core of what the other classes test on the way that is chosen by itself.
 */
@ResourceLock(Apart.OWN_SERVER)
class WireIT extends ServerView {
    private static final int SESSIONS = 100;
    private static final int STALLED = 10;
    private static final int LARGE = 3 << 20;

    WireIT() throws IOException {}

    @Test
    @DisplayName(
            "it.relay W4.1 W4.3 I7.2 on a version that was never tried clients are carried the portable way, and the log says why, once")
    void on_a_version_that_was_never_tried_clients_are_carried_the_portable_way() throws IOException {
        deploy("auto");
        int portable = own.log().linesWith("wire-portable").size();
        int express = own.log().linesWith("wire-express").size();
        everythingHolds("auto");

        assertThat(own.log().linesWith("wire-portable"))
                .hasSize(portable + 1)
                .last()
                .asString()
                .contains("0.0.1-never-tried");
        assertThat(own.log().linesWith("wire-express")).hasSize(express);
    }

    @Test
    @DisplayName("it.relay W4.2 W4.3 I7.2 where the operator insists they are carried the express way all the same")
    void where_the_operator_insists_they_are_carried_the_express_way() throws IOException {
        deploy("express");
        int portable = own.log().linesWith("wire-portable").size();
        int express = own.log().linesWith("wire-express").size();
        everythingHolds("express");

        assertThat(own.log().linesWith("wire-express")).hasSize(express + 1);
        assertThat(own.log().linesWith("wire-portable")).hasSize(portable);
    }

    private void everythingHolds(String token) throws IOException {
        echoes(token);
        earlyBytesComeFirst(token);
        lostLegsAreTold(token);
        stalledClientsAreNotServed(token + "-stalled");
        if (own.server().kind() == Kind.WILDFLY) {
            sessionsOutliveASuspension(token);
        }
        clientsAreToldThatTheApplicationGoes(token + "-live");
    }

    private void echoes(String token) throws IOException {
        try (RawClient client = open("/echo", token)) {
            for (Frame said : List.of(Frame.text("hello"), Frame.binary(Bytes.letters(LARGE)), Frame.text("bye"))) {
                client.send(said);
                assertThat(client.read()).isEqualTo(said);
            }
            assertThat(client.closeInOrder(Frame.close(1000, "done"))).isEqualTo(Ending.FIN);
        }
    }

    private void earlyBytesComeFirst(String token) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            List<Frame> early = IntStream.range(0, 10)
                    .mapToObj(i -> Frame.text("message " + i))
                    .toList();
            client.handshakeAndSend(HandshakeRequest.on(at("/echo", token)), early);
            client.send(Frame.text("message 10"));
            for (int i = 0; i <= 10; i++) {
                assertThat(client.read()).isEqualTo(Frame.text("message " + i));
            }
        }
        try (RawClient client = open("/burst?n=1000&hurry=true", token)) {
            for (int i = 0; i < 1000; i++) {
                assertThat(client.read()).isEqualTo(Frame.text("message " + i));
            }
            assertThat(client.read()).isEqualTo(Frame.close(1000, "that was all"));
            assertThat(client.closeInOrder(Frame.close(1000, ""))).isEqualTo(Ending.FIN);
        }
    }

    private void lostLegsAreTold(String token) throws IOException {
        try (RawClient client = open("/echo", token + "-lost")) {
            client.send(Frame.text("hello"));
            assertThat(client.read()).isEqualTo(Frame.text("hello"));
            client.reset();
        }
        Ending ending = member.visit(token + "-lost").awaitEnding();
        if (own.server().kind() == Kind.WILDFLY || token.equals("express")) {
            assertThat(ending).isEqualTo(Ending.RST);
        } // else Payara's streams, which tell a FIN and a RST alike
        assertThat(member.visit(token + "-lost").close()).isEmpty();
        try (RawClient client = open("/reset", token)) {
            client.send(Frame.text("go"));
            assertThat(client.read().closeCode()).hasValue(1012);
            assertThat(client.closeInOrder(Frame.close(1012, ""))).isEqualTo(Ending.FIN);
        }
    }

    /** WildFly answers new requests itself meanwhile; those that it let in are not its concern. */
    private void sessionsOutliveASuspension(String token) throws IOException {
        try (RawClient client = open("/echo", token)) {
            own.suspendedFor(() -> {
                client.send(Frame.text("still here"));
                assertThat(client.read()).isEqualTo(Frame.text("still here"));
                try (RawClient late = RawClient.connect(front())) {
                    assertThat(late.handshake(HandshakeRequest.on("/echo")).status())
                            .isEqualTo(503);
                }
            });
            client.send(Frame.text("and on"));
            assertThat(client.read()).isEqualTo(Frame.text("and on"));
            client.closeInOrder(Frame.close(1000, ""));
        }
        echoes(token + "-resumed");
    }

    private void stalledClientsAreNotServed(String token) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < STALLED; i++) {
            RawClient client = RawClient.connect(front(), 8 << 10);
            client.mustOpen(HandshakeRequest.on(at("/flood?bytes=" + (1 << 30), token)));
            clients.add(client);
        }
        RelayIT.awaitStandstill(
                () -> member.visits(token).stream().mapToLong(Visit::bytesSent).sum());
        for (RawClient client : clients) {
            client.reset();
        }
        assertThat(member.visits(token)).hasSize(STALLED).allSatisfy(Visit::awaitEnding);
    }

    private void clientsAreToldThatTheApplicationGoes(String token) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            RawClient client = open(i % 2 == 0 ? "/echo" : "/messages/echo", token);
            client.send(Frame.text("hello"));
            assertThat(client.read()).isEqualTo(Frame.text("hello"));
            clients.add(client);
        }
        AtomicInteger told = new AtomicInteger();
        List<CompletableFuture<Void>> endings = clients.stream()
                .map(client -> Background.run(() -> expect1001(client, told)))
                .toList();

        undeploy();

        CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new))
                .exceptionally(failed -> null)
                .join();
        assertThat(told).hasValue(SESSIONS);
        assertThat(member.visits(token)).hasSize(SESSIONS).allSatisfy(Visit::awaitEnding);
    }

    private static void expect1001(RawClient client, AtomicInteger told) throws IOException {
        try (client) {
            Frame close = client.waitLimits(Duration.ofMinutes(2)).read();
            assertThat(close.closeCode()).hasValue(1001);
            told.incrementAndGet();
            client.closeInOrder(Frame.close(1001, ""));
        }
    }
}
