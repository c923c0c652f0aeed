package org.sluice.http;

import org.sluice.backend.AttemptFailed;
import org.sluice.handshake.Headers;

/**
 * Chooses the members of one exchange and receives their results. The exchange calls it on one thread at a time and, but
 * for {@link #over}, never from within another call.
 */
public interface MemberChoice {
    /**
     * Requests a member. The reply is {@link HttpExchange#ask}, or {@link HttpExchange#refuse} if there is none, within
     * this call or later by {@link HttpExchange#later}.
     */
    void next();

    /**
     * The last member gave no answer. If {@code again}, another member may get the request; else the client is refused.
     */
    void failed(AttemptFailed why, boolean again);

    /**
     * The last member has begun its answer.
     *
     * @param headers the end-to-end headers of the answer
     * @return the headers for the client
     */
    Headers answered(int status, Headers headers);

    /** Called every half second until a member begins its answer. */
    void tick();

    /** The exchange is over: releases everything that is held for it. Called once, and last. */
    void over(Ending how);

    /** How an exchange ended. */
    enum Ending {
        /** The client got the complete answer, or was refused. */
        WHOLE,
        /** The client ended the exchange. */
        CLIENT_LEFT,
        /** The member's connection ended in the middle of the answer, or was silent there for too long. */
        MEMBER_LOST,
        /** The client accepted nothing for too long, or the application stops. */
        CUT
    }
}
