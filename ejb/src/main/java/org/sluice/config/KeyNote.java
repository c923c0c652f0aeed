package org.sluice.config;

/**
 * What is said of a key beside its type.
 *
 * @param standard the default as it would be typed; empty if there is none
 * @param meaning one sentence
 * @param elsewhere what other products call it; may be empty
 * @param secret whether its value is never shown
 */
public record KeyNote(String standard, String meaning, String elsewhere, boolean secret) {}
