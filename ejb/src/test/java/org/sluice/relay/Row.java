package org.sluice.relay;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sluice.relay.CloseCause.Kind;

/**
 * One row of the close table.
 *
 * @param rig made for this row, not yet open
 * @param happens what the peers, the clock and the operator do once it is
 * @param client what the client gets, in the notation of {@link Frames}, and then how its leg is ended
 * @param member what the member gets, in the same notation
 */
record Row(
        String name,
        RelayFixture rig,
        Consumer<RelayFixture> happens,
        Kind kind,
        @Nullable Side blamed,
        List<String> client,
        List<String> member) {

    static Row row(String name, RelayFixture rig, Kind kind, @Nullable Side blamed, Consumer<RelayFixture> happens) {
        return new Row(name, rig, happens, kind, blamed, List.of(), List.of());
    }

    /** Each row twice: with the client and with the member in the main part. */
    static Stream<Row> bothWays(Function<Side, Stream<Row>> rows) {
        return Stream.of(Side.values()).flatMap(rows);
    }

    Row client(String... expected) {
        return new Row(name, rig, happens, kind, blamed, List.of(expected), member);
    }

    Row member(String... expected) {
        return new Row(name, rig, happens, kind, blamed, client, List.of(expected));
    }

    Row hears(Side side, String... expected) {
        return side == Side.CLIENT ? client(expected) : member(expected);
    }

    @Override
    public String toString() {
        return name;
    }
}
