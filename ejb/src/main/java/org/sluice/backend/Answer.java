package org.sluice.backend;

/** What came of an {@link Attempt}. */
public sealed interface Answer permits Open, Refusal, Failed {}
