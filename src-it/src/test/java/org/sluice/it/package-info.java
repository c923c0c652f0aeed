/**
 * <b>It</b>: the archives as a stranger meets them, on each server.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>it R1.1 The archive deploys, says {@code sluice-started} once, and answers on the plain and on the TLS listener.
 *   <li>it R1.2 The paths below {@code /sluice/} are the operator's; every other path is the servlet's.
 *   <li>it R1.3 The archives hold what the committed lists say, and no API of the server.
 *   <li>it R1.4 If no pool is configured, then every request shall be answered with the name of the missing entry.
 *   <li>it R1.5 When the application is undeployed, it shall leave no thread and no class behind.
 *   <li>it R1.6 The build shall leave the work tree as it was.
 * </ul>
 */
@NullMarked
package org.sluice.it;

import org.jspecify.annotations.NullMarked;
