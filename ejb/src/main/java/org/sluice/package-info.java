/** The balancer. */
@org.jspecify.annotations.NullMarked
package org.sluice;
