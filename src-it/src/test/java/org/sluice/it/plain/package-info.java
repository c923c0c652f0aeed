/**
 * Black-box tests of plain HTTP through the server, on bare sockets.
 *
 * <p>Requirements: P1 streams, P2 connections, P3 faults, P4 hostile requests, P5 with WebSockets ({@code org.sluice.http}).
 */
@NullMarked
package org.sluice.it.plain;

import org.jspecify.annotations.NullMarked;
