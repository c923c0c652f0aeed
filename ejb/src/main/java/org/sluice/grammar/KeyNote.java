package org.sluice.grammar;

/**
 * The documentation of a key.
 *
 * @param standard the default as written in an entry; empty if there is none
 * @param meaning one sentence
 * @param elsewhere its names in other products; may be empty
 * @param secret whether its value is never shown
 * @param supported whether something acts on it; a key that is not supported is refused
 */
public record KeyNote(String standard, String meaning, String elsewhere, boolean secret, boolean supported) {}
