package org.sluice.pool;

/** What {@link Pools} tells of its members. Called without a lock, on whatever thread brought it about; must not wait. */
public interface MemberEvents {
    /**
     * Something was found of a member, or what was found before holds no longer.
     *
     * @param pool as it is now, {@code after} in it
     */
    void changed(Pool pool, Member before, Member after);
}
