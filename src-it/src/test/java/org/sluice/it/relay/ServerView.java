package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Kind;
import org.sluice.it.server.Listener;
import org.sluice.it.server.Log;
import org.sluice.it.server.OwnServer;
import org.sluice.it.server.Ports;

/**
 * What a server's own administrator sees of the sessions on the express lane, asked by the server's own management: the table of
 * docs/express.md. {@link WireIT} runs it on its server, which takes itself for a version nobody ever tried.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerView {
    private static final Frame BYE = Frame.close(1000, "");
    private static final int SESSIONS = 4;

    final ScriptedMember member;
    final OwnServer own;
    /** How clients are carried by what is deployed; empty if nothing is. */
    private String wire = "";

    ServerView() throws IOException {
        member = ScriptedMember.plain(0);
        String members = "members=ws://127.0.0.1:" + member.port();
        own = OwnServer.start(
                "wire",
                Map.of(
                        "sluice.pools.frames",
                        members,
                        "sluice.rules.frames",
                        "pool=frames",
                        "sluice.pools.messages",
                        members + "; relay=messages",
                        "sluice.rules.messages",
                        "path=/messages/*; strip-prefix=/messages; pool=messages",
                        "org.sluice.web.container.pretend",
                        "0.0.1-never-tried"));
    }

    @AfterAll
    void stop() throws IOException {
        own.close();
        member.close();
    }

    /** Anew, so that nothing is told yet that is told once. */
    final void deploy(String wire) {
        if (!this.wire.isEmpty()) {
            undeploy();
        }
        own.management().setProperty("sluice.settings", "wire=" + wire);
        own.deploy();
        this.wire = wire;
    }

    final void undeploy() {
        own.undeploy();
        wire = "";
    }

    final Address front() {
        return Address.plain(own.server().httpPort());
    }

    final RawClient open(String target, String token) throws IOException {
        return RawClient.open(front(), at(target, token));
    }

    static String at(String target, String token) {
        return target + (target.indexOf('?') < 0 ? "?" : "&") + "token=" + token;
    }

    @Test
    @DisplayName("it.relay W4.6 the access log has one line of a session, written while it lives, with status 101")
    void the_access_log_has_one_line_of_a_session() throws IOException {
        express();
        Log access = own.management()
                .accessLog(Objects.requireNonNull(own.server().log().getParent()));
        try (RawClient client = open("/echo", "logged")) {
            await("its line").untilAsserted(() -> assertThat(access.linesWith("token=logged"))
                    .singleElement()
                    .asString()
                    .containsPattern("GET /echo\\S+ HTTP/1.1\"? 101 "));
            echo(client);
            client.closeInOrder(BYE);
        }
        try (RawClient client = open("/echo", "next")) {
            await("the next one").untilAsserted(() -> assertThat(access.linesWith("token=next"))
                    .hasSize(1));
            client.closeInOrder(BYE);
        }
        assertThat(access.linesWith("token=logged")).hasSize(1);
    }

    @Test
    @DisplayName(
            "it.relay W4.6 a listener counts its sessions until they end (WildFly) or not at all (Payara), and none for ever")
    void a_listener_counts_no_session_for_ever() throws IOException {
        assumeThat(own.server().kind())
                .isNotEqualTo(Kind.PAYARA_MICRO); // it counts nothing: it lacks the agent for that
        express();
        Listener listener = own.management().listen(Ports.free(), 10 * SESSIONS);
        try (RawClient silent = RawClient.connect(Address.plain(listener.port()))) {
            List<RawClient> clients = openOn(listener, SESSIONS);
            awaitCounted(listener, isWildFly() ? 1 + SESSIONS : 1);

            clients.remove(0).reset();
            clients.remove(0).finish();
            for (RawClient client : clients) {
                client.closeInOrder(BYE);
            }
            awaitCounted(listener, 1);
            assertThat(silent.localPort()).isPositive();
        }
        awaitCounted(listener, 0);
    }

    @Test
    @DisplayName(
            "it.relay W4.6 where a listener has a limit of connections (WildFly) its sessions count, and who waits is let in when one ends")
    void a_listeners_limit_holds_for_sessions() throws IOException {
        express();
        Listener listener = own.management().listen(Ports.free(), SESSIONS);
        List<RawClient> clients = openOn(listener, SESSIONS);
        CompletableFuture<Void> late = Background.run(() -> {
            try (RawClient client = openOn(listener, "late")) {
                echo(client);
            }
        });
        if (isWildFly()) {
            await("its turn").during(Duration.ofMillis(500)).until(() -> !late.isDone());
            clients.remove(0).closeInOrder(BYE);
        }
        late.join();
        for (RawClient client : clients) {
            echo(client);
            client.closeInOrder(BYE);
        }
    }

    @Test
    @DisplayName("it.relay W4.7 when its listener is stopped alone a session lives on, and ends in order")
    void when_its_listener_is_stopped_a_session_lives_on() throws IOException {
        express();
        Listener listener = own.management().listen(Ports.free(), 10 * SESSIONS);
        try (RawClient client = openOn(listener, "stopped")) {
            listener.stop();
            assertThatThrownBy(() -> openOn(listener, "never")).isInstanceOf(IOException.class);
            echo(client);
            assertThat(client.closeInOrder(BYE)).isEqualTo(Ending.FIN);
        }
    }

    private void express() {
        if (!wire.equals("express")) {
            deploy("express");
        }
    }

    private boolean isWildFly() {
        return own.server().kind() == Kind.WILDFLY;
    }

    private static void awaitCounted(Listener listener, int connections) {
        await("connections of " + listener)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(listener.connections()).isEqualTo(connections));
    }

    private static RawClient openOn(Listener listener, String token) throws IOException {
        return RawClient.open(Address.plain(listener.port()), at("/echo", token));
    }

    private static List<RawClient> openOn(Listener listener, int sessions) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            RawClient client = openOn(listener, "of" + listener.port());
            echo(client);
            clients.add(client);
        }
        return clients;
    }

    private static void echo(RawClient client) throws IOException {
        client.send(Frame.text("hello"));
        assertThat(client.read()).isEqualTo(Frame.text("hello"));
    }
}
