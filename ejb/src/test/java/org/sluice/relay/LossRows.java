package org.sluice.relay;

import static org.sluice.relay.Row.bothWays;
import static org.sluice.relay.Row.row;
import static org.sluice.relay.Side.CLIENT;
import static org.sluice.relay.Side.MEMBER;

import java.util.Arrays;
import java.util.stream.Stream;
import org.sluice.relay.CloseCause.Kind;

/** Rows of the close table: a connection is lost, perhaps in the middle of a frame. */
final class LossRows {
    private LossRows() {}

    static Stream<Row> losses() {
        return bothWays(LossRows::lossesBy);
    }

    private static Stream<Row> lossesBy(Side by) {
        Side other = by.other();
        String[] ended = lost(other, "finish");
        String[] broken = lost(other, "abort");
        return Stream.of(
                row(by + " ends without a close", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).says(Frames.text(by, "last"));
                            rig.leg(by).ends();
                            rig.behave(other);
                        })
                        .hears(by, "finish")
                        .hears(other, behind(ended, "text last")),
                row(by + " ends without a close while the other speaks on", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(other).says(Frames.text(other, "one"));
                            rig.leg(by).ends();
                            rig.leg(other).says(Frames.text(other, "two"));
                            rig.behave(other);
                        })
                        .hears(
                                by,
                                by == CLIENT
                                        ? new String[] {"text one", "text two", "finish"}
                                        : new String[] {"text one", "finish"})
                        .hears(other, ended),
                row(by + " ends while it takes nothing", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).takesOnly(3);
                            rig.leg(other).says(Frames.text(other, "stuck"));
                            rig.leg(by).ends();
                            rig.behave(other);
                            rig.pass(12);
                        })
                        .hears(
                                by,
                                by == CLIENT
                                        ? new String[] {"cut after 3", "abort"}
                                        : new String[] {"cut after 3", "finish"})
                        .hears(other, by == CLIENT ? new String[] {"finish", "abort"} : ended),
                row(by + " breaks", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).breaks();
                            rig.behave(other);
                        })
                        .hears(by, "abort")
                        .hears(other, broken),
                row(by + " breaks while it takes nothing", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).takesOnly(3);
                            rig.leg(other).says(Frames.text(other, "stuck"));
                            rig.leg(by).breaks();
                            rig.behave(other);
                        })
                        .hears(by, "cut after 3", "abort")
                        .hears(other, broken),
                row(by + " breaks behind its last words", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(other).takesOnly(0);
                            rig.leg(by).says(Frames.text(by, "last"));
                            rig.leg(by).says(Frames.text(by, "words"));
                            rig.leg(by).breaks();
                            rig.leg(other).says(Frames.text(other, "lost"));
                            rig.pass(3);
                            rig.leg(other).takesAll();
                            rig.behave(other);
                        })
                        .hears(by, "abort")
                        .hears(other, behind(broken, "text last", "text words")),
                row(by + " cannot be written to, and shows no end", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).breaksOnWrite();
                            rig.leg(other).says(Frames.text(other, "lost"));
                            rig.leg(by).says(Frames.text(by, "last"));
                            rig.pass(1);
                            rig.behave(other);
                        })
                        .hears(by, "abort")
                        .hears(other, behind(broken, "text last")),
                row(by + " cannot be written to, and says its close", new RelayFixture(), Kind.CLOSED, by, rig -> {
                            rig.leg(by).breaksOnWrite();
                            rig.leg(other).says(Frames.text(other, "lost"));
                            rig.leg(by).says(Frames.close(by, 1000, "bye"));
                            rig.leg(by).ends();
                            rig.pass(1);
                            rig.behave(other);
                        })
                        .hears(by, "abort")
                        .hears(other, "close 1000 bye", "finish"),
                row(by + " and the other break at once", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).breaks();
                            rig.leg(other).breaks();
                            rig.pass(2);
                        })
                        .hears(by, "abort")
                        .hears(
                                other,
                                other == CLIENT
                                        ? new String[] {"close 1012 member gone", "abort"}
                                        : new String[] {"abort"}));
    }

    /** What the other side gets: a client a close frame, a member only the end of its connection. */
    private static String[] lost(Side other, String ending) {
        return other == CLIENT ? new String[] {"close 1012 member gone", "finish"} : new String[] {ending};
    }

    private static String[] behind(String[] end, String... words) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(end)).toArray(String[]::new);
    }

    static Stream<Row> inside_a_frame() {
        return bothWays(LossRows::insideAFrameOf);
    }

    private static Stream<Row> insideAFrameOf(Side by) {
        Side other = by.other();
        String cut = "cut after " + half(by).length;
        String gone = "close 1001 shutting down";
        return Stream.of(
                row(by + " ends inside a frame", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).says(half(by));
                            rig.leg(by).ends();
                        })
                        .hears(by, "finish")
                        .hears(other, cut, "abort"),
                row(by + " breaks inside a frame", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).says(half(by));
                            rig.leg(by).breaks();
                        })
                        .hears(by, "abort")
                        .hears(other, cut, "abort"),
                row(by + " ends inside a header", new RelayFixture(), Kind.LOST, by, rig -> {
                            rig.leg(by).says(new byte[] {half(by)[0]});
                            rig.leg(by).ends();
                            rig.behave(other);
                        })
                        .hears(by, "finish")
                        .hears(other, lost(other, "finish")),
                row("stop while " + by + " is inside a frame and goes on", new RelayFixture(), Kind.STOP, null, rig -> {
                            rig.leg(by).says(half(by));
                            rig.relay().end(CloseCause.stop());
                            rig.leg(by).says(otherHalf(by), Frames.text(by, "never heard"));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, gone, "finish")
                        .hears(other, "text halves", gone, "finish"),
                row(
                                "stop while " + by + " is inside a frame and stays there",
                                new RelayFixture(),
                                Kind.STOP,
                                null,
                                rig -> {
                                    rig.leg(by).says(half(by));
                                    rig.relay().end(CloseCause.stop());
                                    rig.pass(12);
                                })
                        .hears(by, gone, "abort")
                        .hears(other, cut, "abort"),
                row(
                                "stop while " + by + " is inside a frame and then ends",
                                new RelayFixture(),
                                Kind.STOP,
                                null,
                                rig -> {
                                    rig.leg(by).says(half(by));
                                    rig.relay().end(CloseCause.stop());
                                    rig.leg(by).ends();
                                })
                        .hears(by, gone, "finish")
                        .hears(other, cut, "abort"),
                row(
                                by + " is above its rate inside a frame, and ends",
                                FaultRows.rated(0, 10_000),
                                Kind.RATE,
                                by,
                                rig -> {
                                    byte[] frame = Frames.binary(by, 100_000);
                                    rig.leg(by).says(Arrays.copyOf(frame, 60_000));
                                    rig.leg(by).ends();
                                    rig.pass(12);
                                })
                        .hears(by, "close 1008 rate limit", "finish")
                        .hears(other, "cut after 60000", "abort"),
                row(
                                by + " is reset while a close waits for it inside a frame",
                                new RelayFixture(),
                                Kind.STOP,
                                null,
                                rig -> {
                                    rig.leg(other).says(half(other));
                                    rig.relay().end(CloseCause.stop());
                                    rig.relay().end(CloseCause.slow(by));
                                    rig.leg(other).says(otherHalf(other), Frames.text(other, "to nobody"));
                                    rig.behave(other);
                                })
                        .hears(by, "cut after " + half(other).length, "abort")
                        .hears(other, gone, "finish"),
                row(
                                by + " is reset while it takes but a byte of its close",
                                new RelayFixture(),
                                Kind.STOP,
                                null,
                                rig -> {
                                    rig.leg(by).takesOnly(1);
                                    rig.relay().end(CloseCause.stop());
                                    rig.relay().end(CloseCause.slow(by));
                                    rig.behave(other);
                                })
                        .hears(by, "cut after 1", "abort")
                        .hears(other, gone, "finish"),
                row(by + " is reset while the other speaks on", new RelayFixture(), Kind.SLOW, by, rig -> {
                            rig.leg(by).takesOnly(0);
                            rig.relay().end(CloseCause.slow(by));
                            rig.leg(other).says(Frames.text(other, "to nobody"));
                            rig.behave(other);
                        })
                        .hears(by, "abort")
                        .hears(other, slow(other)),
                row("stop while " + by + " is held to its rate", delayed(), Kind.STOP, null, rig -> {
                            byte[] flood = Frames.binary(by, 30_000);
                            rig.leg(by).says(flood, flood, flood, flood, flood, flood, flood, flood);
                            rig.pass(4);
                            rig.relay().end(CloseCause.stop());
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, gone, "finish")
                        .hears(other, "binary 30000", "binary 30000", gone, "finish"),
                row(by + " is reset while the rest of its frame waits for its rate", delayed(), Kind.SLOW, by, rig -> {
                            rig.leg(by).says(Frames.binary(by, 30_000));
                            rig.relay().end(CloseCause.slow(by));
                            rig.pass(2);
                            rig.behave(other);
                        })
                        .hears(by, "abort")
                        .hears(other, behind(slow(other), "binary 30000")));
    }

    private static String[] slow(Side other) {
        return other == CLIENT ? new String[] {"close 1013 member slow", "finish"} : new String[] {"abort"};
    }

    static byte[] half(Side by) {
        byte[] whole = Frames.text(by, "halves");
        return Arrays.copyOf(whole, whole.length - 3);
    }

    private static byte[] otherHalf(Side by) {
        byte[] whole = Frames.text(by, "halves");
        return Arrays.copyOfRange(whole, whole.length - 3, whole.length);
    }

    private static RelayFixture delayed() {
        return new RelayFixture().terms(TestTerms.start().rate(0, 10_000, true).now());
    }
}
