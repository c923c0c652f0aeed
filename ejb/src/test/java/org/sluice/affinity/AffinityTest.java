package org.sluice.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.config.AffinityConfig;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.Intent;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.health.CheckResult;
import org.sluice.health.Ejection;
import org.sluice.health.HealthStreak;
import org.sluice.health.MemberFault;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

class AffinityTest {
    private static final String SECRET = "0123456789abcdef";
    private final Affinity affinity = new Affinity(new Random(1));

    private static Pool pool(String... keys) {
        Map<String, String> entry = new HashMap<>(Map.of("members", "ws://a:1, ws://b:1, ws://c:1"));
        for (int i = 0; i < keys.length; i += 2) {
            entry.put(keys[i], keys[i + 1]);
        }
        var reading = (ReadResult.Accepted) new ConfigurationReader().read(Map.of("pools/chat", entry));
        return Pool.of(reading.configuration().pools().values().iterator().next());
    }

    private static AffinityConfig how(Pool pool) {
        return pool.config().terms().affinity();
    }

    private static Handshake handshake(boolean secure, String... cookies) {
        List<Header> lines = new ArrayList<>();
        for (String cookie : cookies) {
            lines.add(new Header("Cookie", cookie));
        }
        return new Handshake("1", "/chat?room=7", new Headers(lines), "192.0.2.7", 8080, secure);
    }

    private String cookieFor(Pool pool, Member member) {
        String line = affinity.cookie(pool, how(pool), member, handshake(false)).orElseThrow();
        return line.substring(0, line.indexOf(';'));
    }

    @Test
    @DisplayName("affinity N1.1 the cookie of a member leads to it, whatever stands beside it")
    void the_cookie_of_a_member_leads_to_it() {
        Pool pool = pool("affinity", "cookie");
        for (Member member : pool.members()) {
            Handshake again = handshake(false, "theme=dark", "x=y; " + cookieFor(pool, member) + "; z=1");
            assertThat(affinity.mark(pool, how(pool), again)).isEqualTo(new AffinityToken.Led(member, true));
        }
    }

    @Test
    @DisplayName(
            "affinity N1.1 a member that is down or off does not get its clients back; one that drains does, unless configured otherwise")
    void a_member_that_is_down_or_off_does_not_welcome_its_clients() {
        assertThat(welcome("true", Member.Health.UP, Intent.SERVE)).isTrue();
        assertThat(welcome("true", Member.Health.UNKNOWN, Intent.SERVE)).isTrue();
        assertThat(welcome("true", Member.Health.DOWN, Intent.SERVE)).isFalse();
        assertThat(welcome("true", Member.Health.EJECTED, Intent.SERVE)).isFalse();
        assertThat(welcome("true", Member.Health.UP, Intent.DRAIN)).isTrue();
        assertThat(welcome("false", Member.Health.UP, Intent.DRAIN)).isFalse();
        assertThat(welcome("true", Member.Health.UP, Intent.OFF)).isFalse();
    }

    private boolean welcome(String drainAffinity, Member.Health health, Intent intent) {
        Pool pool = pool("affinity", "cookie", "drain-affinity", drainAffinity);
        Member first = pool.members().get(0);
        first = switch (health) {
            case UP -> first.with(checked(CheckResult.well()), 0);
            case DOWN -> first.with(checked(CheckResult.bad("REFUSED")), 0);
            case EJECTED -> first.ejected(Ejection.NONE.begin(MemberFault.UNANSWERED, 0, Duration.ofSeconds(10)));
            case UNKNOWN -> first;
        };
        first = first.with(intent, 0);
        Pool now = new Pool(pool.config(), List.of(first, pool.members().get(1)), pool.stats());
        AffinityToken mark = affinity.mark(now, how(now), handshake(false, cookieFor(now, first)));
        return ((AffinityToken.Led) mark).welcome();
    }

    private static HealthStreak checked(CheckResult found) {
        return HealthStreak.unchecked().after(found, new HealthStreak.Thresholds(1, 1));
    }

    @ParameterizedTest
    @DisplayName("affinity N1.2 a cookie that is not ours leads nowhere")
    @ValueSource(
            strings = {
                "SERVERID=",
                "SERVERID=a",
                "SERVERID=ws://a:1",
                "SERVERID=gone",
                "SERVERID",
                "=",
                ";;",
                "serverid=x"
            })
    void a_cookie_that_is_not_ours_leads_nowhere(String cookie) {
        Pool pool = pool("affinity", "cookie");
        assertThat(affinity.mark(pool, how(pool), handshake(false, cookie))).isEqualTo(new AffinityToken.None());
    }

