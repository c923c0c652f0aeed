/** The doors. */
@org.jspecify.annotations.NullMarked
package org.sluice.web;
