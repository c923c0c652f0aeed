package org.sluice.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.drain.Drains;
import org.sluice.jndi.OperatorEntries;
import org.sluice.observe.Counters;
import org.sluice.pool.PoolMember;
import org.sluice.pool.Pools;

class ConfigurationReloadTest {
    private final Properties properties = new Properties();
    private final Counters counters = new Counters();
    private final Pools pools = new Pools(System::nanoTime, (pool, before, after) -> {});
    private final Drains drains = new Drains(Set.of(), relay -> Optional.empty(), System::nanoTime, place -> {});

    @Test
    @DisplayName("wiring R2.1 a mistake at start is an end, and names them all")
    void a_mistake_at_start_is_an_end() {
        say("retries=-1; policy=randon");
        assertThatThrownBy(this::keeper)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 problem(s)")
                .hasMessageContaining("pools/chat: retries: -1 (expected: 0..10)")
                .hasMessageContaining("pools/chat: policy: randon")
                .hasMessageContaining("pools/chat: members: nothing");
    }

    @Test
    @DisplayName("wiring R2.3 later a mistake changes nothing, and is named until the entries are right again")
    void later_a_mistake_changes_nothing() {
        say("members=ws://a:1");
        ConfigurationReload keeper = keeper();

        say("members=ws://a:1; retries=-1");
        keeper.reload();
        keeper.reload();
        assertThat(keeper.readiness())
                .isEqualTo(
                        new Readiness(Readiness.State.READY, 1, List.of("pools/chat: retries: -1 (expected: 0..10)")));
        assertThat(counters.refusedConfigurations()).isEqualTo(1);
        assertThat(keeper.plan().generation()).isEqualTo(1);

        say("members=ws://a:1; retries=1");
        keeper.reload();
        assertThat(keeper.readiness()).isEqualTo(new Readiness(Readiness.State.READY, 2, List.of()));
    }

    @Test
    @DisplayName("wiring R2.4 it is not ready while nothing is named")
    void it_is_not_ready_while_nothing_is_named() {
        ConfigurationReload keeper = keeper();
        assertThat(keeper.readiness()).isEqualTo(new Readiness(Readiness.State.EMPTY, 1, List.of()));

        say("members=ws://a:1");
        keeper.reload();
        assertThat(keeper.readiness().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    @DisplayName("wiring R2.3 a member that is named no longer is drained")
    void a_member_that_is_named_no_longer_is_drained() {
        say("members=ws://a:1, ws://b:1");
        ConfigurationReload keeper = keeper();
        assertThat(drains.members()).isEmpty();

        say("members=ws://b:1");
        keeper.reload();
        assertThat(drains.members()).containsExactly(new PoolMember("chat", URI.create("ws://a:1")));
    }

    @Test
    @DisplayName("wiring R2.6 the interval at which entries are read is itself an entry, at start and later")
    void how_often_the_words_are_read_is_said_by_the_words() {
        ConfigurationReload keeper = keeper();
        assertThat(keeper.reload()).isEqualTo(Duration.ofSeconds(5));
        properties.setProperty("sluice.settings", "reload-interval=100ms");
        assertThat(keeper.reload()).isEqualTo(Duration.ofMillis(100));
    }

    private ConfigurationReload keeper() {
        OperatorEntries words =
                new OperatorEntries(Optional::empty, () -> properties, MBeanServerFactory.newMBeanServer());
        return new ConfigurationReload(words, pools, drains, counters, new Random(1));
    }

    private void say(String keys) {
        properties.setProperty("sluice.pools.chat", keys);
    }
}
