package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.HeaderLines;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Log;

/** What a member refuses, as the client hears it. */
class RefusalIT extends RelayIT {
    private static final int SOME = 4096;

    @BeforeAll
    static void teach() {
        member().script("/refused/large", RefusalIT::large);
        member().script("/refused/chunked", RefusalIT::chunked);
        member().script("/refused/typed", RefusalIT::typed);
        refusals().forEach(row -> {
            int status = (Integer) row.get()[0];
            @SuppressWarnings("unchecked") // as made below
            List<String> lines = (List<String>) row.get()[1];
            member().script("/refused/" + status, with -> with.refuse(status, lines, "no: " + status));
        });
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(401, List.of("WWW-Authenticate: Basic realm=\"one, two\"", "WWW-Authenticate: Bearer")),
                Arguments.of(302, List.of("Location: https://elsewhere.test/path?q=%20x", "Set-Cookie: a=1")),
                Arguments.of(429, List.of("Retry-After: 120")),
                Arguments.of(403, List.of("Link: <a>; rel=x", "Link: <b>; rel=y", "Cache-Control: no-store")),
                Arguments.of(404, List.of("Content-Language: de", "ETag: \"x\"", "Vary: Origin", "Vary: Cookie")));
    }

    /** Half of the body, and the other half once the test says so. */
    private static void large(Conversation with) throws IOException, InterruptedException {
        byte[] body = Bytes.letters(with.request().number("bytes", 0));
        byte[] head = ("HTTP/1.1 403 No\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
        with.write(head);
        with.write(Arrays.copyOfRange(body, 0, body.length / 2));
        with.visit().awaitRelease();
        with.write(Arrays.copyOfRange(body, body.length / 2, body.length));
    }

    private static void chunked(Conversation with) throws IOException {
        with.write("HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nnever\r\n6\r\n, ever\r\n0\r\n\r\n"
                .getBytes(ISO_8859_1));
    }

    @ParameterizedTest(name = "it.relay E3.1 a member''s {0} keeps {1}")
    @MethodSource("refusals")
    void a_refusal_keeps_its_headers_and_its_body(int status, List<String> lines) throws IOException {
        HttpAnswer answer = answerTo("/refused/" + status);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("no: " + status);
        HeaderLines written = new HeaderLines(lines);
        for (String line : lines) {
            String name = line.substring(0, line.indexOf(':'));
            assertThat(answer.all(name)).isEqualTo(written.all(name));
        }
    }

    @ParameterizedTest(name = "it.relay E3.1 a body of {0} bytes, in chunks: {1}, keeps its type")
    @CsvSource({"100, false", "100, true", "9000, false", "9000, true", "200000, false", "200000, true"})
    void a_body_keeps_its_type(int bytes, boolean chunks) throws IOException {
        HttpAnswer answer = answerTo("/refused/typed?bytes=" + bytes + "&chunks=" + chunks);
        assertThat(answer.all("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.all("X-Frame-Options")).isEmpty();
        assertThat(answer.body()).hasSize(bytes);
    }

    private static void typed(Conversation with) throws IOException {
        byte[] body = Bytes.letters(with.request().number("bytes", 0));
        boolean chunks = with.request().query("chunks", "").equals("true");
        String head = "HTTP/1.1 403 No\r\nContent-Type: application/problem+json\r\n"
                + (chunks
                        ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n"
                        : "Content-Length: " + body.length + "\r\n\r\n");
        with.write(head.getBytes(ISO_8859_1));
        with.write(body);
        with.write((chunks ? "\r\n0\r\n\r\n" : "").getBytes(ISO_8859_1));
    }

    @Test
    @DisplayName("it.relay E3.1 a chunked body arrives whole")
    void a_chunked_body_arrives_whole() throws IOException {
        assertThat(answerTo("/refused/chunked").body()).isEqualTo("never, ever");
    }

    @ParameterizedTest(name = "it.relay E3.1 a body of {0} bytes arrives as it comes, byte for byte")
    @ValueSource(ints = {200_000, MIB})
    void a_large_body_arrives_as_it_comes_byte_for_byte(int bytes) throws IOException {
        HttpAnswer answer = halfAndThenTheRest(bytes);
        assertThat(answer.first("Content-Length")).hasValue(Integer.toString(bytes));
        assertThat(answer.body().equals(new String(Bytes.letters(bytes), ISO_8859_1)))
                .isTrue();
    }

    @Test
    @DisplayName(
            "it.relay E3.2 a body larger than the bound breaks off there and never looks whole, and the log says so")
    void a_body_larger_than_the_bound_breaks_off_there() throws IOException {
        int before = cuts();
        assertThatThrownBy(() -> halfAndThenTheRest(MIB + 1000)).isInstanceOf(IOException.class);
        await("the log to say so").atMost(Duration.ofSeconds(10)).until(() -> cuts() == before + 1);
    }

    private static int cuts() {
        return Log.current().linesWith("refusal-cut").size();
    }

    /** The member goes on only when the client has seen some of the first half. */
    private HttpAnswer halfAndThenTheRest(int bytes) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            client.send(handshakeOn("/refused/large?bytes=" + bytes).bytes(front().authority()));
            client.in().mark(2 * SOME);
            assertThat(client.in().readNBytes(SOME)).hasSize(SOME);
            client.in().reset();
            visit().release();
            HttpAnswer answer = client.answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(visit().awaitEnding()).isNotNull();
            return answer;
        }
    }

    private HttpAnswer answerTo(String target) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            return client.handshake(handshakeOn(target));
        }
    }
}
