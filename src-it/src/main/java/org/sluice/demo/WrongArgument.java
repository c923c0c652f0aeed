package org.sluice.demo;

/** The demo cannot run, and its message is the sentence that tells the visitor why and what to do. */
final class WrongArgument extends Exception {
    private static final long serialVersionUID = 1L;

    WrongArgument(String sentence) {
        // Whose fault it is stands in the sentence; where in our code it was found helps no visitor.
        super(sentence, null, false, false);
    }
}
