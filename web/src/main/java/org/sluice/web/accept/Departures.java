package org.sluice.web.accept;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.sluice.admission.Admission;
import org.sluice.admission.LoopWalk;
import org.sluice.admission.Outcome;
import org.sluice.admission.Routed;
import org.sluice.web.wire.Leave;
import org.sluice.web.wire.Leaves;

/** Has members asked: without this thread where the client's connection can leave its server, else on it. */
final class Departures {
    private Departures() {}

    /**
     * What came of it, if members are to be asked, else the same outcome; a {@link LoopWalk} has taken the client along, and there is
     * nothing left to be answered here.
     */
    static Outcome asked(Upgrades.Knocked knocked, HttpServletResponse response, Outcome outcome, Admission admission) {
        if (!(outcome instanceof Routed routed)) {
            return outcome;
        }
        Leave way =
                routed.mayLeave() ? Leaves.of(knocked.request(), response, admission.wire(knocked.handshake())) : null;
        if (way == null) {
            return routed.await();
        }
        knocked.server().staysOpen();
        return left(way, routed.leave());
    }

    private static Outcome left(Leave way, Outcome outcome) {
        if (outcome instanceof LoopWalk walk) {
            way.leave(new Leave.Traveller() {
                @Override
                public Runnable came(SocketChannel socket, ByteBuffer early, Runnable gone) {
                    return walk.came(socket, early, gone);
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
