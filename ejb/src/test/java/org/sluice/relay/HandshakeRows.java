package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.relay.Row.bothWays;
import static org.sluice.relay.Row.row;
import static org.sluice.relay.Side.CLIENT;
import static org.sluice.relay.Side.MEMBER;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.sluice.relay.CloseCause.Kind;

/** Rows of the close table: a side closes. */
final class HandshakeRows {
    private HandshakeRows() {}

    static Stream<Row> closes() {
        return bothWays(HandshakeRows::closesBy);
    }

    private static Stream<Row> closesBy(Side by) {
        Side other = by.other();
        return Stream.of(
                row(by + " closes with code and reason", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 4001, "h\u00e9"));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 4001 h\u00e9", "finish")
                        .hears(other, "close 4001 h\u00e9", "finish"),
                row(by + " closes with a code alone", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1000, ""));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1000", "finish")
                        .hears(other, "close 1000", "finish"),
                row(by + " closes without a code", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close", "finish")
                        .hears(other, "close", "finish"),
                row(
                                by + " closes, and the other answers with another code",
                                new RelayFixture(),
                                Kind.CLOSED,
                                by,
                                rig -> {
                                    rig.leg(by).says(Frames.close(by, 1000, "bye"));
                                    rig.leg(other)
                                            .says(Frames.text(other, "late"), Frames.close(other, 3000, "so be it"));
                                    rig.behave(CLIENT, MEMBER);
                                })
                        .hears(by, "text late", "close 3000 so be it", "finish")
                        .hears(other, "close 1000 bye", "finish"),
                row(by + " closes and speaks on", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1000, ""), Frames.text(by, "and another thing"));
                            rig.leg(by).says(Frames.text(by, "hello?"));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1000", "finish")
                        .hears(other, "close 1000", "finish"),
                row(by + " closes and ends at once", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1000, "bye"));
                            rig.leg(by).ends();
                            rig.leg(other).says(Frames.text(other, "still here"));
                            rig.behave(other);
                        })
                        .hears(by, "text still here", "close 1000 bye", "finish")
                        .hears(other, "close 1000 bye", "finish"),
                row(by + " closes and breaks at once", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1000, "bye"));
                            rig.leg(by).breaks();
                            rig.behave(other);
                        })
                        .hears(by, "abort")
                        .hears(other, "close 1000 bye", "finish"),
                row(by + " closes, and the other ends without an answer", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1001, "bye"));
                            rig.leg(other).ends();
                            rig.behave(by);
                        })
                        .hears(by, "close 1001 bye", "finish")
                        .hears(other, "close 1001 bye", "finish"),
                row(
                                by + " closes, and the other breaks instead of an answer",
                                new RelayFixture(),
                                Kind.CLOSED,
                                by,
                                rig -> {
                                    rig.leg(by).says(Frames.close(by, 1001, "bye"));
                                    rig.leg(other).breaks();
                                    rig.behave(by);
                                })
                        .hears(by, "close 1001 bye", "finish")
                        .hears(other, "close 1001 bye", "abort"),
                row(
                                "both close at once, " + by + " a little earlier",
                                bothClosing(by),
                                Kind.CLOSED,
                                MEMBER,
                                rig -> rig.behave(CLIENT, MEMBER))
                        .client("close 4002 MEMBER", "finish")
                        .member("close 4001 CLIENT", "finish"));
    }

    /** Both close frames lie ready before the relay looks at either; the member's is read first. */
    private static RelayFixture bothClosing(Side first) {
        RelayFixture rig = new RelayFixture();
        for (Side side : List.of(first, first.other())) {
            rig.leg(side).says(Frames.close(side, side == CLIENT ? 4001 : 4002, side.name()));
        }
        return rig;
    }

    static Stream<Row> unanswered() {
        return bothWays(HandshakeRows::unansweredBy);
    }

    private static Stream<Row> unansweredBy(Side by) {
        Side other = by.other();
        return Stream.of(
                row(by + " closes and is never answered", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1000, "bye"));
                            rig.pass(Duration.ofMillis(9_900));
                            assertThat(rig.isOver()).isFalse();
                            rig.pass(RelayFixture.SWEEP);
                            rig.behave(by);
                        })
                        .hears(by, "close 1000 bye", "finish")
                        .hears(other, "close 1000 bye", "abort"),
                row(by + " closes, is never answered, and stays", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1000, "bye"));
                            rig.pass(12);
                        })
                        .hears(by, "close 1000 bye", "finish", "abort")
                        .hears(other, "close 1000 bye", "abort"),
                row(by + " answers the stop and the other does not", new RelayFixture(), Kind.STOP, null, rig -> {
                            rig.relay().end(CloseCause.stop());
                            rig.behave(by);
                            rig.pass(11);
                        })
                        .hears(by, "close 1001 shutting down", "finish")
                        .hears(other, "close 1001 shutting down", "abort"),
                row("nobody answers the stop, asked of " + by, new RelayFixture(), Kind.STOP, null, rig -> {
                            rig.relay().end(CloseCause.stop());
                            rig.pass(11);
                        })
                        .client("close 1001 shutting down", "abort")
                        .member("close 1001 shutting down", "abort"),
                row(by + " takes no byte of its close", new RelayFixture(), Kind.STOP, null, rig -> {
                            rig.leg(by).takesOnly(1);
                            rig.relay().end(CloseCause.stop());
                            rig.behave(other);
                            rig.pass(11);
                        })
                        .hears(by, "cut after 1", "abort")
                        .hears(other, "close 1001 shutting down", "abort"),
                row("both close while " + by + " takes but a byte", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).takesOnly(1);
                            rig.leg(by).says(Frames.close(by, 1000, "mine"));
                            rig.leg(other).says(Frames.close(other, 1001, "mine too"));
                            assertThat(rig.leg(by).isFinished())
                                    .as("before all is taken")
                                    .isFalse();
                            rig.leg(by).takesAll();
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1001 mine too", "finish")
                        .hears(other, "close 1000 mine", "finish"),
                row(by + " closes in order but never ends", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1000, ""));
                            rig.behave(other);
                            rig.pass(11);
                        })
                        .hears(by, "close 1000", "finish", "abort")
                        .hears(other, "close 1000", "finish"));
    }
}
