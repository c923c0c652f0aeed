package org.sluice.admission;

import java.io.InputStream;
import org.sluice.backend.RefusalBody;

/** A member's body under the name it has in this room. */
record MemberBody(RefusalBody body) implements Declined.Body {
    @Override
    public InputStream stream() {
        return body.stream();
    }

    @Override
    public void close() {
        body.close();
    }
}
