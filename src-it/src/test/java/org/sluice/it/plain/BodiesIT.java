package org.sluice.it.plain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.it.kit.Digests;
import org.sluice.it.kit.HttpMember;
import org.sluice.it.kit.PlainClient;

/** Bodies of all sizes, both ways, measured and in chunks. */
class BodiesIT extends PlainIT {
    private static final int MIB = 1 << 20;

    static Stream<Arguments> bodies() {
        return Stream.of(0, 1, 8 << 10, 3 * MIB + 7, 50 * MIB)
                .flatMap(size -> Stream.of(Arguments.of(size, false), Arguments.of(size, true)));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Writes so many bytes that look random, the same each time. */
    private static String write(OutputStream out, int size, boolean chunked) throws IOException {
        MessageDigest digest = Digests.sha256();
        Random random = new Random(size);
        byte[] piece = new byte[60_000];
        int left = size;
        while (left > 0) {
            random.nextBytes(piece);
            int count = Math.min(left, 1 + random.nextInt(piece.length));
            if (chunked) {
                out.write((Integer.toHexString(count) + "\r\n").getBytes(ISO_8859_1));
            }
            out.write(piece, 0, count);
            if (chunked) {
                out.write("\r\n".getBytes(ISO_8859_1));
            }
            digest.update(piece, 0, count);
            left -= count;
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(ISO_8859_1));
        }
        out.flush();
        return hex(digest);
    }

    private static String digestOf(InputStream in) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] some = new byte[64 << 10];
        for (int count = in.read(some); count >= 0; count = in.read(some)) {
            digest.update(some, 0, count);
        }
        return hex(digest);
    }

    private static void digested(HttpMember.Talk talk) throws IOException {
        String digest = digestOf(talk.body());
        talk.write("HTTP/1.1 200 OK\r\nContent-Length: " + digest.length() + "\r\n\r\n" + digest);
    }

    private static void answered(HttpMember.Talk talk) throws IOException {
        int size = talk.request().number("size", 0);
        boolean chunked = talk.request().query("chunked", "").equals("true");
        talk.write("HTTP/1.1 200 OK\r\n" + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + size)
                + "\r\n\r\n");
        write(talk.out(), size, chunked);
    }

    @ParameterizedTest(name = "it.plain P1.1 a request''s body of {0} bytes arrives as it was sent (in chunks: {1})")
    @MethodSource("bodies")
    void a_requests_body_arrives_as_it_was_sent(int size, boolean chunked) throws Exception {
        member().on("/digest", BodiesIT::digested);
        try (PlainClient client = connect()) {
            client.request(
                    "POST", at("/plain/digest"), chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + size);
            String sent = write(client.out(), size, chunked);
            PlainClient.Head head = client.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(new String(client.body(head).readAllBytes(), ISO_8859_1)).isEqualTo(sent);
            // The connection is clean behind it.
            assertThat(client.get(at("/plain/behind"))).startsWith("200 GET /behind");
        }
        String framing = received().head().toLowerCase(java.util.Locale.ROOT);
        assertThat(framing).contains(chunked ? "transfer-encoding: chunked" : "content-length: " + size);
    }

    @ParameterizedTest(name = "it.plain P1.1 an answer''s body of {0} bytes arrives as it was sent (in chunks: {1})")
    @MethodSource("bodies")
    void an_answers_body_arrives_as_it_was_sent(int size, boolean chunked) throws Exception {
        member().on("/sized", BodiesIT::answered);
        try (PlainClient client = connect()) {
            for (int time = 0; time < 2; time++) {
                client.request("GET", at("/plain/sized?size=" + size + "&chunked=" + chunked));
                PlainClient.Head head = client.head();
                assertThat(head.status()).isEqualTo(200);
                assertThat(digestOf(client.body(head))).isEqualTo(write(OutputStream.nullOutputStream(), size, false));
                // The server may measure a short one itself.
                assertThat(head.headers().all("Content-Length").size()
                                + head.headers().all("Transfer-Encoding").size())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("it.plain P1.1 an answer that ends with its connection is passed on whole")
    void an_answer_that_ends_with_its_connection_is_passed_on_whole() throws IOException {
        member().on("/until-close", talk -> {
            talk.write("HTTP/1.1 200 OK\r\n\r\nall there is");
            talk.end();
        });
        try (PlainClient client = connect()) {
            assertThat(client.get(at("/plain/until-close"))).isEqualTo("200 all there is");
        }
    }

    @Test
    @DisplayName("it.plain P1.1 a client that reads slowly gets all of 8 MiB")
    void a_client_that_reads_slowly_gets_all() throws IOException {
        member().on("/sized", BodiesIT::answered);
        int size = 8 * MIB;
        try (PlainClient client = PlainClient.connect(front(), 4096)) {
            client.request("GET", at("/plain/sized?size=" + size));
            PlainClient.Head head = client.head();
            InputStream body = client.body(head);
            MessageDigest digest = Digests.sha256();
            byte[] some = new byte[200_000];
            for (int count = body.readNBytes(some, 0, some.length);
                    count > 0;
                    count = body.readNBytes(some, 0, some.length)) {
                digest.update(some, 0, count);
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
            assertThat(hex(digest)).isEqualTo(write(OutputStream.nullOutputStream(), size, false));
        }
    }

    @Test
    @DisplayName("it.plain P1.1 HEAD, 204 and 304 have no body, and the next answer follows")
    void head_204_and_304_have_no_body() throws IOException {
        member().on("/204", talk -> talk.write("HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n"));
        member().on("/304", talk -> talk.write("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n"));
        member().on("/head", talk -> talk.write("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n"));
        try (PlainClient client = connect()) {
            client.request("GET", at("/plain/204"));
            assertThat(client.head().status()).isEqualTo(204);
            client.request("GET", at("/plain/304"));
            PlainClient.Head unchanged = client.head();
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.headers().all("ETag")).containsExactly("\"a\"");
            client.request("HEAD", at("/plain/head"));
            PlainClient.Head head = client.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers().all("Content-Length")).containsExactly("12345");
            assertThat(client.get(at("/plain/behind"))).startsWith("200 GET /behind");
        }
    }

    @Test
    @DisplayName("it.plain P1.2 interim answers are kept from the client, and the final one passes")
    void interim_answers_are_kept_from_the_client() throws IOException {
        member().on(
                        "/interim",
                        talk -> talk.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        try (PlainClient client = connect()) {
            assertThat(client.get(at("/plain/interim"))).isEqualTo("200 ok");
        }
    }

    @Test
    @DisplayName("it.plain P1.1 a client that expects 100 gets it, and its body arrives")
    void a_client_that_expects_100_gets_it() throws IOException {
        member().on("/digest", BodiesIT::digested);
        try (PlainClient client = connect()) {
            client.request("POST", at("/plain/digest"), "Content-Length: 3", "Expect: 100-continue");
            assertThat(client.head().status()).isEqualTo(100);
            client.send("abc");
            PlainClient.Head head = client.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(new String(client.body(head).readAllBytes(), ISO_8859_1))
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
        assertThat(received().request().headers().all("Expect")).isEmpty();
    }
}
