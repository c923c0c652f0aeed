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

/** Has members asked: without this thread where the client's connection can leave its server, else on it. */
final class MemberDispatch {
    private MemberDispatch() {}

    /**
     * What came of it, if members are to be asked, else the same outcome; a {@link LoopAdmission} has taken the client along, and there is
     * nothing left to be answered here.
     */
    static Outcome asked(
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
