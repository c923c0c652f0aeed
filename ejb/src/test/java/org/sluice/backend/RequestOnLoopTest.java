package org.sluice.backend;

import java.io.IOException;

/** All that {@link RequestTest} says, of members that are asked on event loops. */
class RequestOnLoopTest extends RequestTest {
    RequestOnLoopTest() throws IOException {}

    @Override
    MemberFixture makeFixture() throws IOException {
        return MemberFixture.onLoops();
    }
}
