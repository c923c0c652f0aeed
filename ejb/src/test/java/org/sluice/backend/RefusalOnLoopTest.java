package org.sluice.backend;

import java.io.IOException;

/** All that {@link RefusalTest} says, of members that are asked on event loops. */
class RefusalOnLoopTest extends RefusalTest {
    RefusalOnLoopTest() throws IOException {
        super(Knocking.onLoops());
    }
}
