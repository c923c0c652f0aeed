package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The close table, row by row: what happens, what each side gets, how its connection ends, and what is logged. */
class CloseTableTest {
    private static final String ROOM = "org.sluice.relay.";

    @ParameterizedTest(name = "R3.1 {0}")
    @MethodSource({
        ROOM + "HandshakeRows#closes",
        ROOM + "HandshakeRows#unanswered",
        ROOM + "LossRows#losses",
        ROOM + "LossRows#inside_a_frame",
        ROOM + "FaultRows#faults",
        ROOM + "FaultRows#limits",
        ROOM + "FaultRows#ordered"
    })
    @DisplayName("relay R3.1 each side gets what the close table says for each way of ending")
    void each_end_is_told_to_each_side_as_the_close_table_says(Row row) {
        RelayFixture rig = row.rig().open();
        row.happens().accept(rig);
        assertThat(outcome(rig.client)).as("client").isEqualTo(row.client());
        assertThat(outcome(rig.member)).as("member").isEqualTo(row.member());
        rig.assertOver(row.kind(), row.blamed());
    }

    private static List<String> outcome(MemoryLeg leg) {
        List<String> all = new ArrayList<>(leg.heard());
        all.addAll(leg.ending());
        return all;
    }
}
