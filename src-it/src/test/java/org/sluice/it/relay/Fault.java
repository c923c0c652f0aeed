package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Script;

/** The ways in which a member that was reached fails a handshake, and the name each has in the server's log. */
@SuppressWarnings("ImmutableEnumChecker") // a script is a function and keeps nothing
enum Fault {
    RESET("RESET", Conversation::reset),
    END_WITHOUT_A_WORD("RESET", Conversation::finish),
    END_INSIDE_THE_HEAD("RESET", with -> with.write("HTTP/1.1 101 Switching".getBytes(ISO_8859_1))),
    WRONG_ACCEPT("WRONG_ACCEPT", with -> switchingInstead(with, "Accept: .", "Accept: !")),
    MISSING_ACCEPT("WRONG_ACCEPT", with -> switchingInstead(with, "Sec-WebSocket-Accept: .*\r\n", "")),
    NO_UPGRADE("WRONG_UPGRADE", with -> switchingInstead(with, "Upgrade: websocket", "Upgrade: h2c")),
    GARBAGE("NOT_HTTP", with -> with.write("\0\1\2 no HTTP at all\r\n\r\n".getBytes(ISO_8859_1))),
    SILENCE("SILENT", Conversation::drain),
    SILENCE_INSIDE_THE_HEAD("SILENT", with -> {
        with.write("HTTP/1.1 101 Switching".getBytes(ISO_8859_1));
        with.drain();
    }),
    STATUS_502("\"STATUS 502\"", with -> refuse(with, 502)),
    STATUS_503("\"STATUS 503\"", with -> refuse(with, 503)),
    STATUS_504("\"STATUS 504\"", with -> refuse(with, 504));

    /** What a member says in its own words when it answers with a status, beside the length of its body. */
    static final List<String> LINES = List.of(
            "Content-Type: application/problem+json",
            "Retry-After: 7",
            "X-Twice: one",
            "Set-Cookie: first=1; Path=/",
            "X-Twice: two",
            "Set-Cookie: second=2");

    private final String cause;
    private final Script script;

    Fault(String cause, Script script) {
        this.cause = cause;
        this.script = script;
    }

    /** The value of {@code cause=} in the server's log. */
    String cause() {
        return cause;
    }

    /** The body of a member that answers with a status. */
    static String body(int status) {
        return "{\"title\":\"the member's own " + status + "\"}";
    }

    /** Plays what the parameter {@code name} of the request's query says. */
    static Script named(String name) {
        return with -> valueOf(with.request().query(name, "").toUpperCase(Locale.ROOT))
                .script
                .play(with);
    }

    private static void refuse(Conversation with, int status) throws IOException {
        with.refuse(status, LINES, body(status));
    }

    private static void switchingInstead(Conversation with, String right, String wrong) throws IOException {
        String head = new String(with.switching(), ISO_8859_1);
        with.write(head.replaceFirst(right, wrong).getBytes(ISO_8859_1));
        with.drain();
    }
}
