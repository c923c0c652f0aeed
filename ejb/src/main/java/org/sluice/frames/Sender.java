package org.sluice.frames;

/** The sender of frames, which decides whether they must be masked (RFC 6455 5.1). */
public enum Sender {
    /** Every frame is masked. */
    CLIENT,
    /** No frame is masked. */
    MEMBER
}
