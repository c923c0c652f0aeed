/**
 * <b>Architecture</b>: the tests that hold the packages to their drawing and the code to its size limits.
 *
 * <h2>Requirements</h2>
 * <ul>
 *   <li>architecture R1.1 A package shall call only the packages to which an arrow leads in {@code docs/packages.puml}.
 *   <li>architecture R1.2 Every class shall be in a package that is drawn.
 *   <li>architecture R1.3 Packages shall not call each other in cycles.
 *   <li>architecture R1.4 The core shall not depend on a server or on Jakarta EE.
 *   <li>architecture R1.5 {@code docs/packages.svg} shall show what {@code docs/packages.puml} permits.
 *   <li>architecture R1.6 Only {@code journal} shall call a logger.
 *   <li>architecture R1.7 No two packages shall have a class of the same simple name.
 *   <li>architecture R2.1 Classes, methods, blocks, imports and constructors shall stay within their size limits.
 *   <li>architecture R2.2 The value of every key shall be read outside of the configuration, or the key shall be refused.
 * </ul>
 */
@NullMarked
package org.sluice.architecture;

import org.jspecify.annotations.NullMarked;
