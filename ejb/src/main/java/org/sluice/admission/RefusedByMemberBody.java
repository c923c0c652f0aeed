package org.sluice.admission;

import java.io.InputStream;
import org.sluice.backend.MemberRefusalBody;

/** A member's body under the name it has in this package. */
record RefusedByMemberBody(MemberRefusalBody body) implements RefusedByMember.Body {
    @Override
    public InputStream stream() {
        return body.stream();
    }

    @Override
    public void close() {
        body.close();
    }
}
