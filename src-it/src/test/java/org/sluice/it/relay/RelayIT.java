package org.sluice.it.relay;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.ProcessVitals;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.Kind;
import org.sluice.it.server.Server;
import org.sluice.it.server.SluiceIT;

/** A member behind the server and a way to find again what it saw. */
abstract class RelayIT extends SluiceIT {
    /** True where a run may take an hour. */
    static final boolean LONG = Boolean.getBoolean("sluice.long");

    static final int MIB = 1 << 20;

    /** The server's only member; it listens as long as the tests run. */
    private static final ScriptedMember MEMBER = listen();

    /** Marks the connections of this test among all that the member saw. */
    final String token = UUID.randomUUID().toString();

    private static ScriptedMember listen() {
        try {
            return ScriptedMember.plain(Integer.getInteger("sluice.it.member.port"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptedMember member() {
        return MEMBER;
    }

    /** True where a run has all clients come by TLS. */
    static final boolean BY_TLS = Boolean.getBoolean("sluice.it.tls");

    /** True where a run has all clients carried on the streams of the Servlet API. */
    static final boolean PORTABLE = "portable".equals(System.getProperty("sluice.it.wire"));

    /**
     * Whether Payara's HTTP engine reads the sockets of this run's clients, which bounds what can be known of their ends
     * (docs/payara.md).
     */
    static boolean onStreamsOfPayara() {
        return Kind.current() != Kind.WILDFLY && (PORTABLE || BY_TLS);
    }

    /** Where clients connect. */
    static Address front() {
        return BY_TLS ? secureFront() : plainFront();
    }

    /** The server's listener without TLS. */
    static Address plainFront() {
        return Address.plain(Server.current().httpPort());
    }

    /** The server's TLS listener. */
    static Address secureFront() {
        return Address.tls(Server.current().httpsPort());
    }

    /** What the server costs right now. */
    static ProcessVitals vitals() {
        return ProcessVitals.listeningOn(front().port());
    }

    /** {@code target} with this test's token in its query. */
    String at(String target) {
        return target + (target.indexOf('?') < 0 ? "?" : "&") + "token=" + token;
    }

    RawClient open(String target) throws IOException {
        return RawClient.open(front(), at(target));
    }

    HandshakeRequest handshakeOn(String target) {
        return HandshakeRequest.on(at(target));
    }

    /** What the member saw of this test's first connection. */
    Visit visit() {
        return member().visit(token);
    }

    /** Waits until {@code count} has not moved for a second. */
    static void awaitStandstill(LongSupplier count) {
        long[] last = {-1, 0};
        await("a standstill")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    long now = count.getAsLong();
                    last[1] = now == last[0] ? last[1] + 1 : 0;
                    last[0] = now;
                    return last[1] >= 5;
                });
    }

    /** Waits until the server uses less than a tenth of a core. */
    static void awaitIdle() {
        long[] last = {vitals().cpu().toMillis()};
        await("an idle server")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    long now = vitals().cpu().toMillis();
                    long used = now - last[0];
                    last[0] = now;
                    return used < 100;
                });
    }
}
