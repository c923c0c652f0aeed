package org.sluice.backend;

import java.io.IOException;

/** All that {@link OpenedLegTest} says, of members that are asked on event loops. */
class OpenedOnLoopTest extends OpenedLegTest {
    OpenedOnLoopTest() throws IOException {}

    @Override
    MemberFixture makeFixture() throws IOException {
        return MemberFixture.onLoops();
    }
}
