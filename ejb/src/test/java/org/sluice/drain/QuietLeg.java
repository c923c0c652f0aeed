package org.sluice.drain;

import java.nio.ByteBuffer;
import org.sluice.relay.Leg;
import org.sluice.relay.LegEvents;

/** A leg whose peer sends nothing and takes everything. */
final class QuietLeg implements Leg {
    @Override
    public void open(LegEvents events) {}

    @Override
    public int read(ByteBuffer into) {
        return 0;
    }

    @Override
    public int write(ByteBuffer from) {
        int taken = from.remaining();
        from.position(from.limit());
        return taken;
    }

    @Override
    public void finish() {}

    @Override
    public void abort() {}
}
