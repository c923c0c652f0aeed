package org.sluice.web.accept;

import jakarta.servlet.http.HttpServletResponse;
import org.sluice.admission.Admission;
import org.sluice.admission.LoopAdmission;
import org.sluice.admission.Outcome;
import org.sluice.admission.RoutedHandshake;
import org.sluice.transport.DetachedSocket;
import org.sluice.web.container.EarlyHandOver;
import org.sluice.web.wire.ClientSockets;
import org.sluice.web.wire.EarlyHandOvers;

/**
 * Forwards a handshake to members: on an event loop where the client's connection can leave its server, else on this
 * thread.
 */
final class MemberDispatch {
    private MemberDispatch() {}

    /**
     * The result of forwarding the handshake, or the given outcome if it is an answer already. A {@link LoopAdmission}
     * has taken the client's connection, and needs no answer here.
     */
    static Outcome forward(
            UpgradeWriter.ClientRequest requested, HttpServletResponse response, Outcome outcome, Admission admission) {
        if (!(outcome instanceof RoutedHandshake routed)) {
            return outcome;
        }
        EarlyHandOver way = routed.mayLeave()
                ? EarlyHandOvers.of(requested.request(), response, admission.wire(requested.handshake()))
                : null;
        if (way == null) {
            return routed.await(ClientSockets.of(requested.request()));
        }
        requested.server().staysOpen();
        return left(way, routed.leave());
    }

    private static Outcome left(EarlyHandOver way, Outcome outcome) {
        if (outcome instanceof LoopAdmission walk) {
            way.leave(new EarlyHandOver.HandOverEvents() {
                @Override
                public Runnable came(DetachedSocket socket, Runnable gone) {
                    return walk.came(socket, gone);
                }

                @Override
                public void lost() {
                    walk.lost();
                }
            });
        }
        return outcome;
    }
}
