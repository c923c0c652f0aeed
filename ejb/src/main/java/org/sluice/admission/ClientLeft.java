package org.sluice.admission;

/** The client went away while a request thread waited for its member, so there is nobody to be answered; it is logged. */
public record ClientLeft() implements Outcome {}
