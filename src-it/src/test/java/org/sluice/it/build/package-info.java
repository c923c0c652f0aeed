/**
 * <b>Build</b>: what the build made and what it left behind. Needs no server and runs last.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>it.build R1.1 The archives shall hold what the committed lists name, and nothing else.
 *   <li>it.build R1.2 The archives shall hold no API that the servers bring.
 *   <li>it.build R1.3 The build shall leave the work tree as it found it.
 *   <li>it.build R1.4 The check without a server shall run from the unpacked EAR, and print every value in force or every mistake.
 * </ul>
 *
 * <h2>May call</h2>
 * the JDK, server (its {@code Run}).
 */
@NullMarked
package org.sluice.it.build;

import org.jspecify.annotations.NullMarked;
