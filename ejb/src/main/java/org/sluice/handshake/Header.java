package org.sluice.handshake;

/** One HTTP header line as it stood on the wire: the name's letter case and the value are kept. */
public record Header(String name, String value) {}
