package org.sluice.web.accept;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.admission.Declined;
import org.sluice.admission.Directed;
import org.sluice.admission.Outcome;
import org.sluice.admission.Refused;
import org.sluice.handshake.HandshakeFault;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

/** Writes the answers that are not an upgrade. */
final class Answers {
    private Answers() {}

    static void fault(HttpServletResponse response, HandshakeFault fault) throws IOException {
        response.setStatus(fault.status());
        copy(fault.headers(), response);
        text(response, fault.message());
    }

    /** The answer to a handshake that was not admitted. */
    static void instead(HttpServletResponse response, Outcome outcome) throws IOException {
        if (outcome instanceof Refused refused) {
            refusal(response, refused);
        } else if (outcome instanceof Declined declined) {
            declined(response, declined);
        } else if (outcome instanceof Directed directed) {
            directed(response, directed);
        }
    }

    static void refusal(HttpServletResponse response, Refused refused) throws IOException {
        response.setStatus(refused.why().status());
        copy(refused.headers(), response);
        text(response, refused.why() + ": " + refused.detail());
    }

    static void directed(HttpServletResponse response, Directed directed) throws IOException {
        response.setStatus(directed.status());
        copy(directed.headers(), response);
        if (!directed.text().isEmpty()) {
            text(response, directed.text());
        }
    }

    /** Passes a member's answer on as it comes, without holding its body. */
    private static void declined(HttpServletResponse response, Declined declined) throws IOException {
        try (Declined.Body body = declined.body()) {
            response.setStatus(declined.status());
            copy(declined.headers(), response);
            body.stream().transferTo(response.getOutputStream());
        }
    }

    /** The first line of a name replaces what the server would write itself, further ones stand beside it. */
    static void copy(Headers headers, HttpServletResponse response) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Header line : headers.lines()) {
            if (seen.add(line.name())) {
                response.setHeader(line.name(), line.value());
            } else {
                response.addHeader(line.name(), line.value());
            }
        }
    }

    private static void text(HttpServletResponse response, String sentence) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().println(sentence);
    }
}
