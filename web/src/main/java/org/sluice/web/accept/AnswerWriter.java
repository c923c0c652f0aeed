package org.sluice.web.accept;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.admission.AnsweredByRule;
import org.sluice.admission.ClientLeft;
import org.sluice.admission.Outcome;
import org.sluice.admission.RefusalReason;
import org.sluice.admission.Refused;
import org.sluice.admission.RefusedByMember;
import org.sluice.handshake.HandshakeFault;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.web.container.ServerRequest;

/** Writes the answers that are not an upgrade. */
final class AnswerWriter {
    private static final Headers NONE = Headers.none();
    private static final int SOME = 8 << 10;

    /** For the access log, where nginx made it known. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private AnswerWriter() {}

    /** Of a request whose target the server has lost. */
    static void altered(HttpServletResponse response) throws IOException {
        fault(
                response,
                new HandshakeFault(
                        400, "This server cannot tell what the path was: nothing may follow a ;jsessionid=", NONE));
    }

    static void fault(HttpServletResponse response, HandshakeFault fault) throws IOException {
        response.setStatus(fault.status());
        copy(fault.headers(), response);
        text(response, fault.message());
    }

    /** The answer to a handshake that was not admitted. */
    static void instead(ServerRequest server, HttpServletResponse response, Outcome outcome) throws IOException {
        if (outcome instanceof Refused refused) {
            refusal(response, refused);
        } else if (outcome instanceof RefusedByMember declined) {
            declined(server, response, declined);
        } else if (outcome instanceof AnsweredByRule directed) {
            directed(response, directed);
        } else if (outcome instanceof ClientLeft) {
            response.setStatus(CLIENT_CLOSED_REQUEST);
        }
    }

    static void refusal(HttpServletResponse response, Refused refused) throws IOException {
        response.setStatus(refused.why().status());
        copy(refused.headers(), response);
        text(response, refused.why() + ": " + refused.detail());
    }

    static void directed(HttpServletResponse response, AnsweredByRule directed) throws IOException {
        response.setStatus(directed.status());
        copy(directed.headers(), response);
        if (!directed.text().isEmpty()) {
            text(response, directed.text());
        }
    }

    /** Passes a member's answer on as it comes, without holding its body. */
    private static void declined(ServerRequest server, HttpServletResponse response, RefusedByMember declined)
            throws IOException {
        server.isRefused();
        try (RefusedByMember.Body body = declined.body()) {
            response.setStatus(declined.status());
            copy(declined.headers(), response);
            byte[] some = new byte[SOME];
            int count = read(body, some);
            while (count >= 0) {
                response.getOutputStream().write(some, 0, count);
                count = read(body, some);
            }
        } catch (Broken broken) {
            brokenOff(server, response, broken.answer());
        }
    }

    /** The member, not the client, is at fault. */
    private static int read(RefusedByMember.Body body, byte[] into) throws Broken {
        try {
            return body.stream().read(into);
        } catch (SocketTimeoutException e) {
            throw new Broken(
                    new Refused(RefusalReason.MEMBERS_SILENT, "the member's answer was not whole in time", NONE), e);
        } catch (IOException e) {
            throw new Broken(new Refused(RefusalReason.MEMBERS_FAILED, "the member's answer broke off", NONE), e);
        }
    }

    /** An answer that has begun must not look whole: the server would end it in order if it were left to it. */
    private static void brokenOff(ServerRequest server, HttpServletResponse response, Refused instead)
            throws IOException {
        if (response.isCommitted()) {
            response.flushBuffer();
            server.cut();
        } else {
            response.reset();
            refusal(response, instead);
        }
    }

    /** A member's body ended before its end. */
    private static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient Refused answer;

        Broken(Refused answer, IOException why) {
            super(why);
            this.answer = answer;
        }

        Refused answer() {
            return answer;
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
