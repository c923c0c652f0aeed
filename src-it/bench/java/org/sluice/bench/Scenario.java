package org.sluice.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A load that is put on a balancer.
 *
 * @param shape who speaks, and when
 * @param sessions how many at once
 * @param size bytes in a message, at least {@link Payload#SMALLEST}
 * @param window how many messages of a session may be under way; 0 where a rate decides
 * @param rate messages a second over all sessions; 0 = as fast as answers come
 * @param tls whether clients come by TLS
 * @param text whether messages are text
 */
record Scenario(String name, Shape shape, int sessions, int size, int window, int rate, boolean tls, boolean text) {
    /** Who speaks, and when. */
    enum Shape {
        /** The client speaks, the member repeats; one unit is a message there and back. */
        ECHO("message"),
        /** The member speaks to each session at a time of its own; one unit is a message. */
        DOWN("message"),
        /** The member speaks to all sessions at the same time; one unit is a message. */
        BROADCAST("message"),
        /** The client speaks, the member now and then says how far it has heard; one unit is a message. */
        UP("message"),
        /** Open, one message there and back, close; one unit is a session. */
        CHURN("session"),
        /** Nobody speaks; one unit is a session. */
        IDLE("session");

        private final String unit;

        Shape(String unit) {
            this.unit = unit;
        }

        String unit() {
            return unit;
        }
    }

    private static final String RESUMED = "tls-churn-resumed";

    private static final Map<String, Scenario> ALL = new TreeMap<>();

    static {
        add(new Scenario("echo64", Shape.ECHO, 64, 64, 1, 0, false, false));
        add(new Scenario("echo1k", Shape.ECHO, 64, 1_024, 1, 0, false, false));
        add(new Scenario("text64", Shape.ECHO, 64, 64, 1, 0, false, true));
        add(new Scenario("pipe64", Shape.ECHO, 16, 64, 64, 0, false, false));
        add(new Scenario("rate64", Shape.ECHO, 200, 64, 0, 2_000, false, false));
        add(new Scenario("broadcast", Shape.BROADCAST, 200, 64, 0, 4_000, false, false));
        add(new Scenario("trickle", Shape.DOWN, 200, 64, 0, 4_000, false, false));
        add(new Scenario("down", Shape.DOWN, 16, 65_536, 0, 0, false, false));
        add(new Scenario("up", Shape.UP, 16, 65_536, 32, 0, false, false));
        add(new Scenario("churn", Shape.CHURN, 8, 64, 1, 0, false, false));
        add(new Scenario("idle", Shape.IDLE, 1_000, 64, 0, 0, false, false));
        add(new Scenario("tls-echo64", Shape.ECHO, 64, 64, 1, 0, true, false));
        add(new Scenario("tls-echo1k", Shape.ECHO, 64, 1_024, 1, 0, true, false));
        add(new Scenario("tls-pipe64", Shape.ECHO, 16, 64, 64, 0, true, false));
        add(new Scenario("tls-down", Shape.DOWN, 4, 65_536, 0, 0, true, false));
        add(new Scenario("tls-up", Shape.UP, 4, 65_536, 32, 0, true, false));
        add(new Scenario("tls-churn", Shape.CHURN, 8, 64, 1, 0, true, false));
        add(new Scenario(RESUMED, Shape.CHURN, 8, 64, 1, 0, true, false));
    }

    private static void add(Scenario scenario) {
        ALL.put(scenario.name(), scenario);
    }

    static Scenario named(String name) {
        Scenario scenario = ALL.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException("scenario: " + name + " (expected: " + ALL.keySet() + ")");
        }
        return scenario;
    }

    /** Whether clients come back with the ticket of an earlier session (RFC 8446 2.2). */
    boolean resumes() {
        return name.equals(RESUMED);
    }

    /** The path and query that tell the member its part. */
    String target() {
        return switch (shape) {
            case ECHO, CHURN, IDLE -> "/echo";
            case UP -> "/sink";
            case DOWN, BROADCAST ->
                "/source?size=" + size + "&text=" + text + "&rate=" + (double) rate / sessions + "&together="
                        + (shape == Shape.BROADCAST);
        };
    }

    /** What the table says of it. */
    String description() {
        String who = sessions + " sessions, " + size + " B " + (text ? "text" : "binary") + (tls ? " over TLS" : "");
        return switch (shape) {
            case ECHO -> rate > 0 ? who + ", " + rate + "/s in all" : who + ", " + window + " under way in each";
            case BROADCAST -> who + " pushed to all at once, " + rate / sessions + " times a second";
            case DOWN -> rate > 0 ? who + " pushed to each in its turn, " + rate + "/s in all" : who + " pushed without pause";
            case UP -> who + " sent without pause";
            case CHURN ->
                "open, echo, close; " + sessions + " at a time"
                        + (tls ? resumes() ? " over TLS, resumed" : " over TLS, each with a whole handshake" : "");
            case IDLE -> sessions + " silent sessions";
        };
    }

    static List<String> usual() {
        return List.of("echo64", "echo1k", "pipe64", "broadcast", "down", "up", "churn");
    }
}
