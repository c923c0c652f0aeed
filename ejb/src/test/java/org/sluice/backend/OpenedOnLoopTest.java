package org.sluice.backend;

import java.io.IOException;

/** All that {@link OpenedTest} says, of members that are asked on event loops. */
class OpenedOnLoopTest extends OpenedTest {
    OpenedOnLoopTest() throws IOException {
        super(Knocking.onLoops());
    }
}
