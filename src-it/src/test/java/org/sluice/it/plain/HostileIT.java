package org.sluice.it.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.it.kit.HttpMember;
import org.sluice.it.kit.PlainClient;

/**
 * Requests that two parsers might read in two ways, on bare sockets: each is refused, or reaches the member in one clear form and
 * alone. What stands behind one never reaches the member as a request of its own.
 */
class HostileIT extends PlainIT {
    private static final String SMUGGLED = "GET /plain/smuggled?token=TOKEN HTTP/1.1\r\nHost: h\r\n\r\n";

    /** A request as it is sent; TARGET is where it goes, and what it hides goes elsewhere. */
    record Row(String name, String bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row get(String name, String line) {
        return new Row(name, "GET TARGET HTTP/1.1\r\nHost: h\r\n" + line + "\r\n\r\n");
    }

    private static Row post(String name, String lines, String body) {
        return new Row(name, "POST TARGET HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n\r\n" + body);
    }

    static Stream<Row> rows() {
        return Stream.of(framing(), chunks(), lines(), hosts(), targets(), methods())
                .flatMap(List::stream);
    }

    private static List<Row> framing() {
        return List.of(
                post("length and chunked", "Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\n" + SMUGGLED),
                post("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 4", "0\r\n\r\n" + SMUGGLED),
                post("length 0 and chunked", "Content-Length: 0\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
                post("two lengths", "Content-Length: 3\r\nContent-Length: 4", "abcd"),
                post("two equal lengths", "Content-Length: 3\r\nContent-Length: 3", "abc"),
                post("lengths in a list", "Content-Length: 3, 3", "abc"),
                post("a signed length", "Content-Length: +3", "abc"),
                post("a negative length", "Content-Length: -3", "abc"),
                post("a length in hex", "Content-Length: 0x3", "abc"),
                post("a length with a space", "Content-Length: 3 3", "abc"),
                post("an empty length", "Content-Length: ", "abc"),
                post("a length beyond all bounds", "Content-Length: 99999999999999999999999", "abc"),
                post("a length of 2^63", "Content-Length: 9223372036854775808", "abc"),
                post("a length with a point", "Content-Length: 3.0", "abc"),
                post(
                        "chunked twice",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                        "0\r\n\r\n" + SMUGGLED),
                post("chunked in a list", "Transfer-Encoding: chunked, chunked", "0\r\n\r\n" + SMUGGLED),
                post("gzip and chunked", "Transfer-Encoding: gzip, chunked", "0\r\n\r\n"),
                post("identity", "Transfer-Encoding: identity", "abc"),
                post("chunked and identity", "Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
                post(
                        "chunked and identity in two lines",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                        "0\r\n\r\n"),
                post("another coding", "Transfer-Encoding: xchunked", "0\r\n\r\n"),
                post("chunked in quotes", "Transfer-Encoding: \"chunked\"", "0\r\n\r\n"),
                post("a tab before chunked", "Transfer-Encoding:\tchunked", "0\r\n\r\n"),
                post("a vertical tab before chunked", "Transfer-Encoding: \u000bchunked", "0\r\n\r\n" + SMUGGLED),
                post("space before the colon of the length", "Content-Length : 3", "abc"),
                post("space before the colon of chunked", "Transfer-Encoding : chunked", "0\r\n\r\n" + SMUGGLED),
                post("a folded length", "Content-Length:\r\n 3", "abc"),
                post("a folded coding", "Transfer-Encoding:\r\n chunked", "0\r\n\r\n"),
                new Row(
                        "chunked in HTTP/1.0",
                        "POST TARGET HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED));
    }

    private static List<Row> chunks() {
        String chunked = "Transfer-Encoding: chunked";
        return List.of(
                post("a chunk's size with a sign", chunked, "+1\r\na\r\n0\r\n\r\n"),
                post("a chunk's size in 0x", chunked, "0x1\r\na\r\n0\r\n\r\n"),
                post("a negative size", chunked, "-1\r\na\r\n0\r\n\r\n"),
                post("a size beyond all bounds", chunked, "fffffffffffffffff\r\na\r\n0\r\n\r\n"),
                post("no size", chunked, "\r\na\r\n0\r\n\r\n"),
                post("a word for a size", chunked, "one\r\na\r\n0\r\n\r\n"),
                post("an extension", chunked, "1;a=b\r\na\r\n0\r\n\r\n"),
                post("an extension with a line feed", chunked, "1;a\n\r\na\r\n0\r\n\r\n"),
                post("data longer than its size", chunked, "1\r\nabc\r\n0\r\n\r\n"),
                post("bare line feeds", chunked, "1\na\n0\n\n"),
                post("a trailer that is no header", chunked, "1\r\na\r\n0\r\nContent-Length: 5\r\n\r\n"),
                post("a trailer with a request in it", chunked, "0\r\nX: 1\r\n GET / HTTP/1.1\r\n\r\n"));
    }

    private static List<Row> lines() {
        return List.of(
                get("a folded line", "X-A: 1\r\n folded"),
                get("a folded first line", " X-A: 1"),
                get("space before the colon", "X-A : 1"),
                get("a space in a name", "X A: 1"),
                get("no colon", "nothing"),
                get("an empty name", ": 1"),
                get("a bare carriage return", "X-A: 1\rX-B: 2"),
                get("a bare carriage return and a header of framing", "X-A: 1\rContent-Length: 5"),
                get("a bare line feed", "X-A: 1\nX-B: 2"),
                get("a NUL in a value", "X-A: a\0b"),
                get("a NUL in a name", "X\0A: 1"),
                get("a control in a value", "X-A: a\u0001b"),
                get("a delete in a value", "X-A: a\u007fb"),
                get("a form feed", "X-A: a\fb"),
                get("parentheses in a name", "X(A): 1"),
                get("a name in quotes", "\"X-A\": 1"),
                get("a name above ASCII", "X-\u00c4: 1"));
    }

    private static List<Row> hosts() {
        return List.of(
                new Row("no Host", "GET TARGET HTTP/1.1\r\n\r\n"),
                new Row("two Hosts", "GET TARGET HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                new Row("two equal Hosts", "GET TARGET HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
                new Row("a Host with a path", "GET TARGET HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                new Row("a Host with a user", "GET TARGET HTTP/1.1\r\nHost: a@b\r\n\r\n"),
                new Row("a Host with a space", "GET TARGET HTTP/1.1\r\nHost: a b\r\n\r\n"),
                new Row("a Host with a list", "GET TARGET HTTP/1.1\r\nHost: a?b\r\n\r\n"),
                new Row("absolute form and another Host", "GET http://evil:1TARGET HTTP/1.1\r\nHost: h\r\n\r\n"));
    }

    private static List<Row> targets() {
        return List.of(
                new Row("a fragment", "GET TARGET#a HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("a space in the target", "GET TARGET a HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("a tab in the target", "GET TARGET\ta HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("a NUL in the target", "GET TARGET\0 HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("no slash", "GET x?token=TOKEN HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("above the root", "GET /plain/../../x?token=TOKEN HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("HTTP/0.9", "GET TARGET\r\n\r\n"),
                new Row("HTTP/1.2", "GET TARGET HTTP/1.2\r\nHost: h\r\n\r\n"),
                new Row("HTTP/3.0", "GET TARGET HTTP/3.0\r\nHost: h\r\n\r\n"),
                new Row("another protocol", "GET TARGET ICY/1.1\r\nHost: h\r\n\r\n"));
    }

    private static List<Row> methods() {
        return List.of(
                new Row("TRACE", "TRACE TARGET HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("CONNECT", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("a method that is no token", "G(T TARGET HTTP/1.1\r\nHost: h\r\n\r\n"),
                new Row("a method in quotes", "\"GET\" TARGET HTTP/1.1\r\nHost: h\r\n\r\n"));
    }

    @ParameterizedTest(name = "it.plain P4.1 {0}: refused, or one clear request")
    @MethodSource("rows")
    void refused_or_one_clear_request(Row row) throws IOException {
        member().on("/h", HostileIT::takesAll);
        try (PlainClient client = connect().waitLimits(Duration.ofSeconds(5))) {
            client.send(row.bytes().replace("TARGET", at("/plain/h")).replace("TOKEN", token));
            client.finish();
            client.in().readAllBytes();
        } catch (IOException reset) {
            // refused, too
        }
        List<HttpMember.Received> seen = member().received(token);
        assertThat(seen)
                .extracting(one -> one.request().path())
                .allMatch(path -> path.equals("/h") || path.equals("/smuggled"));
        assertThat(seen.stream().filter(one -> one.request().path().equals("/h")))
                .hasSizeLessThan(2);
        seen.forEach(one -> clear(one.head()));
    }

    private static void takesAll(HttpMember.Talk talk) throws IOException {
        talk.body().readAllBytes();
        talk.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }

    /** No two parsers can differ about it. */
    private static void clear(String head) {
        List<String> lines = List.of(head.split("\r\n", -1));
        assertThat(lines.get(0)).matches("[A-Z]+ /[!-~]* HTTP/1\\.1");
        assertThat(lines.subList(1, lines.size() - 2))
                .allSatisfy(line -> assertThat(line).matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+: ?[\\t -~\u0080-\u00ff]*"));
        assertThat(lines.stream().filter(line -> line.regionMatches(true, 0, "Host:", 0, 5)))
                .hasSize(1);
        long lengths = lines.stream()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .count();
        long codings = lines.stream()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("transfer-encoding:"))
                .count();
        assertThat(lengths + codings).isLessThan(2);
    }
}
