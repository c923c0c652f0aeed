package org.sluice.backend;

/** What came of an {@link Attempt}. */
public sealed interface AttemptResult permits Accepted, MemberRefusal, AttemptFailed {}
