package org.sluice.it.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.HeaderLines;
import org.sluice.it.kit.HttpMember;
import org.sluice.it.kit.PlainClient;
import org.sluice.it.server.Kind;

/** What becomes of header lines and targets, both ways. */
class HeadersIT extends PlainIT {
    private HeaderLines seen(String method, String target, String... lines) throws IOException {
        try (PlainClient client = connect()) {
            client.request(method, at(target), lines);
            assertThat(client.head().status()).isEqualTo(200);
        }
        return received().request().headers();
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                Arguments.of("Accept", List.of("text/html, */*;q=0.1")),
                Arguments.of("Cookie", List.of("a=1; b=\"two\"; c=%20; d")),
                Arguments.of("Authorization", List.of("Bearer abc.def")),
                Arguments.of("X-Twice", List.of("one", "two")),
                Arguments.of("X-Empty", List.of("")),
                Arguments.of("X-Comma", List.of("a,b, c")),
                Arguments.of("X-Quoted", List.of("\"a;b\"")),
                Arguments.of("Range", List.of("bytes=0-99")),
                Arguments.of("If-None-Match", List.of("\"abc\", W/\"def\"")),
                Arguments.of("Origin", List.of("https://a.example")),
                Arguments.of("Content-Type", List.of("text/plain;charset=\"utf-8\" ;x=1")),
                Arguments.of("traceparent", List.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
                Arguments.of("X-Request-ID", List.of("mine-1")),
                Arguments.of("Accept-Encoding", List.of("gzip, br")),
                Arguments.of("Cache-Control", List.of("no-cache")),
                Arguments.of("Via", List.of("1.1 other")));
    }

    @ParameterizedTest(name = "it.plain P1.3 {0} reaches the member as it was written")
    @MethodSource("passing")
    void a_header_reaches_the_member_as_it_was_written(String name, List<String> values) throws IOException {
        String[] lines = values.stream().map(value -> name + ": " + value).toArray(String[]::new);
        assertThat(seen("GET", "/plain/headers", lines).all(name)).isEqualTo(values);
    }

    @ParameterizedTest(name = "it.plain P1.3 {0} does not reach the member")
    @ValueSource(
            strings = {
                "Connection: X-Hop, keep-alive",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy-Authorization: Basic abc",
                "TE: trailers",
                "Upgrade: other/1",
                "Forwarded: for=6.6.6.6",
                "X_Forwarded_For: 6.6.6.6",
                "X-SSL-Client-Subject: CN=me",
                "X-Sluice-User: root"
            })
    void what_belongs_to_the_connection_or_to_us_does_not_reach_the_member(String line) throws IOException {
        HeaderLines seen = seen("GET", "/plain/headers", line, "X-Hop: 1");
        assertThat(seen.all(line.substring(0, line.indexOf(':')))).isEmpty();
        assertThat(seen.all("X-Hop")).isEqualTo(line.startsWith("Connection") ? List.of() : List.of("1"));
    }

    @Test
    @DisplayName(
            "it.plain P1.3 members are told who asks, and the host that was asked for; what a client claims is replaced")
    void members_are_told_who_asks() throws IOException {
        HeaderLines seen = seen("GET", "/plain/headers", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: gopher");
        assertThat(seen.all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.all("X-Forwarded-Proto")).hasSize(1).doesNotContain("gopher");
        assertThat(seen.all("X-Request-ID")).hasSize(1);
        assertThat(seen.all("Host")).containsExactly(front().authority());
    }

    @Test
    @DisplayName("it.plain P1.3 with host-header=member the member gets its own name for Host")
    void with_host_header_member_the_member_gets_its_own_name() throws IOException {
        assertThat(seen("GET", "/plain-named/headers").all("Host")).containsExactly("127.0.0.1:" + member().port());
    }

    @ParameterizedTest(name = "it.plain P1.3 the target {0} arrives byte for byte")
    @ValueSource(
            strings = {
                "/a%2Fb",
                "/a%20b",
                "/%E2%82%AC",
                "/a;p=1/b",
                "/a//b",
                "/a/%5B1%5D",
                "/a?x=%25&y=%3F%26",
                "/a?x=1&x=2",
                "/a?redirect=http://b/c?d",
                "/a+b",
                "/a?q=a+b",
                "/~user/*'()!$,=:@",
                "/a.jsp",
                "/index.html",
                "/a%3Bb"
            })
    void a_target_arrives_byte_for_byte(String target) throws IOException {
        try (PlainClient client = connect()) {
            client.request("GET", "/plain" + at(target));
            assertThat(client.head().status()).isEqualTo(200);
        }
        assertThat(received().request().target()).isEqualTo(at(target));
    }

    @ParameterizedTest(name = "it.plain P1.3 {0} is carried, with a body where it has one")
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPFIND", "REPORT"})
    void any_method_is_carried(String method) throws IOException {
        try (PlainClient client = connect()) {
            client.request(method, at("/plain/a"), "Content-Length: 3");
            client.send("abc");
            assertThat(client.head().status()).isEqualTo(200);
        }
        assertThat(received().request().method()).isEqualTo(method);
    }

    @Test
    @DisplayName("it.plain P1.3 OPTIONS is carried without a body")
    void options_is_carried() throws IOException {
        seen("OPTIONS", "/plain/a", "Origin: https://a.example", "Access-Control-Request-Method: PUT");
        assertThat(received().request().method()).isEqualTo("OPTIONS");
    }

    private PlainClient.Head answered(String... lines) throws IOException {
        String path = own("answers");
        member().on(
                        path,
                        talk -> talk.write("HTTP/1.1 200 OK\r\n" + String.join("\r\n", lines)
                                + (lines.length == 0 ? "" : "\r\n") + "Content-Length: 2\r\n\r\nok"));
        try (PlainClient client = connect()) {
            client.request("GET", at("/plain" + path));
            return client.head();
        }
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("Content-Type", List.of("text/html;charset=utf-8")),
                Arguments.of("Content-Type", List.of("application/json")),
                Arguments.of("Content-Type", List.of("text/plain;charset=ISO-8859-1")),
                Arguments.of("Set-Cookie", List.of("a=1; Path=/; HttpOnly", "b=\"2\"; SameSite=None; Secure", "c=3")),
                Arguments.of("Location", List.of("/elsewhere?a=%20")),
                Arguments.of("ETag", List.of("W/\"abc\"")),
                Arguments.of("Vary", List.of("Accept, Origin")),
                Arguments.of("Server", List.of("member/1.0")),
                Arguments.of("Date", List.of("Tue, 15 Nov 1994 08:12:31 GMT")),
                Arguments.of("X-Powered-By", List.of("member")),
                Arguments.of("X-Frame-Options", List.of("DENY")),
                Arguments.of("Content-Language", List.of("de-CH, en")),
                Arguments.of("Content-Encoding", List.of("gzip")),
                Arguments.of("Cache-Control", List.of("no-store", "max-age=0")),
                Arguments.of("Link", List.of("</a>; rel=preload", "</b>; rel=next")),
                Arguments.of("WWW-Authenticate", List.of("Basic realm=\"a\"", "Bearer")),
                Arguments.of("Content-Disposition", List.of("attachment; filename=\"a b.txt\"")),
                Arguments.of("Last-Modified", List.of("Tue, 15 Nov 1994 12:45:26 GMT")),
                Arguments.of("Access-Control-Allow-Origin", List.of("*")),
                Arguments.of("Strict-Transport-Security", List.of("max-age=1")),
                Arguments.of("Accept-Ranges", List.of("bytes")),
                Arguments.of("Retry-After", List.of("120")),
                Arguments.of("X-Twice", List.of("one", "two", "one")));
    }

