/**
 * <b>House</b>: the gates that keep the house as it is drawn and as small as it promised to be.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>R1.1 The code shall have no doors but those drawn in {@code docs/rooms.puml}.
 *   <li>R1.2 Every class shall live in a room that is drawn.
 *   <li>R1.3 Rooms shall not call in circles.
 *   <li>R1.4 The core shall not know that it lives in a server.
 *   <li>R2.1 Classes, methods, blocks, imports and constructors shall stay within their budgets.
 * </ul>
 */
@NullMarked
package org.sluice.house;

import org.jspecify.annotations.NullMarked;
