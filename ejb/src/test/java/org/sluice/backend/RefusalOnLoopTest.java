package org.sluice.backend;

import java.io.IOException;

/** All that {@link MemberRefusalTest} says, of members that are asked on event loops. */
class RefusalOnLoopTest extends MemberRefusalTest {
    RefusalOnLoopTest() throws IOException {}

    @Override
    MemberFixture makeFixture() throws IOException {
        return MemberFixture.onLoops();
    }
}
