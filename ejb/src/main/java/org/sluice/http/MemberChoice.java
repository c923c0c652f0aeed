package org.sluice.http;

import org.sluice.backend.AttemptFailed;
import org.sluice.handshake.Headers;

/**
 * Who is asked, and who is told what came of it. One for each exchange, which calls it on one thread at a time, and never within
 * another call, but for {@link #over}.
 */
public interface MemberChoice {
    /**
     * A member is wanted: {@link HttpExchange#ask}, or {@link HttpExchange#refuse} if there is none, follows, within this call or
     * later by {@link HttpExchange#later}.
     */
    void next();

    /** The member that was asked last gave no answer. The next one may be asked if {@code again}, else the client is refused. */
    void failed(AttemptFailed why, boolean again);

    /**
     * The member that was asked last has begun its answer.
     *
     * @param headers of the answer, end to end
     * @return those for the client
     */
    Headers answered(int status, Headers headers);

    /** A half second has passed, and no member has begun its answer. */
    void tick();

    /** It is over, whatever way: all that is held is given back. Once, and nothing is called behind it. */
    void over(Ending how);

    /** How an exchange ended. */
    enum Ending {
        /** The client has the whole answer, or was refused. */
        WHOLE,
        /** The client has left. */
        CLIENT_LEFT,
        /** The member broke its answer off, or was silent for too long in the middle of it. */
        MEMBER_LOST,
        /** The client took nothing for too long, or the application stops. */
        CUT
    }
}
