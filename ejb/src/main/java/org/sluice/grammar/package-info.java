/**
 * <b>Grammar</b>: how keys and values are written, read, printed and refused. It knows no key; what keys there are and what
 * they mean is in {@code config}.
 *
 * <h2>Entry points</h2> {@link Key}, {@link KeyGroup}, {@link Kind}, {@link Values}, {@link Problem}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>grammar R1.1 A value that was read is printed so that reading it again gives the same value.
 *   <li>grammar R1.2 A value that is not accepted is reported with the key, the value and what was expected.
 *   <li>grammar R1.3 The time to match a regular expression is linear to the text.
 *   <li>grammar R1.4 A secret is never printed.
 * </ul>
 *
 * <h2>Never touches</h2> files, JNDI, clocks, any other package.
 *
 * <h2>Threads</h2> Everything is immutable except {@link Findings} and {@link Values.Builder}, which belong to one thread.
 */
@NullMarked
package org.sluice.grammar;

import org.jspecify.annotations.NullMarked;
