package org.sluice.backend;

import java.io.IOException;

/** All that {@link AttemptFailedTest} says, of members that are asked on event loops. */
class FailedOnLoopTest extends AttemptFailedTest {
    FailedOnLoopTest() throws IOException {}

    @Override
    MemberFixture makeFixture() throws IOException {
        return MemberFixture.onLoops();
    }
}
