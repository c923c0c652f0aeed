package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.grammar.Problem;

/** The exact message for each kind of mistake. */
class BadEntriesTest {
    private static final String POOL = "pools/chat";
    private static final String RULE = "rules/all";

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("config R1.2 a wrong value in a pool is reported with this message")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            retries             | -1        | -1 (expected: 0..10)
            retries             | 11        | 11 (expected: 0..10)
            retries             | two       | two (expected: 0..10)
            retries             | ''        | '' (expected: 0..10)
            connect-timeout     | 0         | 0 (expected: 1ms..120s)
            connect-timeout     | 4 s       | 4 s (expected: 1ms..120s)
            connect-timeout     | 3m        | 3m (expected: 1ms..120s)
            idle-timeout        | never     | never (expected: 0..86400s)
            idle-timeout        | 2d        | 2d (expected: 0..86400s)
            heartbeat           | 30s       | 30s (expected: shorter than half the idle-timeout of 60s, so that one lost beat ends no relay)
            heartbeat           | 10ms      | 10ms (expected: off, 100ms..3600s)
            heartbeat-to        | peer      | peer (expected: one of both, client, member)
            idle-counts-pongs   | yes       | yes (expected: true or false)
            max-frame           | 64KB      | 64KB (expected: 0..1024GiB)
            max-header          | 2MiB      | 2MiB (expected: 1KiB..1MiB)
            limit-action        | drop      | drop (expected: one of delay, close)
            policy              | fastest   | fastest (expected: one of weighted-round-robin, round-robin, least-connections, two-choices, source-hash, hash:header:NAME, hash:cookie:NAME, hash:query:NAME, hash:path, random)
            policy              | hash:cookie: | hash:cookie: (expected: one of weighted-round-robin, round-robin, least-connections, two-choices, source-hash, hash:header:NAME, hash:cookie:NAME, hash:query:NAME, hash:path, random)
            hash-bound          | 0.5       | 0.5 (expected: 1..10)
            bind                | 10.0.0.1, eth0 | eth0 (expected: an address)
            affinity            | header    | header (expected: none, cookie, source, header:NAME, query:NAME or app-cookie:NAME)
            affinity-cookie     | A B       | A B (expected: a name of letters, digits and - . _)
            affinity-secret     | short     | *** (expected: at least 16 characters)
            affinity-fallback   | 502       | 502 (expected: one of rebalance, 503)
            health              | ping      | ping (expected: one of tcp, http, websocket, off)
            health-path         | status    | status (expected: a path, with or without a query)
            health-expect       | 2xx, 6xx  | 6xx (expected: 2xx, 204 or 200-204, each within 100..599)
            health-expect       | 204-200   | 204-200 (expected: 2xx, 204 or 200-204, each within 100..599)
            health-body         | ~(        | ~( (expected: a text on one line, or ~regex)
            eject-max           | 101%      | 101% (expected: 0%..100%)
            drain-code          | 1006      | 1006 (expected: 1001, 1012, 1013 or 4000..4999)
            relay               | bytes     | bytes (expected: one of frames, messages)
            interceptors        | audit     | audit (expected: relay=messages beside it; frames are not read)
            all-down            | 404       | 404 (expected: one of fail-open, 503)
            retry               | 1         | 1 (expected: a known key; the nearest is retries)
            timeout             | 1         | 1 (expected: a known key; the nearest is idle-timeout)
            Retries             | 1         | 1 (expected: a known key; the nearest is retries)
            zzzzzzzzzzzzzzzz    | 1         | 1 (expected: a known key, such as members)
            host                | a.b       | a.b (expected: this key in rules/NAME)
            io-threads          | 4         | 4 (expected: this key in settings)
            health-header.      | x         | x (expected: a known key; the nearest is health-header.NAME)
            proxy_read_timeout  | 1w        | 1w (expected: 0..86400s)
            """)
    void a_wrong_value_in_a_pool_is_reported(String key, String value, String told) {
        assertThat(problems(POOL, Map.of("members", "ws://a:1"), key, value))
                .containsExactly(POOL + ": " + key + ": " + told);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("config R1.2 a wrong member is reported with this message, and valid ones are not")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a:1                             | a:1
            http://a:1                      | http://a:1
            ws://a:1, tcp://b:1             | tcp://b:1
            ws://a:0                        | ws://a:0
            ws://a:65536                    | ws://a:65536
            ws://a:1/path                   | ws://a:1/path
            ws://u:p@a:1                    | ws://u:p@a:1
            ws://a:1 weight=101             | ws://a:1 weight=101
            ws://a:1 weight=-1              | ws://a:1 weight=-1
            ws://a:1 weigth=2               | ws://a:1 weigth=2
            ws://a:1;weight=2               | ws://a:1;weight=2
            ws://a:1 backup backup          | ws://a:1 backup backup
            ws://a:1 policy=random          | ws://a:1 policy=random
            ws://a:1, , ws://b:1            | ''
            ws://                           | ws://
            ws://1.2.3:80                   | ws://1.2.3:80
            ws://1.2.3.256:80               | ws://1.2.3.256:80
            ws://[::g]:80                   | ws://[::g]:80
            ws://a..b:80                    | ws://a..b:80
            """)
    void a_wrong_member_is_reported(String members, String wrong) {
        String shown = wrong.isEmpty() ? "''" : wrong;
        assertThat(problems(POOL, Map.of(), "members", members))
                .containsExactly(POOL + ": members: " + shown + " (expected: " + MemberConfig.EXPECTED + ")");
    }

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("config R1.2 a wrong value in a rule is reported with this message")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            host            | a.b:80            | host: a.b:80 (expected: a host without port, *.example.com or ~regex)
            host            | a.b, *.*.c        | host: *.*.c (expected: a host without port, *.example.com or ~regex)
            host            | ~(                | host: ~( (expected: a host without port, *.example.com or ~regex)
            path            | chat              | path: chat (expected: /path, /path/* or ~regex)
            path            | /a*b              | path: /a*b (expected: /path, /path/* or ~regex)
            path            | /a?b              | path: /a?b (expected: /path, /path/* or ~regex)
            path            | ~(?=x)            | path: ~(?=x) (expected: /path, /path/* or ~regex)
            source          | 10.0.0.0/33       | source: 10.0.0.0/33 (expected: an address or a range such as 10.0.0.0/8 or 2001:db8::/32)
            source          | localhost         | source: localhost (expected: an address or a range such as 10.0.0.0/8 or 2001:db8::/32)
            pool            | lobby             | pool: lobby (expected: one of chat)
            pool            | chat 90, chat 10  | pool: chat 90, chat 10 (expected: each pool once)
            pool            | chat 0            | pool: chat 0 (expected: at least one pool with a weight above 0)
            pool            | chat 101          | pool: chat 101 (expected: the name of a pool, with a weight of 0..100 behind it)
            respond         | 403 no            | 2 actions (expected: one of pool, redirect, respond)
            listener        | public            | listener: public (expected: an entry listeners/NAME, and there is none)
            priority        | high              | priority: high (expected: -100000..100000)
            strip-prefix    | /                 | strip-prefix: / (expected: a path that begins with / and does not end with it)
            set-header.Upgrade | h2c            | set-header.Upgrade: Upgrade (expected: a header that is not part of the handshake itself)
            remove-header   | Sec-WebSocket-Key | remove-header: Sec-WebSocket-Key (expected: a header that is not part of the handshake itself)
            origins         | https://a.example | origins: https://a.example (expected: this key left out; it is not supported yet)
            allow           | 10.0.0.0/8        | allow: 10.0.0.0/8 (expected: this key left out; it is not supported yet)
            interceptors    | audit             | interceptors: audit with pools/chat (expected: relay=messages beside it; frames are not read)
            identity-headers | true             | identity-headers: true (expected: require-role beside it; nobody is known without)
            heartbeat       | 2m                | heartbeat: 120s with pools/chat (expected: shorter than half the idle-timeout of 60s, so that one lost beat ends no relay)
            members         | ws://a:1          | members: ws://a:1 (expected: this key in pools/NAME)
            header          | x                 | header: x (expected: a known key; the nearest is header.NAME)
            """)
    void a_wrong_value_in_a_rule_is_reported(String key, String value, String told) {
        Map<String, String> rule = key.equals("pool") ? Map.of() : Map.of("pool", "chat");

        assertThat(problems(RULE, rule, key, value)).containsExactly(RULE + ": " + told);
    }

    @ParameterizedTest(name = "{0}: {1}={2}")
    @DisplayName("config R1.2 a wrong value elsewhere is reported with this message")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            listeners/web   | port              | 0         | listeners/web: port: 0 (expected: 1..65535)
            listeners/web   | https-redirect    | true      | listeners/web: port: nothing (expected: 1..65535)
            settings        | io-threads        | many      | settings: io-threads: many (expected: cores, 1..256)
            settings        | reload-interval   | 1ms       | settings: reload-interval: 1ms (expected: 100ms..3600s)
            settings        | operate.access    | anybody   | settings: operate.access: anybody (expected: this key left out; it is not supported yet)
            sluice          | membres           | ws://a:1  | sluice: membres: ws://a:1 (expected: a known key; the nearest is members)
            pool/chat       | members           | ws://a:1  | pool/chat: '' (expected: pools/NAME, rules/NAME, listeners/NAME or settings)
            pools/a b       | members           | ws://a:1  | pools/a b: '' (expected: pools/NAME, rules/NAME, listeners/NAME or settings)
            rules/none      | path              | /x        | rules/none: no action (expected: one of pool, redirect, respond)
            rules/away      | redirect          | ftp://x   | rules/away: redirect: ftp://x (expected: 301, 302, 303, 307 or 308, then a URL or path with {scheme} {host} {port} {path} {query})
            rules/away      | redirect          | 305 /x    | rules/away: redirect: 305 /x (expected: 301, 302, 303, 307 or 308, then a URL or path with {scheme} {host} {port} {path} {query})
            rules/no        | respond           | 101       | rules/no: respond: 101 (expected: a status of 200..599, then a text of at most 1024 characters)
            """)
    void a_wrong_value_elsewhere_is_reported(String entry, String key, String value, String told) {
        assertThat(problems(entry, Map.of(), key, value)).containsExactly(told);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("config R1.2 members with the same address are reported")
    @CsvSource(delimiter = '|', textBlock = "ws://A:80, ws://a weight=2 | ws://a:80, ws://a:80 weight=2")
    void members_with_the_same_address_are_reported(String members, String shown) {
        assertThat(problems(POOL, Map.of(), "members", members))
                .containsExactly(POOL + ": members: " + shown + " (expected: each address once)");
    }

    @Test
    @DisplayName("config R1.2 health-body with the method HEAD, whose answers have no body, is reported")
    void a_health_body_with_head_is_reported() {
        String told = POOL + ": health-method: HEAD (expected: GET beside health-body; an answer to HEAD has no body)";
        assertThat(problems(POOL, Map.of("members", "ws://a:1"), "health-body", "ready"))
                .containsExactly(told);
        assertThat(new ConfigurationReader()
                        .read(Map.of(
                                POOL, Map.of("members", "ws://a:1", "health-body", "~^ok", "health-method", "GET"))))
                .isInstanceOf(ReadResult.Accepted.class);
    }

    /** The problems of one entry with one wrong key in it, with a valid pool {@code chat} beside it. */
    private static List<String> problems(String entry, Map<String, String> right, String key, String value) {
        Map<String, Map<String, String>> entries = new LinkedHashMap<>();
        entries.put(POOL, Map.of("members", "ws://a:1"));
        Map<String, String> keys = new LinkedHashMap<>(right);
        keys.put(key, value);
        entries.put(entry, keys);
        ReadResult reading = new ConfigurationReader().read(entries);
        assertThat(reading).describedAs("%s", reading).isInstanceOf(ReadResult.Rejected.class);
        return ((ReadResult.Rejected) reading)
                .problems().stream().map(Problem::toString).toList();
    }
}
