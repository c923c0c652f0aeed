package org.sluice.web.operate;

import java.util.List;
import java.util.stream.Collectors;
import org.sluice.wiring.MemberView;
import org.sluice.wiring.Readiness;

/**
 * The answer of {@code /sluice/health/ready}: whether this instance serves clients that connect now.
 *
 * @param status 200 or 503
 * @param json the body
 */
record ReadinessAnswer(int status, String json) {
    private static final int YES = 200;
    private static final int NO = 503;

    /**
     * The answer for {@code readiness}.
     *
     * @param details whether to name the mistakes, which show addresses of members: only for requests from this machine
     */
    static ReadinessAnswer of(Readiness readiness, boolean details) {
        boolean ready = readiness.state() == Readiness.State.READY;
        String why =
                switch (readiness.state()) {
                    case READY -> "";
                    case WARMING_UP -> ",\"why\":\"this instance is warming up\"";
                    case EMPTY -> ",\"why\":\"nothing is configured\"";
                    case DRAINING -> ",\"why\":\"this instance is being drained\"";
                    case STOPPED -> ",\"why\":\"the application is being stopped\"";
                };
        return new ReadinessAnswer(
                ready ? YES : NO,
                "{\"status\":\"" + (ready ? "UP" : "DOWN") + "\"" + why + ",\"generation\":" + readiness.generation()
                        + mistakes(readiness.mistakes(), details) + "}");
    }

    /** Adds the state of each member. Only for requests from this machine: it shows their addresses. */
    ReadinessAnswer with(List<MemberView> members) {
        String list = members.stream().map(ReadinessAnswer::of).collect(Collectors.joining(",", ",\"members\":[", "]"));
        return new ReadinessAnswer(status, json.substring(0, json.length() - 1) + list + "}");
    }

    private static String of(MemberView member) {
        return "{\"pool\":" + quoted(member.pool()) + ",\"member\":" + quoted(member.member()) + ",\"health\":"
                + quoted(member.health()) + ",\"reason\":" + quoted(member.reason()) + ",\"intent\":"
                + quoted(member.intent()) + ",\"open\":" + member.open() + ",\"pending\":" + member.pending() + "}";
    }

    private static String mistakes(List<String> mistakes, boolean details) {
        if (mistakes.isEmpty()) {
            return "";
        }
        String list =
                mistakes.stream().map(ReadinessAnswer::quoted).collect(Collectors.joining(",", ",\"mistakes\":[", "]"));
        return ",\"refused\":" + mistakes.size() + (details ? list : "");
    }

    /** A JSON string (RFC 8259 7). */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
