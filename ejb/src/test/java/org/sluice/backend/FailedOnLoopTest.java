package org.sluice.backend;

import java.io.IOException;

/** All that {@link FailedTest} says, of members that are asked on event loops. */
class FailedOnLoopTest extends FailedTest {
    FailedOnLoopTest() throws IOException {
        super(Knocking.onLoops());
    }
}
