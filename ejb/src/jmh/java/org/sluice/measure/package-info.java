/**
 * What single steps of the core cost, by JMH: {@code ./mvnw -Pjmh -pl ejb verify}, with the allocation of each.
 *
 * <p>Not compiled otherwise, and in no archive.
 */
package org.sluice.measure;
