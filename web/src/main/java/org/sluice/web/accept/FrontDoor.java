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
import org.sluice.admission.Directed;
import org.sluice.admission.Outcome;
import org.sluice.admission.Refused;
import org.sluice.admission.Unknown;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.HandshakeFault;
import org.sluice.handshake.OpeningRules;
import org.sluice.web.message.Veil;

/**
 * Everything a client asks for, outside {@code /sluice/}. Turns a handshake into an upgrade, or into one honest answer; knows
 * no member and no policy. While a member is asked, a request thread waits here only where the client cannot leave its server.
 */
@WebServlet("/*")
public class FrontDoor extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient @Nullable Admission admission;

    /** The container makes it. */
    public FrontDoor() {}

    @Override
    protected void service(HttpServletRequest veiled, HttpServletResponse response)
            throws ServletException, IOException {
        HttpServletRequest request = Veil.lift(veiled);
        Optional<Refused> empty = admission().emptiness();
        if (empty.isPresent()) {
            Answers.refusal(response, empty.get());
            return;
        }
        Optional<Upgrades.Knocked> asked = Knock.at(request);
        if (asked.isEmpty()) {
            Answers.altered(response);
            return;
        }
        Handshake handshake = asked.get().handshake();
        Optional<Directed> toHttps = admission().toHttps(handshake);
        if (toHttps.isPresent()) {
            Answers.directed(response, toHttps.get());
            return;
        }
        Optional<HandshakeFault> fault =
                OpeningRules.faultOf(request.getMethod(), request.getProtocol(), handshake.headers());
        if (fault.isPresent()) {
            Answers.fault(response, fault.get());
            return;
        }
        ask(asked.get(), response);
    }

    private void ask(Upgrades.Knocked knocked, HttpServletResponse response) throws ServletException, IOException {
        Outcome decided = admission().decide(knocked.handshake());
        answer(knocked, response, Departures.asked(knocked, response, decided, admission()));
    }

    private void answer(Upgrades.Knocked knocked, HttpServletResponse response, Outcome outcome)
            throws ServletException, IOException {
        if (outcome instanceof Admitted admitted) {
            knocked.server().staysOpen();
            Upgrades.toFrames(knocked, response, admitted, admission());
        } else if (outcome instanceof AdmittedSession admitted) {
            knocked.server().staysOpen();
            Upgrades.toMessages(knocked.request(), response, admitted);
        } else if (outcome instanceof Unknown unknown) {
            identify(knocked, response, unknown);
        } else {
            Answers.instead(knocked.server(), response, outcome);
        }
    }

    /** Once it is known who the client is, its handshake is never unknown again. */
    private void identify(Upgrades.Knocked knocked, HttpServletResponse response, Unknown unknown)
            throws ServletException, IOException {
        Optional<Upgrades.Knocked> known = Callers.identify(knocked, response, unknown.roles());
        if (known.isPresent()) {
            ask(known.get(), response);
        } else {
            admission().challenged(knocked.handshake());
        }
    }

    private Admission admission() throws ServletException {
        Admission injected = admission;
        if (injected == null) {
            throw new ServletException("the container injected no Admission");
        }
        return injected;
    }
}
