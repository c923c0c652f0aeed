package org.sluice.admission;

import java.io.InputStream;
import org.sluice.backend.MemberRefusalBody;

/** Adapts {@code backend}'s body to this package's interface. */
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