    /** What Payara Micro removes; Payara Server passes it on, and adds one of its own where there is none. */
    private static boolean isKept(String name) {
        return name.equals("X-Powered-By") && Kind.current() == Kind.PAYARA_MICRO;
    }

    @ParameterizedTest(name = "it.plain P1.4 {0}: {1} of an answer reaches the client as it was written")
    @MethodSource("answers")
    void a_header_of_an_answer_reaches_the_client(String name, List<String> values) throws IOException {
        String[] lines = values.stream().map(value -> name + ": " + value).toArray(String[]::new);
        assertThat(answered(lines).headers().all(name)).isEqualTo(isKept(name) ? List.of() : values);
    }

    @Test
    @DisplayName("it.plain P1.4 an answer has no header but the member's, those of the connection, and a date")
    void an_answer_has_no_header_but_the_members() throws IOException {
        List<String> names = answered("X-A: 1").headers().lines().stream()
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .filter(name -> Kind.current() != Kind.PAYARA_SERVER || !name.equals("x-powered-by"))
                .toList();
        assertThat(names).contains("x-a", "content-length").isSubsetOf("x-a", "content-length", "date", "connection");
    }

    @ParameterizedTest(name = "it.plain P1.4 {0} of an answer does not reach the client")
    @ValueSource(
            strings = {
                "Connection: X-Hop",
                "Keep-Alive: timeout=5",
                "Proxy-Authenticate: Basic",
                "Upgrade: h2c",
                "Proxy-Connection: close"
            })
    void what_belongs_to_the_members_connection_does_not_reach_the_client(String line) throws IOException {
        HeaderLines seen = answered(line, "X-Hop: 1").headers();
        assertThat(seen.lines()).doesNotContain(line);
        assertThat(seen.all("X-Hop")).isEqualTo(line.startsWith("Connection") ? List.of() : List.of("1"));
    }

    @ParameterizedTest(name = "it.plain P1.4 a member''s {0} is passed on")
    @ValueSource(
            ints = {
                200, 201, 202, 203, 206, 301, 302, 303, 307, 308, 400, 401, 403, 404, 409, 418, 422, 429, 500, 501, 502,
                503, 504
            })
    void a_members_status_is_passed_on(int status) throws IOException {
        String path = own("status");
        member().on(path, talk -> talk.write("HTTP/1.1 " + status + " As Is\r\nContent-Length: 4\r\n\r\nbody"));
        try (PlainClient client = connect()) {
            assertThat(client.get(at("/plain" + path))).isEqualTo(status + " body");
        }
    }

    @Test
    @DisplayName("it.plain P1.4 trailers of an answer reach the client")
    void trailers_of_an_answer_reach_the_client() throws IOException {
        String path = own("trailers");
        String answer = String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "Trailer: X-Sum",
                "",
                "2",
                "ok",
                "0",
                "X-Sum: 42",
                "",
                "");
        member().on(path, talk -> talk.write(answer));
        try (PlainClient client = connect()) {
            client.request("GET", at("/plain" + path));
            client.head();
            StringBuilder rest = new StringBuilder();
            while (!rest.toString().endsWith("\r\n\r\n")) {
                rest.append((char) client.in().read());
            }
            assertThat(rest.toString().toLowerCase(Locale.ROOT)).contains("x-sum: 42");
        }
    }

    @Test
    @DisplayName("it.plain P5.1 the rule's method counts: what it does not name goes elsewhere")
    void the_rules_method_counts() throws IOException {
        try (PlainClient client = connect()) {
            client.request("POST", at("/plain-by/a"), "Content-Length: 0");
            assertThat(client.head().status()).isEqualTo(200);
        }
        HttpMember.Received received = received();
        assertThat(received.request().path()).isEqualTo("/a");
    }
}
