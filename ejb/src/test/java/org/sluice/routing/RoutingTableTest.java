package org.sluice.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

/** One configuration, many requests: which rule takes each, and what the member gets. */
class RoutingTableTest {
    private static final String RULES =
            """
            host-exact          host=chat.example.com
            host-wild           host=*.example.com
            host-wild-longer    host=*.eu.example.com
            host-regex          host=~^shard[0-9]+\\.net$
            host-regex-path     host=~^shard; path=/only
            host-literal        host=[2001:db8::1]; path=/v6
            host-several        host=one.org, two.org, *.three.org
            exact               host=paths.org; path=/chat
            prefix              host=paths.org; path=/chat/*
            prefix-longer       host=paths.org; path=/chat/room/*
            regex               host=paths.org; path=~^/room/[0-9]+$
            regex-first         host=paths.org; path=~^/room/1; priority=5
            any                 host=paths.org; path=/*
            encoded             host=paths.org; path=/caf%c3%a9/*
            several             host=paths.org; path=/x, /y/*, /x/z
            slash               host=paths.org; path=/dir/
            wide-path           path=/global
            override            path=/chat; priority=10; header.X-Canary=yes
            far                 path=/*; priority=-1
            method-post         host=more.org; method=POST, PUT
            listener-tls        host=more.org; listener=secure
            header-one          host=more.org; header.X-Tenant=acme, umbrella
            header-glob         host=more.org; header.User-Agent=Mozilla*Firefox*
            header-regex        host=more.org; header.User-Agent=~(?i)curl/[0-9]
            header-two          host=more.org; header.X-Tenant=acme; header.X-Beta=*
            subprotocol         host=more.org; header.Sec-WebSocket-Protocol=mqtt
            query-v             host=more.org; query.v=2
            cookie-beta         host=more.org; cookie.beta=1
            source-lan          host=more.org; source=10.0.0.0/8, 2001:db8::/32
            source-one          host=more.org; source=10.0.0.7; header.X-Tenant=*
            tie-a               host=tie.org; header.A=1
            tie-b               host=tie.org; header.B=1
            """;

    private final Routes routes = routes();

