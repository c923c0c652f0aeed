package org.sluice.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

class RoutesTest {
    private static final Map<String, String> POOL = Map.of("members", "ws://m:1");

    @Test
    @DisplayName("routing R5.2 without a rule there is no route")
    void without_a_rule_there_is_no_route() {
        assertThat(routes(Map.of()).route(handshake("a", "/"))).isEmpty();
    }

    @Test
    @DisplayName("routing R5.7 a route carries the terms of the rule with the pool")
    void a_route_carries_the_terms_of_the_rule_with_the_pool() {
        Routes routes = routes(Map.of(
                "pools/chat", Map.of("members", "ws://m:1", "retries", "1"),
                "rules/all", Map.of("pool", "chat", "max-frame", "1KiB")));

        Route route = routes.route(handshake("a", "/x?y")).orElseThrow();
        assertThat(route.pool()).isEqualTo("chat");
        assertThat(route.target()).isEqualTo("/x?y");
        assertThat(route.timeLimits().retries()).isEqualTo(1);
        assertThat(route.sizeLimits().maxFrame()).isEqualTo(1024);
    }

    @ParameterizedTest(name = "{0} strip {1} add {2} -> {3}")
    @DisplayName("routing R5.3 the member gets the path in its normal form, with the rule's prefixes")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /chat/x?a=%2e     |         |      | /chat/x?a=%2e
            /chat/%7euser     |         |      | /chat/~user
            /chat/a%2fb       |         |      | /chat/a%2Fb
            /chat/a%2Fb%25    |         |      | /chat/a%2Fb%25
            /chat/../admin    |         |      | /admin
            /chat//x          |         |      | /chat//x
            /chat/x           | /chat   |      | /x
            /chat             | /chat   |      | /
            /chat?q           | /chat   |      | /?q
            /chat/            | /chat   |      | /
            /chatter          | /chat   |      | /chatter
            /chat//evil.com   | /chat   |      | /evil.com
            /x                |         | /v2  | /v2/x
            /chat/x?q         | /chat   | /v2  | /v2/x?q
            /chat             | /chat   | /v2  | /v2/
            """)
    void the_member_gets_the_path_in_its_normal_form(String target, String strip, String add, String expected) {
        Map<String, String> rule = new LinkedHashMap<>(Map.of("pool", "p"));
        Optional.ofNullable(strip).ifPresent(prefix -> rule.put("strip-prefix", prefix));
        Optional.ofNullable(add).ifPresent(prefix -> rule.put("add-prefix", prefix));
        Routes routes = routes(Map.of("pools/p", POOL, "rules/r", rule));

        assertThat(routes.route(handshake("a", target)).orElseThrow().target()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @DisplayName("routing R5.3 a redirect is filled in, and never leads to a host of the client's making")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            308 https://{host}{path}{query}       | /a/b?c=d        | 308 https://chat.example.com/a/b?c=d
            /moved{path}                          | /a              | 302 /moved/a
            301 {scheme}://new.org:{port}/        | /a              | 301 http://new.org:8080/
            /{path}                               | /evil.com       | 302 /evil.com
            /{path}                               | /\\\\evil.com   | 302 /evil.com
            https://new.org{path}                 | /$1\\\\         | 302 https://new.org/$1\\\\
            """)
    void a_redirect_is_filled_in(String redirect, String target, String expected) {
        Routes routes = routes(Map.of("rules/r", Map.of("redirect", redirect)));
        RoutingResult.Redirect verdict =
                (RoutingResult.Redirect) routes.verdict("GET", handshake("chat.example.com:8080", target))
                        .orElseThrow();

        assertThat(verdict.status() + " " + verdict.location()).isEqualTo(expected);
        assertThat(routes.route(handshake("a", target))).isEmpty();
    }

    @Test
    @DisplayName("routing R5.1 a rule may answer by itself")
    void a_rule_may_answer_by_itself() {
        Routes routes = routes(Map.of("rules/no", Map.of("respond", "403 not here")));

        assertThat(routes.verdict("GET", handshake("a", "/"))).get().satisfies(verdict -> {
            assertThat(((RoutingResult.Respond) verdict).status()).isEqualTo(403);
            assertThat(((RoutingResult.Respond) verdict).text()).isEqualTo("not here");
        });
    }

    @Test
    @DisplayName("routing R5.6 two pools get their shares, and a share of 0 gets nothing")
    void two_pools_get_their_shares() {
        Routes routes = routes(Map.of(
                "pools/a", POOL, "pools/b", POOL, "pools/c", POOL, "rules/r", Map.of("pool", "a 90, b 10, c 0")));

        Map<String, Long> drawn = IntStream.range(0, 10_000)
                .mapToObj(
                        turn -> routes.route(handshake("h", "/")).orElseThrow().pool())
                .collect(Collectors.groupingBy(pool -> pool, Collectors.counting()));
        assertThat(drawn).containsOnlyKeys("a", "b");
        // Six standard deviations of a binomial with p = 0.1.
        assertThat(drawn.get("b")).isCloseTo(1_000L, within(180L));
    }

    @Test
    @DisplayName("routing R5.5 an expression that is slow elsewhere is not slow here")
    void an_expression_that_is_slow_elsewhere_is_not_slow_here() {
        Routes routes = routes(Map.of("pools/p", POOL, "rules/r", Map.of("pool", "p", "path", "~^/(a+)+$")));
        String target = "/" + String.join("", Collections.nCopies(4_000, "a")) + "!";

        assertThat(routes.route(handshake("h", target))).isEmpty();
    }

    @Property(tries = 300)
    @Label("routing R5.2 no target and no header breaks the routes")
    void no_target_and_no_header_breaks_the_routes(@ForAll String host, @ForAll String target, @ForAll String value) {
        Routes routes = routes(Map.of(
                "pools/p",
                POOL,
                "rules/r",
                Map.of("pool", "p", "host", "~x", "path", "~y", "cookie.C", "*", "query.q", "*"),
                "rules/s",
                Map.of("redirect", "https://{host}{path}{query}")));
        Headers headers = new Headers(List.of(new Header("Host", host), new Header("Cookie", value)));
        assertThatCode(() -> routes.verdict("GET", new Handshake("1", target, headers, value, 1, true)))
                .doesNotThrowAnyException();
    }

    private static Routes routes(Map<String, Map<String, String>> entries) {
        ReadResult reading = new ConfigurationReader().read(entries);
        assertThat(reading).describedAs("%s", reading).isInstanceOf(ReadResult.Accepted.class);
        return new Routes(((ReadResult.Accepted) reading).configuration(), new Random(1));
    }

    private static Handshake handshake(String host, String target) {
        Headers headers = new Headers(List.of(new Header("Host", host)));
        return new Handshake("1", target, headers, "192.0.2.1", 8080, false);
    }
}
