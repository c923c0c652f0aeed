package org.sluice.pool;

/** Events of members, sent by {@link Pools}. Called without a lock, on the thread that caused the event; must not block. */
public interface MemberEvents {
    /**
     * The state of a member has changed.
     *
     * @param pool as it is now, {@code after} in it
     */
    void changed(Pool pool, Member before, Member after);
}
