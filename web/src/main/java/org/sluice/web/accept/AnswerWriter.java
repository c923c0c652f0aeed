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

    /** Not a registered status, but known from nginx; it shows in the access log only. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private AnswerWriter() {}

    /** Answers a request whose original target the server does not keep. */
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

    /** Answers a handshake that was not admitted. */
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

    /** Forwards a member's answer as it arrives, without buffering its body. */
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

    /** Reads from the member; throws {@link Broken} to distinguish its failure from one of the client's connection. */
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

    /** Cuts an answer that has begun, so that it does not look complete: the server would end it in order. */
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

    /** The connection failed before the end of a member's body. */
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

    /**
     * Copies the headers; the first of a name replaces one that the server would write itself, further ones are added.
     */
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