    @ParameterizedTest(name = "{0}{1} {2} from {3} at {4} -> {5}")
    @DisplayName("routing R5.1 each request is taken by the rule that comes first")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            chat.example.com      | /               |                          |             |      | host-exact
            CHAT.Example.COM      | /               |                          |             |      | host-exact
            chat.example.com:8080 | /               |                          |             |      | host-exact
            chat.example.com.     | /               |                          |             |      | host-exact
            other.example.com     | /               |                          |             |      | host-wild
            a.b.example.com       | /               |                          |             |      | host-wild
            eu.example.com        | /               |                          |             |      | host-wild
            x.eu.example.com      | /               |                          |             |      | host-wild-longer
            a.x.eu.example.com    | /               |                          |             |      | host-wild-longer
            example.com           | /               |                          |             |      | far
            badexample.com        | /               |                          |             |      | far
            example.com.evil.org  | /               |                          |             |      | far
            shard7.net            | /               |                          |             |      | host-regex
            shard.net             | /               |                          |             |      | far
            shard7.net            | /only           |                          |             |      | host-regex-path
            shard7.nets           | /               |                          |             |      | far
            [2001:db8::1]         | /v6             |                          |             |      | host-literal
            [2001:db8::1]:8080    | /v6             |                          |             |      | host-literal
            [2001:db8::2]         | /v6             |                          |             |      | far
            one.org               | /               |                          |             |      | host-several
            two.org               | /               |                          |             |      | host-several
            x.three.org           | /               |                          |             |      | host-several
            three.org             | /               |                          |             |      | far
            ''                    | /               |                          |             |      | far
            a b                   | /               |                          |             |      | far
            paths.org             | /chat           |                          |             |      | exact
            paths.org             | /chat?x=/y/     |                          |             |      | exact
            paths.org             | /chat/          |                          |             |      | prefix
            paths.org             | /chat/1         |                          |             |      | prefix
            paths.org             | /chatter        |                          |             |      | any
            paths.org             | /Chat           |                          |             |      | any
            paths.org             | /chat/room      |                          |             |      | prefix-longer
            paths.org             | /chat/room/9    |                          |             |      | prefix-longer
            paths.org             | /chat/roomy     |                          |             |      | prefix
            paths.org             | /room/77        |                          |             |      | regex
            paths.org             | /room/x         |                          |             |      | any
            paths.org             | /room/17        |                          |             |      | regex-first
            paths.org             | /room/1x        |                          |             |      | regex-first
            paths.org             | /               |                          |             |      | any
            paths.org             | /caf%C3%A9/x    |                          |             |      | encoded
            paths.org             | /caf%c3%a9      |                          |             |      | encoded
            paths.org             | /x              |                          |             |      | several
            paths.org             | /x/z            |                          |             |      | several
            paths.org             | /x/y            |                          |             |      | any
            paths.org             | /y/deep/er      |                          |             |      | several
            paths.org             | /dir/           |                          |             |      | slash
            paths.org             | /dir            |                          |             |      | any
            paths.org             | /ch%61t         |                          |             |      | exact
            paths.org             | /x/../chat      |                          |             |      | exact
            paths.org             | /x/%2e%2e/chat  |                          |             |      | exact
            paths.org             | /x/%2E./chat    |                          |             |      | exact
            paths.org             | /../../chat     |                          |             |      | exact
            paths.org             | /./chat         |                          |             |      | exact
            paths.org             | //chat          |                          |             |      | exact
            paths.org             | /x/..;a=b/chat  |                          |             |      | exact
            paths.org             | /chat/x/..      |                          |             |      | prefix
            paths.org             | /chat%2Froom    |                          |             |      | any
            paths.org             | /chat/..%2Fx    |                          |             |      | prefix
            paths.org             | /x/%252e%252e/chat |                       |             |      | any
            paths.org             | /%              |                          |             |      | any
            paths.org             | http://chat.example.com/x |                |             |      | host-exact
            other.org             | http://paths.org/chat |                    |             |      | exact
            other.org             | /global         |                          |             |      | wide-path
            chat.example.com      | /global         |                          |             |      | host-exact
            other.org             | /chat           |                          |             |      | far
            other.org             | /chat           | X-Canary: yes            |             |      | override
            paths.org             | /chat           | X-Canary: yes            |             |      | override
            paths.org             | /chat           | X-Canary: no             |             |      | exact
            more.org              | /               |                          |             |      | far
            more.org              | POST /          |                          |             |      | method-post
            more.org              | DELETE /        |                          |             |      | far
            more.org              | /               |                          |             | 8443 | listener-tls
            more.org              | /               | X-Tenant: acme           |             |      | header-one
            more.org              | /               | x-tenant: umbrella       |             |      | header-one
            more.org              | /               | X-Tenant: ACME           |             |      | far
            more.org              | /               | User-Agent: Mozilla/5 Firefox/120 | |      | header-glob
            more.org              | /               | User-Agent: Firefox/120  |             |      | far
            more.org              | /               | User-Agent: Curl/8       |             |      | header-regex
            more.org              | /               | X-Tenant: acme; X-Beta:  |             |      | header-two
            more.org              | /               | X-Tenant: umbrella; X-Beta: 1 |        |      | header-one
            more.org              | /               | Sec-WebSocket-Protocol: stomp, mqtt |  |      | subprotocol
            more.org              | /?v=2           |                          |             |      | query-v
            more.org              | /?a&v=%32&v=3   |                          |             |      | query-v
            more.org              | /?v=22          |                          |             |      | far
            more.org              | /?v             |                          |             |      | far
            more.org              | /?%             |                          |             |      | far
            more.org              | /               | Cookie: a=b, beta=1      |             |      | far
            more.org              | /               | Cookie: a=b; Cookie: beta=1 |          |      | cookie-beta
            more.org              | /               | Cookie: beta="1"         |             |      | cookie-beta
            more.org              | /               |                          | 10.1.2.3    |      | source-lan
            more.org              | /               |                          | ::ffff:10.1.2.3 |  | source-lan
            more.org              | /               |                          | 2001:db8::9 |      | source-lan
            more.org              | /               |                          | 11.0.0.1    |      | far
            more.org              | /               |                          | nonsense    |      | far
            more.org              | /               | X-Tenant: any            | 10.0.0.7    |      | source-one
            tie.org               | /               | A: 1; B: 1               |             |      | tie-a
            tie.org               | /               | B: 1                     |             |      | tie-b
            paths.org             | *               |                          |             |      | -
            paths.org             | ''              |                          |             |      | -
            """)
    void each_request_is_taken_by_the_rule_that_comes_first(
            String host, String target, String headers, String source, Integer port, String expected) {
        String[] words = target.split(" ", -1);
        String method = words.length == 2 ? words[0] : "GET";
        List<Header> lines = new ArrayList<>(List.of(new Header("Host", host)));
        if (headers != null) {
            Stream.of(headers.split(";")).map(RoutingTableTest::header).forEach(lines::add);
        }
        Handshake handshake = new Handshake(
                "1",
                words[words.length - 1],
                new Headers(lines),
                source == null ? "192.0.2.1" : source,
                port == null ? 8080 : port,
                false);

        assertThat(routes.verdict(method, handshake)
                        .map(verdict -> verdict.rule().name())
                        .orElse("-"))
                .isEqualTo(expected);
    }

    private static Header header(String line) {
        String[] parts = line.split(":", 2);
        return new Header(parts[0].strip(), parts[1].strip());
    }

    private static Routes routes() {
        Map<String, Map<String, String>> entries = new LinkedHashMap<>();
        entries.put("pools/p", Map.of("members", "ws://m:1"));
        entries.put("listeners/secure", Map.of("port", "8443"));
        RULES.lines().forEach(line -> {
            String[] nameAndKeys = line.strip().split("\\s+", 2);
            Map<String, String> keys = new LinkedHashMap<>(Map.of("pool", "p"));
            Stream.of(nameAndKeys[1].split("; "))
                    .map(key -> key.split("=", 2))
                    .forEach(key -> keys.put(key[0], key[1]));
            entries.put("rules/" + nameAndKeys[0], keys);
        });
        ReadResult reading = new ConfigurationReader().read(entries);
        assertThat(reading).describedAs("%s", reading).isInstanceOf(ReadResult.Accepted.class);
        return new Routes(((ReadResult.Accepted) reading).configuration(), new Random(1));
    }
}
