package org.sluice.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.Reading;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

class RoutesTest {
    @Test
    @DisplayName("R5.2 without a rule there is no route")
    void without_a_rule_there_is_no_route() {
        assertThat(routes(Map.of()).route(knock("a", "/"))).isEmpty();
    }

    @Test
    @DisplayName("R5.7 a route carries the terms of the rule with the pool")
    void a_route_carries_the_terms_of_the_rule_with_the_pool() {
        Routes routes = routes(Map.of(
                "pools/chat", Map.of("members", "ws://m:1", "retries", "1"),
                "rules/all", Map.of("pool", "chat", "max-frame", "1KiB")));

        Route route = routes.route(knock("a", "/x?y")).orElseThrow();
        assertThat(route.pool()).isEqualTo("chat");
        assertThat(route.target()).isEqualTo("/x?y");
        assertThat(route.timeLimits().retries()).isEqualTo(1);
        assertThat(route.sizeLimits().maxFrame()).isEqualTo(1024);
    }

    private static Routes routes(Map<String, Map<String, String>> entries) {
        Reading reading = new ConfigurationReader().read(entries);
        assertThat(reading).describedAs("%s", reading).isInstanceOf(Reading.Accepted.class);
        Configuration configuration = ((Reading.Accepted) reading).configuration();
        return new Routes(configuration, new Random(1));
    }

    private static Handshake knock(String host, String target) {
        Headers headers = new Headers(List.of(new Header("Host", host)));
        return new Handshake("1", target, headers, "192.0.2.1", 8080, false);
    }
}
