/** Interceptors as somebody else would write them; {@code SluiceIT} puts them into the archives as a library. */
@NullMarked
package org.sluice.it.example;

import org.jspecify.annotations.NullMarked;
