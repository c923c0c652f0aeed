package org.sluice.it.plain;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.HttpMember;
import org.sluice.it.kit.PlainClient;
import org.sluice.it.server.Server;
import org.sluice.it.server.SluiceIT;

/** Two members that speak plain HTTP behind the server, and a way to find again what they saw. */
abstract class PlainIT extends SluiceIT {
    private static final HttpMember FIRST = listen("sluice.it.plain1.port");
    private static final HttpMember SECOND = listen("sluice.it.plain2.port");

    /** Marks the requests of this test among all that the members saw. */
    final String token = UUID.randomUUID().toString();

    private static HttpMember listen(String port) {
        try {
            return new HttpMember(Integer.getInteger(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpMember member() {
        return FIRST;
    }

    static HttpMember second() {
        return SECOND;
    }

    static Address front() {
        return Boolean.getBoolean("sluice.it.tls")
                ? Address.tls(Server.current().httpsPort())
                : Address.plain(Server.current().httpPort());
    }

    static PlainClient connect() throws IOException {
        return PlainClient.connect(front());
    }

    /** {@code target} with this test's token in its query. */
    String at(String target) {
        return target + (target.indexOf('?') < 0 ? "?" : "&") + "token=" + token;
    }

    /** The first request of this test that the member has; waits for it. */
    HttpMember.Received received() {
        await("a request").atMost(Duration.ofSeconds(20)).until(() -> !member().received(token)
                .isEmpty());
        return member().received(token).get(0);
    }

    /** A path that only this test has. */
    String own(String name) {
        return "/" + name + "-" + token;
    }
}