    @Property(tries = 300)
    @Label("affinity N1.2 no value of a cookie breaks anything, and none is guessed")
    void no_value_of_a_cookie_breaks_anything(@ForAll String value) {
        Pool pool = pool("affinity", "cookie");
        assertThat(affinity.mark(pool, how(pool), handshake(false, "SERVERID=" + value)))
                .isEqualTo(new AffinityToken.None());
    }

    @Test
    @DisplayName("affinity N1.2 a cookie that was cut, or sealed with another secret, leads nowhere")
    void a_cookie_that_was_cut_or_sealed_with_another_secret_leads_nowhere() {
        Pool pool = pool("affinity", "cookie", "affinity-secret", SECRET);
        String cookie = cookieFor(pool, pool.members().get(0));
        assertThat(affinity.mark(pool, how(pool), handshake(false, cookie))).isInstanceOf(AffinityToken.Led.class);
        assertThat(affinity.mark(pool, how(pool), handshake(false, cookie.substring(0, cookie.length() - 1))))
                .isEqualTo(new AffinityToken.None());
        Pool other = pool("affinity", "cookie", "affinity-secret", SECRET + "!");
        assertThat(affinity.mark(other, how(other), handshake(false, cookie))).isEqualTo(new AffinityToken.None());
    }

    @Test
    @DisplayName("affinity N1.3 the cookie does not show the member's address")
    void the_cookie_does_not_show_the_members_address() {
        Pool pool = pool("affinity", "cookie");
        assertThat(cookieFor(pool, pool.members().get(0))).matches("SERVERID=[A-Za-z0-9_-]{22}");
    }

    @Test
    @DisplayName("affinity N1.4 balancers with the same secret read each other's cookies, those without one do not")
    void balancers_with_the_same_secret_read_each_others_cookies() {
        var another = new Affinity(new Random(2));
        Pool shared = pool("affinity", "cookie", "affinity-secret", SECRET);
        Member member = shared.members().get(1);
        assertThat(another.mark(shared, how(shared), handshake(false, cookieFor(shared, member))))
                .isEqualTo(new AffinityToken.Led(member, true));
        Pool alone = pool("affinity", "cookie");
        assertThat(another.mark(alone, how(alone), handshake(false, cookieFor(alone, member))))
                .isEqualTo(new AffinityToken.None());
    }

    @Test
    @DisplayName("affinity N1.5 a client is known by what it always carries, if it carries it")
    void a_client_is_known_by_what_it_always_carries() {
        assertThat(mark("source")).isEqualTo(new AffinityToken.Keyed("192.0.2.7"));
        assertThat(mark("query:room")).isEqualTo(new AffinityToken.Keyed("7"));
        assertThat(mark("app-cookie:JSESSIONID")).isEqualTo(new AffinityToken.Keyed("s1"));
        assertThat(mark("header:Cookie")).isEqualTo(new AffinityToken.Keyed("JSESSIONID=s1"));
        assertThat(mark("query:seat")).isEqualTo(new AffinityToken.None());
        assertThat(mark("none")).isEqualTo(new AffinityToken.None());
    }

    private AffinityToken mark(String by) {
        Pool pool = pool("affinity", by);
        return affinity.mark(pool, how(pool), handshake(false, "JSESSIONID=s1"));
    }

    @Test
    @DisplayName("affinity N1.6 who has the cookie gets none, unless it has a time limit")
    void who_has_the_cookie_gets_none_unless_it_has_a_time_limit() {
        Pool pool = pool("affinity", "cookie");
        Member member = pool.members().get(0);
        String cookie = cookieFor(pool, member);
        assertThat(affinity.cookie(pool, how(pool), member, handshake(true, cookie)))
                .isEmpty();
        assertThat(affinity.cookie(pool, how(pool), pool.members().get(1), handshake(true, cookie)))
                .isPresent();
        Pool timed = pool("affinity", "cookie", "affinity-ttl", "1h", "affinity-cookie", "ROUTE");
        String renewed = affinity.cookie(
                        timed, how(timed), member, handshake(true, cookie.replace("SERVERID", "ROUTE")))
                .orElseThrow();
        assertThat(renewed).startsWith("ROUTE=").endsWith("; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax");
    }
}
