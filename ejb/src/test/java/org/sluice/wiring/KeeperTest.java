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
import org.sluice.jndi.OperatorWords;
import org.sluice.observe.Journal;
import org.sluice.observe.Tally;
import org.sluice.pool.Place;
import org.sluice.pool.Pools;

class KeeperTest {
    private final Properties properties = new Properties();
    private final Tally tally = new Tally();
    private final Pools pools = new Pools(System::nanoTime, (pool, before, after) -> {});
    private final Drains drains =
            new Drains(Set.of(), relay -> Optional.empty(), new Journal(), System::nanoTime, place -> {});

    @Test
    @DisplayName("R2.1 a mistake at start is an end, and names them all")
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
    @DisplayName("R2.3 later a mistake changes nothing, and is named until the words are right again")
    void later_a_mistake_changes_nothing() {
        say("members=ws://a:1");
        Keeper keeper = keeper();

        say("members=ws://a:1; retries=-1");
        keeper.look();
        keeper.look();
        assertThat(keeper.readiness())
                .isEqualTo(
                        new Readiness(Readiness.State.READY, 1, List.of("pools/chat: retries: -1 (expected: 0..10)")));
        assertThat(tally.refusedConfigurations()).isEqualTo(1);
        assertThat(keeper.plan().generation()).isEqualTo(1);

        say("members=ws://a:1; retries=1");
        keeper.look();
        assertThat(keeper.readiness()).isEqualTo(new Readiness(Readiness.State.READY, 2, List.of()));
    }

    @Test
    @DisplayName("R2.4 it is not ready while nothing is named")
    void it_is_not_ready_while_nothing_is_named() {
        Keeper keeper = keeper();
        assertThat(keeper.readiness()).isEqualTo(new Readiness(Readiness.State.EMPTY, 1, List.of()));

        say("members=ws://a:1");
        keeper.look();
        assertThat(keeper.readiness().state()).isEqualTo(Readiness.State.READY);
    }

    @Test
    @DisplayName("R2.3 a member that is named no longer is drained")
    void a_member_that_is_named_no_longer_is_drained() {
        say("members=ws://a:1, ws://b:1");
        Keeper keeper = keeper();
        assertThat(drains.places()).isEmpty();

        say("members=ws://b:1");
        keeper.look();
        assertThat(drains.places()).containsExactly(new Place("chat", URI.create("ws://a:1")));
    }

    @Test
    @DisplayName("R2.6 how often the words are read is said by the words, and not only at start")
    void how_often_the_words_are_read_is_said_by_the_words() {
        Keeper keeper = keeper();
        assertThat(keeper.look()).isEqualTo(Duration.ofSeconds(5));
        properties.setProperty("sluice.settings", "reload-interval=100ms");
        assertThat(keeper.look()).isEqualTo(Duration.ofMillis(100));
    }

    private Keeper keeper() {
        OperatorWords words = new OperatorWords(Optional::empty, () -> properties, MBeanServerFactory.newMBeanServer());
        return new Keeper(words, new Keeper.Followers(pools, drains), tally, new Random(1));
    }

    private void say(String keys) {
        properties.setProperty("sluice.pools.chat", keys);
    }
}
