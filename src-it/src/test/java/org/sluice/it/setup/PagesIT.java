package org.sluice.it.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Apart;
import org.sluice.it.server.OwnServer;
import org.sluice.it.server.Terminal;

/** The steps of each server's page in {@code docs}, run on a fresh server with the commands of that page. */
@ResourceLock(Apart.OWN_SERVER_TOO)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {
    private static final Pattern MENDS = Pattern.compile("(server-config/\\S+) mends it");

    private final ScriptedMember first = ScriptedMember.plain(0);
    private final ScriptedMember second = ScriptedMember.plain(0);
    private final OwnServer own = OwnServer.untouched("pages", Map.of("sluice.settings", "reload-interval=1s"));
    private final Terminal terminal = own.terminal();
    private final Map<String, String> commands = Page.read(terminal.page()).commands();

    PagesIT() throws IOException {}

    @AfterAll
    void stop() throws IOException {
        own.close();
        first.close();
        second.close();
    }

    /** The page's addresses are those of an imagined network. */
    private void run(String name) {
        String command = commands.getOrDefault(name, "");
        assertThat(command)
                .as("the block \"run %s\" of %s", name, terminal.page())
                .isNotEmpty();
        terminal.run(command.replace("10.0.0.1:8080", "127.0.0.1:" + first.port())
                .replace("10.0.0.2:8080", "127.0.0.1:" + second.port())
                .replace("10.0.0.1\\:8080", "127.0.0.1\\:" + first.port())
                .replace("10.0.0.2\\:8080", "127.0.0.1\\:" + second.port())
                .replace("port=8080", "port=" + own.server().httpPort()));
    }

    private Address front() {
        return Address.plain(own.server().httpPort());
    }

    private int statusAt(String target) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            return client.handshake(HandshakeRequest.on(target)).status();
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }

    @Test
    @DisplayName(
            "it.setup J3.1 deploy, add a pool and a rule, change, drain, redirect, add a user: each command works as it stands there")
    void each_command_works_as_it_stands_there() throws IOException {
        if (terminal.deploysByCommand()) {
            run("deploy");
        } else {
            own.deploy();
        }
        soon().until(() -> statusAt("/chat/room") == 503);

        run("pool");
        run("rule");
        soon().until(() -> statusAt("/chat/room") == 101);
        assertThat(statusAt("/elsewhere")).isEqualTo(404);

        String token = UUID.randomUUID().toString();
        try (RawClient lives = onFirst(token)) {
            run("change");
            soon().until(() -> own.log().linesWith("config-accepted").size() >= 3);
            run("drain");
            soon().until(() -> allGoToTheSecond());
            lives.send(Frame.text("still"));
            assertThat(lives.read()).isEqualTo(Frame.text("still"));
            lives.closeInOrder(Frame.close(1000, ""));
        }

        run("redirect");
        soon().until(() -> statusAt("/chat/room") == 308);
        if (commands.containsKey("users")) {
            run("users");
        }
        assertThat(own.log().linesWith("config-rejected")).isEmpty();
        assertThat(own.log().linesWith("server-warning"))
                .as("of an untouched server")
                .isNotEmpty()
                .allSatisfy(this::namesTheScriptThatMendsIt);
    }

    private void namesTheScriptThatMendsIt(String line) {
        assertThat(MENDS.matcher(line).results()).as(line).singleElement().satisfies(found -> assertThat(
                        terminal.page().resolveSibling("../" + found.group(1)))
                .isRegularFile());
    }

    /** A session with the member that is going to leave; others are open meanwhile, so that its turn comes. */
    private RawClient onFirst(String token) throws IOException {
        List<RawClient> others = new ArrayList<>();
        RawClient client = RawClient.open(front(), "/chat/echo?token=" + token);
        while (first.visits(token).isEmpty()) {
            others.add(client);
            assertThat(others).hasSizeLessThan(10);
            client = RawClient.open(front(), "/chat/echo?token=" + token);
        }
        for (RawClient other : others) {
            other.close();
        }
        return client;
    }

    private boolean allGoToTheSecond() throws IOException {
        String mark = UUID.randomUUID().toString();
        for (int i = 0; i < 4; i++) {
            try (RawClient client = RawClient.open(front(), "/chat/echo?token=" + mark)) {
                client.closeInOrder(Frame.close(1000, ""));
            }
        }
        return first.visits(mark).isEmpty() && second.visits(mark).size() == 4;
    }
}
