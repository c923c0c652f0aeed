/**
 * <b>Backend</b>: an open member leg, or the reason why not, within the timeout.
 */
@NullMarked
package org.sluice.backend;

import org.jspecify.annotations.NullMarked;
