package org.sluice.admission;

/** The client left while a request thread waited for its member; there is no one to answer. It was logged. */
public record ClientLeft() implements Outcome {}
