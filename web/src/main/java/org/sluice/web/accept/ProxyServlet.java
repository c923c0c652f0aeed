package org.sluice.web.accept;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.admission.Admission;
import org.sluice.admission.Admitted;
import org.sluice.admission.AdmittedSession;
import org.sluice.admission.AnsweredByRule;
import org.sluice.admission.IdentityRequired;
import org.sluice.admission.Outcome;
import org.sluice.admission.Refused;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.HandshakeFault;
import org.sluice.handshake.OpeningRules;
import org.sluice.web.message.HideHandshakeFilter;

/**
 * Everything a client asks for, outside {@code /sluice/}. Turns a handshake into an upgrade and any other request into an exchange, or
 * into one honest answer; knows no member and no policy. While a member is asked, a request thread waits here only where the client cannot leave its server.
 */
@WebServlet(urlPatterns = "/*", asyncSupported = true)
public class ProxyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient @Nullable Admission admission;

    /** The container makes it. */
    public ProxyServlet() {}

    @Override
    protected void service(HttpServletRequest veiled, HttpServletResponse response)
            throws ServletException, IOException {
        HttpServletRequest request = HideHandshakeFilter.original(veiled);
        Optional<Refused> empty = admission().refusalIfUnconfigured();
        if (empty.isPresent()) {
            AnswerWriter.refusal(response, empty.get());
            return;
        }
        Optional<UpgradeWriter.ClientRequest> asked = HandshakeReader.at(request);
        if (asked.isEmpty()) {
            AnswerWriter.altered(response);
            return;
        }
        Handshake handshake = asked.get().handshake();
        Optional<AnsweredByRule> toHttps = admission().toHttps(handshake);
        if (toHttps.isPresent()) {
            AnswerWriter.directed(response, toHttps.get());
            return;
        }
        boolean plain = !OpeningRules.isAttempt(handshake.headers());
        Optional<HandshakeFault> fault = plain
                ? PlainDispatch.faultOf(asked.get())
                : OpeningRules.faultOf(request.getMethod(), request.getProtocol(), handshake.headers());
        if (fault.isPresent()) {
            AnswerWriter.fault(response, fault.get());
        } else if (plain) {
            askPlainly(asked.get(), response);
        } else {
            ask(asked.get(), response);
        }
    }

    private void askPlainly(UpgradeWriter.ClientRequest requested, HttpServletResponse response)
            throws ServletException, IOException {
        Outcome decided = admission().decide(PlainDispatch.request(requested));
        if (decided instanceof IdentityRequired unknown) {
            Optional<UpgradeWriter.ClientRequest> known = identified(requested, response, unknown);
            if (known.isPresent()) {
                askPlainly(known.get(), response);
            }
        } else {
            PlainDispatch.answer(requested, response, decided);
        }
    }

    private void ask(UpgradeWriter.ClientRequest requested, HttpServletResponse response)
            throws ServletException, IOException {
        Outcome decided = admission().decide(requested.handshake());
        answer(requested, response, MemberDispatch.asked(requested, response, decided, admission()));
    }

    private void answer(UpgradeWriter.ClientRequest requested, HttpServletResponse response, Outcome outcome)
            throws ServletException, IOException {
        if (outcome instanceof Admitted admitted) {
            requested.server().staysOpen();
            UpgradeWriter.toFrames(requested, response, admitted, admission());
        } else if (outcome instanceof AdmittedSession admitted) {
            requested.server().staysOpen();
            UpgradeWriter.toMessages(requested.request(), response, admitted);
        } else if (outcome instanceof IdentityRequired unknown) {
            identify(requested, response, unknown);
        } else {
            AnswerWriter.instead(requested.server(), response, outcome);
        }
    }

    /** Once it is known who the client is, its handshake is never unknown again. */
    private void identify(UpgradeWriter.ClientRequest requested, HttpServletResponse response, IdentityRequired unknown)
            throws ServletException, IOException {
        Optional<UpgradeWriter.ClientRequest> known = identified(requested, response, unknown);
        if (known.isPresent()) {
            ask(known.get(), response);
        }
    }

    private Optional<UpgradeWriter.ClientRequest> identified(
            UpgradeWriter.ClientRequest requested, HttpServletResponse response, IdentityRequired unknown)
            throws ServletException, IOException {
        Optional<UpgradeWriter.ClientRequest> known = CallerIdentity.identify(requested, response, unknown.roles());
        if (known.isEmpty()) {
            admission().identityAsked(requested.handshake());
        }
        return known;
    }

    private Admission admission() throws ServletException {
        Admission injected = admission;
        if (injected == null) {
            throw new ServletException("the container injected no Admission");
        }
        return injected;
    }
}
