package org.sluice.handshake;

/** One HTTP header line as received: the case of the name, and the value, are kept. */
public record Header(String name, String value) {}
