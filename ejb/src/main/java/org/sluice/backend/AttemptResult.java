package org.sluice.backend;

/** The result of an {@link Attempt}. */
public sealed interface AttemptResult permits Accepted, MemberRefusal, AttemptFailed {}
