package org.sluice.backend;

import java.io.IOException;

/** The tests of {@link AttemptFailedTest}, with attempts on event loops. */
class FailedOnLoopTest extends AttemptFailedTest {
    FailedOnLoopTest() throws IOException {}

    @Override
    MemberFixture makeFixture() throws IOException {
        return MemberFixture.onLoops();
    }
}
