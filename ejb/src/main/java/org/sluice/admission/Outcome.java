package org.sluice.admission;

/** What became of a handshake. Whatever it is, when it is not {@link Admitted} nothing is left open or counted. */
public sealed interface Outcome permits Admitted, Refused, Declined, Directed {}
