package org.sluice.web.accept;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.sluice.admission.Admission;
import org.sluice.admission.Admitted;
import org.sluice.admission.AdmittedSession;
import org.sluice.handshake.AcceptKey;
import org.sluice.handshake.Handshake;
import org.sluice.web.container.ServerRequest;
import org.sluice.web.message.MessageUpgrade;
import org.sluice.web.wire.ClientUpgrade;

/** Answers 101 and passes the client's connection to the relay. */
final class UpgradeWriter {
    /** A request, with the handshake that was read from it. */
    record ClientRequest(ServerRequest server, Handshake handshake) {
        HttpServletRequest request() {
            return server.request();
        }
    }

    private UpgradeWriter() {}

    /**
     * The server may call {@link ClientUpgrade#init} only once this request has returned, so the handler is set in time.
     */
    static void toFrames(ClientRequest requested, HttpServletResponse response, Admitted admitted, Admission admission)
            throws ServletException, IOException {
        HttpServletRequest request = requested.request();
        boolean handed = false;
        try {
            response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
            response.setHeader(
                    "Sec-WebSocket-Accept",
                    AcceptKey.answering(requested
                            .handshake()
                            .headers()
                            .first("Sec-WebSocket-Key")
                            .orElse("")));
            AnswerWriter.copy(admitted.answer(), response);
            request.upgrade(ClientUpgrade.class)
                    .hand(admitted::join, admitted::adopt, admitted::abandon, admission.wire(requested.handshake()));
            // Payara sends the 101 only when it is flushed.
            response.flushBuffer();
            handed = true;
        } finally {
            if (!handed) {
                admitted.abandon();
            }
        }
    }

    /** The server writes the headers of the handshake itself, as the endpoint's configurator decides. */
    static void toMessages(HttpServletRequest request, HttpServletResponse response, AdmittedSession admitted)
            throws ServletException, IOException {
        AnswerWriter.copy(
                admitted.answer().without("Sec-WebSocket-Protocol").without("Sec-WebSocket-Extensions"), response);
        MessageUpgrade.make(request, response, admitted);
    }
}
