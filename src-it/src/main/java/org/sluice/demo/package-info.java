/**
 * <b>Demo</b>: the balancer on the visitor's own machine, with something behind it. In no archive.
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.demo.Demo} (a program)
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>demo R1.1 The package shall start two members, then the server, then say which page to open.
 *   <li>demo R1.2 If a port of the server is taken, then the package shall say which one before anything is started.
 *   <li>demo R1.3 When the program ends, by Enter, Ctrl-C or TERM, the package shall leave nothing running.
 *   <li>demo R1.4 Where members are given, the package shall start none.
 *   <li>demo R2.1 When a session opens, its member shall say who it is; an echo is answered by the same member.
 *   <li>demo R2.2 What is said in the chat shall reach every session of every member.
 *   <li>demo R2.3 On a stop command a member shall reset its sessions, close its port, and come back on the same port.
 *   <li>demo R3.1 The page shall show sessions with both members and the time that each message took.
 *   <li>demo R3.2 When a member stops, the page shall show its sessions with the other member, and the other sessions never closed.
 * </ul>
 *
 * <h2>May call</h2>
 * Java-WebSocket, Jakarta JSON, the JDK. <h2>Never touches</h2> the classes of the archives.
 *
 * <h2>Threads</h2>
 * The main thread waits. Each member has the threads of its library and one timer. At the end a shutdown hook may run
 * while the main thread still waits: what it ends, ends once.
 */
@NullMarked
package org.sluice.demo;

import org.jspecify.annotations.NullMarked;
