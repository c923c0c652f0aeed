package org.sluice.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class GrammarPropertiesTest {
    @Property
    @Label("grammar R1.1 a duration that is printed and read again is the same")
    void a_duration_that_is_printed_and_read_again_is_the_same(
            @ForAll @LongRange(min = 0, max = 9_999_999_999L) long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.print(duration))).contains(duration);
    }

    @Property
    @Label("grammar R1.1 a size that is printed and read again is the same")
    void a_size_that_is_printed_and_read_again_is_the_same(@ForAll @LongRange(min = 0, max = 1L << 50) long bytes) {
        assertThat(Sizes.parse(Sizes.print(bytes))).contains(bytes);
    }
}
