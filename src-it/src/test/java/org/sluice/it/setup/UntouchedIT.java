package org.sluice.it.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Apart;
import org.sluice.it.server.OwnServer;

/** A server fresh from its archive, on which nothing was set but the members' address. */
@ResourceLock(Apart.OWN_SERVER_TOO)
@EnabledIfSystemProperty(named = "sluice.long", matches = "true")
class UntouchedIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Frame NEWS = Frame.text("news");

    /** A client that reads, and never writes but to answer a ping, as RFC 6455 5.5.2 demands. */
    private static final class Silent {
        private final AtomicInteger news = new AtomicInteger();
        private final CompletableFuture<Void> listening;

        Silent(RawClient client) throws IOException {
            RawClient patient = client.waitLimits(Duration.ofMinutes(1));
            listening = CompletableFuture.runAsync(() -> listen(patient), task -> new Thread(task, "silent").start());
        }

        private void listen(RawClient client) {
            try {
                Optional<Frame> next = client.readOrEnd();
                while (next.isPresent() && next.get().opcode() != Frame.CLOSE) {
                    if (next.get().equals(NEWS)) {
                        news.incrementAndGet();
                    } else if (next.get().opcode() == Frame.PING) {
                        client.send(new Frame(true, 0, Frame.PONG, next.get().payload()));
                    }
                    next = client.readOrEnd();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    @DisplayName("it.setup J1.5 a session whose client is silent while the member pushes lives for two minutes")
    void a_session_whose_client_is_silent_lives_for_two_minutes() throws IOException {
        try (ScriptedMember member = ScriptedMember.plain(0);
                OwnServer own =
                        OwnServer.untouched("untouched", Map.of("sluice.members", "ws://127.0.0.1:" + member.port()))) {
            member.script("/push", UntouchedIT::push);
            own.deploy();
            try (RawClient plain = RawClient.open(Address.plain(own.server().httpPort()), "/push");
                    RawClient secure = RawClient.open(Address.tls(own.server().httpsPort()), "/push")) {
                List<Silent> silent = List.of(new Silent(plain), new Silent(secure));

                await("longer than any timer of the server's own")
                        .during(LONG)
                        .atMost(LONG.plusSeconds(10))
                        .until(() -> silent.stream().noneMatch(one -> one.listening.isDone()));
                assertThat(silent).allSatisfy(one -> assertThat(one.news).hasValueGreaterThanOrEqualTo(20));
            }
        }
    }

    /** A text every five seconds, until the connection is gone. */
    private static void push(Conversation with) throws IOException, InterruptedException {
        with.open();
        var never = new CountDownLatch(1);
        while (!never.await(5, TimeUnit.SECONDS)) {
            with.send(NEWS);
        }
    }
}
