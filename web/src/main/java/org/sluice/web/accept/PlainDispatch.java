package org.sluice.web.accept;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.sluice.admission.HttpAdmission;
import org.sluice.admission.Outcome;
import org.sluice.admission.Refused;
import org.sluice.admission.RoutedRequest;
import org.sluice.handshake.HandshakeFault;
import org.sluice.http.PlainRequest;
import org.sluice.http.RequestRules;

/** Has members asked for what is no handshake. No thread waits. */
final class PlainDispatch {
    private PlainDispatch() {}

    /** What is wrong with it, if anything is. */
    static Optional<HandshakeFault> faultOf(UpgradeWriter.ClientRequest requested) {
        HttpServletRequest request = requested.request();
        return RequestRules.faultOf(
                request.getMethod(),
                request.getProtocol(),
                requested.handshake().target(),
                requested.handshake().headers());
    }

    /** A request without fault, as members get to know it. */
    static PlainRequest request(UpgradeWriter.ClientRequest requested) {
        HttpServletRequest request = requested.request();
        long length = RequestRules.lengthOf(
                request.getMethod(),
                request.getProtocol(),
                requested.handshake().headers());
        return new PlainRequest(request.getMethod(), requested.handshake(), length);
    }

    /** Begins an exchange where a member is to be asked; else answers. */
    static void answer(UpgradeWriter.ClientRequest requested, HttpServletResponse response, Outcome decided)
            throws IOException {
        if (!(decided instanceof RoutedRequest routed)) {
            instead(requested, response, decided);
            return;
        }
        String id = requested.handshake().id();
        ServletStream client = new ServletStream(requested.server(), response, id);
        Outcome entered = routed.enter(client);
        if (entered instanceof HttpAdmission begun) {
            client.begin();
            begun.start();
        } else {
            instead(requested, response, entered);
        }
    }

    private static void instead(UpgradeWriter.ClientRequest requested, HttpServletResponse response, Outcome outcome)
            throws IOException {
        if (outcome instanceof Refused refused) {
            new ErrorBody(
                            refused.why().status(),
                            refused.headers(),
                            requested.handshake().id(),
                            refused.why() + ": " + refused.detail())
                    .write(requested.request(), response);
        } else {
            AnswerWriter.instead(requested.server(), response, outcome);
        }
    }
}
