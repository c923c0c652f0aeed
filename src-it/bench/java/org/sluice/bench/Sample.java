package org.sluice.bench;

/**
 * What one target did in one round.
 *
 * @param unitsPerSecond messages or sessions
 * @param cpuMicros of the target for each unit
 * @param rigMicros of clients and member together for each unit
 * @param p50Micros half the messages took no longer
 * @param p99Micros 99 of 100 took no longer
 * @param residentKib memory of the target while they were open: all of it, or where sessions are silent, for each
 * @param heapKib live objects for each silent session; 0 where it is not Java
 */
record Sample(
        double unitsPerSecond,
        double cpuMicros,
        double rigMicros,
        double p50Micros,
        double p99Micros,
        double residentKib,
        double heapKib) {}
