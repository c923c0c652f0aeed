package org.sluice.backend;

import java.io.IOException;

/** The tests of {@link MemberRefusalTest}, with attempts on event loops. */
class RefusalOnLoopTest extends MemberRefusalTest {
    RefusalOnLoopTest() throws IOException {}

    @Override
    MemberFixture makeFixture() throws IOException {
        return MemberFixture.onLoops();
    }
}
