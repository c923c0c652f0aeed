package org.sluice.backend;

import java.io.IOException;

/** The tests of {@link OpenedLegTest}, with attempts on event loops. */
class OpenedOnLoopTest extends OpenedLegTest {
    OpenedOnLoopTest() throws IOException {}

    @Override
    MemberFixture makeFixture() throws IOException {
        return MemberFixture.onLoops();
    }
}
