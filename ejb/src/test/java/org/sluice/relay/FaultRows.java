package org.sluice.relay;

import static org.sluice.relay.Row.bothWays;
import static org.sluice.relay.Row.row;
import static org.sluice.relay.Side.CLIENT;
import static org.sluice.relay.Side.MEMBER;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.Opcodes;
import org.sluice.relay.CloseCause.Kind;

/** Rows of the close table: a side breaks a rule or a limit, or Sluice itself ends the relay. */
final class FaultRows {
    private static final byte[] ANY = {1, 2, 3};

    private FaultRows() {}

    static Stream<Row> faults() {
        return bothWays(FaultRows::faultsBy);
    }

    private static Stream<Row> faultsBy(Side by) {
        Side other = by.other();
        String broke =
                other == CLIENT ? "close 1012 member broke the protocol" : "close 1001 client broke the protocol";
        byte[] badReason = Frames.frame(by, Frames.FIN | Opcodes.CLOSE, new byte[] {3, (byte) 0xE8, (byte) 0xFF});
        return Stream.of(
                row(by + " uses a reserved opcode", new RelayFixture(), Kind.VIOLATION, by, rig -> {
                            rig.leg(by).says(Frames.text(by, "good"), Frames.frame(by, Frames.FIN | 3, ANY));
                            rig.leg(by).says(Frames.text(by, "never heard"));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1002 the opcode is reserved", "finish")
                        .hears(other, "text good", broke, "finish"),
                row(by + " closes with a code that may not be sent", new RelayFixture(), Kind.VIOLATION, by, rig -> {
                            rig.leg(by).says(Frames.close(by, 1005, ""));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1002 a close frame has a code that may not be sent", "finish")
                        .hears(other, broke, "finish"),
                row(by + " closes with a reason that is not UTF-8", new RelayFixture(), Kind.VIOLATION, by, rig -> {
                            rig.leg(by).says(badReason);
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1007 the reason of a close frame is not UTF-8", "finish")
                        .hears(other, broke, "finish"),
                row(by + " breaks the protocol and speaks on for ever", new RelayFixture(), Kind.VIOLATION, by, rig -> {
                            rig.leg(by).says(Frames.frame(by, Frames.FIN | 3, ANY));
                            rig.behave(other);
                            for (int turn = 0; turn < 30; turn++) {
                                rig.leg(by).says(Frames.text(by, "on and on"));
                                rig.pass(RelayFixture.SWEEP);
                            }
                        })
                        .hears(by, "close 1002 the opcode is reserved", "finish", "abort")
                        .hears(other, broke, "finish"),
                row(
                                by + " breaks the protocol and takes nothing for a while",
                                new RelayFixture(),
                                Kind.VIOLATION,
                                by,
                                rig -> {
                                    rig.leg(by).takesOnly(0);
                                    rig.leg(by).says(Frames.frame(by, Frames.FIN | 3, ANY));
                                    rig.pass(3);
                                    rig.leg(by).takesAll();
                                    rig.behave(other);
                                    rig.pass(10);
                                })
                        .hears(by, "close 1002 the opcode is reserved", "finish", "abort")
                        .hears(other, broke, "finish"),
                row(by + " sends a frame too big", new RelayFixture().limits(10, 0), Kind.TOO_BIG, by, rig -> {
                            rig.leg(by).says(Frames.binary(by, 11));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .client("close 1009 a frame is longer than max-frame", "finish")
                        .member("close 1009 a frame is longer than max-frame", "finish"),
                row(by + " sends a message too big", new RelayFixture().limits(0, 10), Kind.TOO_BIG, by, rig -> {
                            rig.leg(by).says(Frames.frame(by, Opcodes.TEXT, new byte[0]), Frames.frame(by, 0, ANY));
                            rig.leg(by).says(Frames.frame(by, 0, new byte[8]));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1009 a message is longer than max-message", "finish")
                        .hears(
                                other,
                                "text+ ",
                                "more+ \1\2\3",
                                "close 1009 a message is longer than max-message",
                                "finish"),
                row(by + " sends above its rate", rated(3, 0), Kind.RATE, by, rig -> {
                            for (int turn = 0; turn < 20; turn++) {
                                rig.leg(by).says(Frames.text(by, "x"));
                            }
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1008 rate limit", "finish")
                        .hears(other, "text x", "text x", "text x", "text x", "close 1008 rate limit", "finish"),
                row(by + " sends one frame far above its rate", rated(0, 10_000), Kind.RATE, by, rig -> {
                            byte[] frame = Frames.binary(by, 100_000);
                            rig.leg(by).says(frame, Frames.text(by, "never heard"));
                            rig.behave(CLIENT, MEMBER);
                        })
                        .hears(by, "close 1008 rate limit", "finish")
                        .hears(other, "binary 100000", "close 1008 rate limit", "finish"));
    }

    static RelayFixture rated(long messages, long bytes) {
        return new RelayFixture()
                .terms(TestTerms.start().rate(messages, bytes, false).now());
    }

    static Stream<Row> limits() {
        return Stream.concat(
                bothWays(FaultRows::limitsOf),
                Stream.of(
                        row(
                                        "idle",
                                        new RelayFixture()
                                                .terms(TestTerms.start()
                                                        .idle(60, true)
                                                        .now()),
                                        Kind.IDLE,
                                        null,
                                        rig -> {
                                            rig.pass(61);
                                            rig.behave(CLIENT, MEMBER);
                                        })
                                .client("close 1001 idle 60s", "finish")
                                .member("close 1001 idle 60s", "finish"),
                        row(
                                        "maximum lifetime",
                                        new RelayFixture()
                                                .terms(TestTerms.start()
                                                        .lifetime(100)
                                                        .now()),
                                        Kind.LIFETIME,
                                        null,
                                        rig -> {
                                            rig.untilEnding(111);
                                            rig.behave(CLIENT, MEMBER);
                                        })
                                .client("close 1012 maximum lifetime", "finish")
                                .member("close 1001 maximum lifetime", "finish")));
    }

    private static Stream<Row> limitsOf(Side by) {
        Side other = by.other();
        RelayTerms beats =
                TestTerms.start().heartbeat(30, by == CLIENT, by == MEMBER).now();
        RelayTerms writes = TestTerms.start().timeouts(60, 10, 30).now();
        String[] silent =
                other == CLIENT ? new String[] {"close 1012 member silent", "finish"} : new String[] {"abort"};
        String[] slow = other == CLIENT ? new String[] {"close 1013 member slow", "finish"} : new String[] {"abort"};
        return Stream.of(
                row(by + " answers no ping", new RelayFixture().terms(beats), Kind.SILENT, by, rig -> {
                            rig.untilEnding(60);
                            rig.behave(other);
                        })
                        .hears(by, "ping ours", "ping ours", "abort")
                        .hears(other, silent),
                row(by + " takes nothing", new RelayFixture().terms(writes), Kind.SLOW, by, rig -> {
                            rig.leg(by).takesOnly(4);
                            rig.leg(other).says(Frames.text(other, "one"), Frames.text(other, "two"));
                            rig.untilEnding(61);
                            rig.behave(other);
                        })
                        .hears(by, "cut after 4", "abort")
                        .hears(other, slow),
                row(by + " stops in the middle of a frame", new RelayFixture().terms(writes), Kind.LOST, by, rig -> {
                            rig.leg(by).says(LossRows.half(by));
                            rig.untilEnding(31);
                            rig.pass(1);
                        })
                        .hears(by, "abort")
                        .hears(other, "cut after " + LossRows.half(by).length, "abort"));
    }

    static Stream<Row> ordered() {
        return Stream.of(
                ended("drain", CloseCause.drain(1012), null)
                        .client("close 1012 drain", "finish")
                        .member("close 1001 drain", "finish"),
                ended("drain with a code of the operator", CloseCause.drain(4321), null)
                        .client("close 4321 drain", "finish")
                        .member("close 1001 drain", "finish"),
                ended("member down", CloseCause.memberDown(), MEMBER)
                        .client("close 1012 member down", "finish")
                        .member("close 1001 member down", "finish"),
                ended("stop", CloseCause.stop(), null)
                        .client("close 1001 shutting down", "finish")
                        .member("close 1001 shutting down", "finish"),
                row("abandoned", new RelayFixture(), Kind.STOP, null, rig -> rig.relays.abandonAll())
                        .client("abort")
                        .member("abort"));
    }

    private static Row ended(String name, CloseCause cause, @Nullable Side blamed) {
        return row(name, new RelayFixture(), cause.kind(), blamed, rig -> {
            rig.relays.endAll(cause);
            rig.behave(CLIENT, MEMBER);
        });
    }
}
