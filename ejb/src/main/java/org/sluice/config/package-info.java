/**
 * <b>Config</b>: if it exists it is valid; if not, all reasons at once.
 *
 * <h2>Doors</h2>
 *
 * {@link ConfigurationReader} turns the operator's words into a {@link Configuration}; {@link Live} follows them while
 * they change; {@link Keys} is the one table of everything that can be said.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>R1.1 When every entry is right, the room shall answer with a configuration in which every key has a value.
 *   <li>R1.2 If anything is wrong, the room shall name every mistake at once, each as {@code pools/chat: retries: -1
 *       (expected: 0..10)}, and answer with no configuration.
 *   <li>R1.3 If a key is unknown, the room shall name the nearest known one.
 *   <li>R1.4 When no pool is named, the room shall take {@code sluice.members} as pool {@code default} with a rule that
 *       sends everything to it, and {@code sluice.KEY} as a key of that pool, that rule or the settings.
 *   <li>R1.5 When nothing is given, the room shall answer with a configuration without pools.
 *   <li>R1.6 A value given in a rule shall win over one given in the pool, and that over the default, for time limits,
 *       sizes and rates, affinity and relay; never for members, policy, health, ejection or drain.
 *   <li>R1.7 If a heartbeat is not shorter than half the idle limit it would have to beat, the room shall refuse it
 *       <i>(why: one lost beat would end the relay it is meant to hold)</i>.
 *   <li>R1.8 A value printed and read again shall be the same value, and no text shall break a parser.
 *   <li>R1.9 The printed table of keys shall come from the same keys the parser uses.
 *   <li>R2.1 While the words change, the room shall answer with the next configuration and its number, and with what was
 *       added and removed.
 *   <li>R2.2 An entry shall count as removed only after two reads in a row miss it <i>(why: consoles delete and create
 *       anew, and between the two there is a moment without the entry)</i>.
 *   <li>R2.3 If a later configuration is wrong, the last good one shall stay and the mistakes shall be told once.
 * </ul>
 *
 * <h2>May call</h2>
 *
 * the JDK, RE2/J and ipaddress. <b>Never touches</b> JNDI, CDI, clocks, threads, the network.
 *
 * <h2>Threads</h2>
 *
 * Everything is immutable but {@link Live}, which belongs to one thread at a time.
 */
@NullMarked
package org.sluice.config;

import org.jspecify.annotations.NullMarked;
