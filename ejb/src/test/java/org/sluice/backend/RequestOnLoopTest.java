package org.sluice.backend;

import java.io.IOException;

/** The tests of {@link RequestTest}, with attempts on event loops. */
class RequestOnLoopTest extends RequestTest {
    RequestOnLoopTest() throws IOException {}

    @Override
    MemberFixture makeFixture() throws IOException {
        return MemberFixture.onLoops();
    }
}
