package org.sluice.pool;

import java.net.URI;

/**
 * The address of a member in a pool: the same address in two pools is two members.
 *
 * @param pool the name of the pool
 * @param member the URI of the member
 */
public record PoolMember(String pool, URI member) {}
