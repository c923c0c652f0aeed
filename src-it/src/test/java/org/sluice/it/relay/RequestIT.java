package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HeaderLines;
import org.sluice.it.kit.RawClient;

/** What the member sees of the client's request. */
class RequestIT extends RelayIT {
    private HeaderLines seenFor(HandshakeRequest handshake) throws IOException {
        RawClient.open(front(), handshake).closeInOrder(Frame.close(1000, ""));
        return visit().request().headers();
    }

    @Test
    @DisplayName("it.relay I6.1 where the client came from is written anew, whatever the client claims")
    void where_the_client_came_from_is_written_anew_whatever_the_client_claims() throws IOException {
        HeaderLines seen = seenFor(handshakeOn("/echo")
                .header("Host", "chat.example.com:8443")
                .header("X-Forwarded-For", "203.0.113.7, 198.51.100.1")
                .header("x-forwarded-for", "203.0.113.8")
                .header("X-Forwarded-Proto", "gopher")
                .header("X-Forwarded-Host", "evil.example.com")
                .header("X-Forwarded-Port", "1"));
        assertThat(seen.all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.all("X-Forwarded-Proto")).containsExactly(BY_TLS ? "https" : "http");
        assertThat(seen.all("X-Forwarded-Host")).containsExactly("chat.example.com:8443");
        assertThat(seen.all("X-Forwarded-Port")).containsExactly(Integer.toString(front().port()));
    }

    @Test
    @DisplayName("it.relay I6.1 a request id is kept")
    void a_request_id_is_kept() throws IOException {
        assertThat(seenFor(handshakeOn("/echo").header("X-Request-ID", "my-own-7f3a"))
                        .all("X-Request-ID"))
                .containsExactly("my-own-7f3a");
    }

    @Test
    @DisplayName("it.relay I6.1 a request id is made where there is none, a new one each time")
    void a_request_id_is_made_where_there_is_none() throws IOException {
        seenFor(handshakeOn("/echo"));
        seenFor(handshakeOn("/echo"));
        List<String> ids = member().visits(token).stream()
                .flatMap(visit -> visit.request().headers().all("X-Request-ID").stream())
                .toList();
        assertThat(ids).hasSize(2).doesNotHaveDuplicates().noneMatch(String::isEmpty);
    }

    @Test
    @DisplayName("it.relay I6.1 Host and Origin arrive as the client sent them")
    void host_and_origin_arrive_as_the_client_sent_them() throws IOException {
        HeaderLines seen = seenFor(
                handshakeOn("/echo").header("Host", "Chat.Example.com").header("Origin", "https://app.example.com"));
        assertThat(seen.all("Host")).containsExactly("Chat.Example.com");
        assertThat(seen.all("Origin")).containsExactly("https://app.example.com");
    }

    @ParameterizedTest(name = "it.relay I6.1 the target {0} arrives byte for byte")
    @ValueSource(
            strings = {
                "/a%2Fb%20%E2%82%AC?x=%7B",
                "/caf%C3%A9;v=1/x?q=%20+%2B&&empty=&flag",
                "/a%2Fb/~user?path=/x/../y&z=%00&lower=%7e",
                "/?",
                "/UPPER/lower?a=1&a=2"
            })
    void the_target_arrives_byte_for_byte(String target) throws IOException {
        seenFor(handshakeOn(target));
        assertThat(visit().request().target()).isEqualTo(at(target));
    }

    @Test
    @DisplayName("it.relay I6.1 hop-by-hop headers stay behind, also those that Connection names")
    void hop_by_hop_headers_stay_behind_also_those_that_connection_names() throws IOException {
        HeaderLines seen = seenFor(handshakeOn("/echo")
                .replace("Connection", "keep-alive, Upgrade, X-Private")
                .header("X-Private", "between us")
                .header("Keep-Alive", "timeout=5")
                .header("TE", "trailers")
                .header("Proxy-Connection", "keep-alive")
                .header("Proxy-Authorization", "Basic c2VjcmV0"));
        for (String name : List.of("X-Private", "Keep-Alive", "TE", "Proxy-Connection", "Proxy-Authorization")) {
            assertThat(seen.all(name)).describedAs(name).isEmpty();
        }
        assertThat(seen.all("Connection")).singleElement().asString().isEqualToIgnoringCase("upgrade");
        assertThat(seen.all("Upgrade")).singleElement().asString().isEqualToIgnoringCase("websocket");
    }

    @Test
    @DisplayName("it.relay I6.1 every other header arrives as it was written, repeated ones repeated and in order")
    void every_other_header_arrives_as_it_was_written() throws IOException {
        HeaderLines seen = seenFor(handshakeOn("/echo")
                .header("Authorization", "Bearer a.b.c")
                .header("Cookie", "a=1; b=\"x,y\"; c=%20")
                .header("User-Agent", "Kit/1.0 (of, bytes)")
                .header("X-Twice", "one, with a comma")
                .header("X-Twice", "two")
                .header("x-empty", "")
                .header("If-Modified-Since", "Wed, 21 Oct 2026 07:28:00 GMT"));
        assertThat(seen.all("Authorization")).containsExactly("Bearer a.b.c");
        assertThat(seen.all("Cookie")).containsExactly("a=1; b=\"x,y\"; c=%20");
        assertThat(seen.all("User-Agent")).containsExactly("Kit/1.0 (of, bytes)");
        assertThat(seen.all("X-Twice")).containsExactly("one, with a comma", "two");
        assertThat(seen.all("X-Empty")).containsExactly("");
        assertThat(seen.all("If-Modified-Since")).containsExactly("Wed, 21 Oct 2026 07:28:00 GMT");
    }

    @Test
    @DisplayName("it.relay I6.1 the offers of subprotocols and extensions arrive as they were written")
    void the_offers_of_subprotocols_and_extensions_arrive_as_they_were_written() throws IOException {
        String extensions = "permessage-deflate; client_max_window_bits, x-made-up; list=\"a, b\"";
        HeaderLines seen = seenFor(handshakeOn("/echo")
                .header("Sec-WebSocket-Protocol", "chat.v2, chat.v1")
                .header("Sec-WebSocket-Protocol", "plain")
                .header("Sec-WebSocket-Extensions", extensions));
        assertThat(String.join(", ", seen.all("Sec-WebSocket-Protocol"))).isEqualTo("chat.v2, chat.v1, plain");
        assertThat(seen.all("Sec-WebSocket-Extensions")).containsExactly(extensions);
        assertThat(seen.all("Sec-WebSocket-Version")).containsExactly("13");
        assertThat(seen.all("Sec-WebSocket-Key")).hasSize(1);
    }
}
