package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;

/** Refusals of a member that break off before their end. */
class BrokenRefusalIT extends RelayIT {
    private static final String LENGTH =
            "HTTP/1.1 403 No\r\nContent-Type: text/x-own\r\nContent-Length: 400000\r\n\r\n";
    private static final String CHUNKED =
            "HTTP/1.1 403 No\r\nContent-Type: text/x-own\r\nTransfer-Encoding: chunked\r\n\r\n";

    @BeforeAll
    static void teach() {
        for (boolean reset : new boolean[] {false, true}) {
            String end = reset ? "rst" : "fin";
            member().script("/broken/length/" + end, with -> broken(with, LENGTH, false, reset));
            member().script("/broken/chunked/" + end, with -> broken(with, CHUNKED, true, reset));
        }
        member().script("/stalled", BrokenRefusalIT::stalled);
        member().script("/broken/chunk-size", with -> {
            with.write((CHUNKED + "3\r\nabc\r\nnonsense\r\n").getBytes(ISO_8859_1));
            with.visit().awaitRelease();
        });
    }

    /** Some of a body, and no more; the connection stays open. */
    private static void stalled(Conversation with) throws IOException {
        boolean chunked = with.request().query("chunks", "").equals("true");
        byte[] body = Bytes.letters(with.request().number("bytes", 0));
        with.write((chunked ? CHUNKED : LENGTH).getBytes(ISO_8859_1));
        if (chunked && body.length > 0) {
            with.write((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
        }
        with.write(body);
        with.drain();
    }

    private static void broken(Conversation with, String head, boolean chunked, boolean reset)
            throws IOException, InterruptedException {
        byte[] body = Bytes.letters(with.request().number("bytes", 0));
        with.write(head.getBytes(ISO_8859_1));
        if (body.length > 0) {
            with.write((chunked ? Integer.toHexString(body.length) + "\r\n" : "").getBytes(ISO_8859_1));
            with.write(body);
            with.write((chunked ? "\r\n" : "").getBytes(ISO_8859_1));
        }
        if (body.length > 10_000) {
            with.visit().awaitRelease(); // once the client has some of it: a reset takes back what is under way
        }
        if (reset) {
            with.reset();
        }
    }

    @ParameterizedTest(name = "it.relay E3.2 {0} that breaks off after {1} bytes never looks whole (TLS: {2})")
    @CsvSource({
        "length/fin, 100000, false",
        "length/rst, 100000, false",
        "chunked/fin, 100000, false",
        "chunked/rst, 100000, false",
        "length/fin, 100000, true",
        "chunked/fin, 100000, true",
        "chunked/rst, 100000, true"
    })
    void a_refusal_that_breaks_off_never_looks_whole(String how, int bytes, boolean tls) throws IOException {
        try (RawClient client = connect(tls)) {
            client.send(handshakeOn("/broken/" + how + "?bytes=" + bytes).bytes(front().authority()));
            String begun = new String(client.in().readNBytes(4096), ISO_8859_1);
            assertThat(begun).startsWith("HTTP/1.1 403 ");
            visit().release();
            String all = begun + toEnd(client);
            assertThat(all).doesNotContain("\r\n0\r\n\r\n");
            assertThat(all.length()).isLessThan(400_000);
        }
    }

    /** The end must come, as FIN or RST. */
    private static String toEnd(RawClient client) {
        StringBuilder rest = new StringBuilder();
        try {
            for (int next = client.in().read(); next >= 0; next = client.in().read()) {
                rest.append((char) next);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection stays open behind an answer that is not whole", e);
        } catch (IOException e) {
            return rest.toString();
        }
        return rest.toString();
    }

    @ParameterizedTest(name = "it.relay E3.2 {0} that breaks off while nothing is out is answered with 502 (TLS: {1})")
    @CsvSource({
        "length/fin?bytes=0, false",
        "length/fin?bytes=100, false",
        "length/rst?bytes=0, false",
        "chunked/fin?bytes=0, false",
        "chunked/fin?bytes=100, false",
        "chunked/rst?bytes=0, false",
        "chunk-size, false",
        "chunked/fin?bytes=100, true"
    })
    void a_refusal_that_breaks_off_while_nothing_is_out_is_502(String how, boolean tls) throws IOException {
        try (RawClient client = connect(tls)) {
            HttpAnswer answer = client.handshake(handshakeOn("/broken/" + how));
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).doesNotContain("Exception", "java.");
            assertThat(answer.first("Content-Type").orElse("")).startsWith("text/plain");
        }
    }

    @ParameterizedTest(
            name =
                    "it.relay E3.2 a refusal that stalls after {1} bytes, in chunks: {2}, is answered with 504 (TLS: {3}), {0}")
    @CsvSource({
        "/stalls, 0, false, false",
        "/stalls, 100, false, false",
        "/stalls, 0, true, false",
        "/stalls, 100, true, false",
        "/stalls, 100, false, true",
        "/stalls, 100, true, true",
        "/talk-stalls, 100, false, false",
        "/talk-stalls, 100, true, true"
    })
    void a_refusal_that_stalls_is_504(String rule, int bytes, boolean chunks, boolean tls) throws IOException {
        try (RawClient client = connect(tls)) {
            HttpAnswer answer = client.handshake(handshakeOn(rule + "/stalled?bytes=" + bytes + "&chunks=" + chunks));
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).doesNotContain("Exception", "java.");
            assertThat(answer.first("Content-Type").orElse("")).startsWith("text/plain");
        }
        assertThat(visit().awaitEnding()).isNotNull();
    }

    @ParameterizedTest(
            name =
                    "it.relay E3.2 a refusal that stalls after some of it is out never looks whole, in chunks: {0} (TLS: {1})")
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void a_refusal_that_stalls_later_never_looks_whole(boolean chunks, boolean tls) throws IOException {
        try (RawClient client = connect(tls)) {
            client.send(
                    handshakeOn("/stalls/stalled?bytes=100000&chunks=" + chunks).bytes(front().authority()));
            String all = toEnd(client);
            assertThat(all).startsWith("HTTP/1.1 403 ").doesNotContain("\r\n0\r\n\r\n");
            assertThat(all.length()).isBetween(1, 399_999);
        }
        assertThat(visit().awaitEnding()).isNotNull();
    }

    private static RawClient connect(boolean tls) throws IOException {
        Address address = tls ? secureFront() : front();
        return RawClient.connect(address);
    }
}
