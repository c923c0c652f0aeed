package org.sluice.config;

import java.util.Objects;
import org.sluice.grammar.Key;
import org.sluice.grammar.Values;

/**
 * A base class of typed views of the values of one entry. Each accessor follows its key, which has the range, the default and
 * the meaning. Two instances are equal if the same values were given to both. Immutable.
 */
abstract class TypedValues {
    private final Values values;

    TypedValues(Values values) {
        this.values = values;
    }

    /** The given values, for subclasses that combine several keys. */
    final Values values() {
        return values;
    }

    /** The given value, or the default of the key. */
    final <T> T value(Key<T> key) {
        return values.or(key);
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // views of different kinds on the same values are not equal
    public boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((TypedValues) other).values.equals(values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(getClass(), values);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + values;
    }
}
