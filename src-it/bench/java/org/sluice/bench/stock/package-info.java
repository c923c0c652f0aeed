/** The stock way, as a WAR of its own. */
@NullMarked
package org.sluice.bench.stock;

import org.jspecify.annotations.NullMarked;
