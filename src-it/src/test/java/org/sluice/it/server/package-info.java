/**
 * <b>Server</b>: the real servers under the real archives.
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.it.server.SluiceIT} (extend it: one server for all such classes),
 * {@link org.sluice.it.server.Server} (where it is)
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>it.server R1.1 The package shall boot the server once for all classes that extend {@code SluiceIT}, and deploy once.
 *   <li>it.server R1.2 If the archive does not answer after its deployment, then every class shall fail with the log's tail.
 *   <li>it.server R1.3 The package shall write nothing into the servers' cache.
 *   <li>it.server R1.4 The server shall be one that {@code apply} of {@code server-config} has made, with the tests' ports, pools and users
 *       laid on it; so shall a test's own servers, unless their test asks for an untouched one.
 * </ul>
 *
 * <h2>May call</h2>
 * Arquillian, JUnit, the kit, the JDK. <h2>Never touches</h2> the classes of the archives: they are black boxes.
 *
 * <h2>Threads</h2>
 * Those of JUnit: up to four classes at once, each on one thread; {@link org.sluice.it.server.Apart} says which not.
 */
@NullMarked
package org.sluice.it.server;

import org.jspecify.annotations.NullMarked;
