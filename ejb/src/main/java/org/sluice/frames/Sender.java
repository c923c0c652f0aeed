package org.sluice.frames;

/** Who wrote the frames decides whether they must be masked (RFC 6455 5.1). */
public enum Sender {
    /** Every frame is masked. */
    CLIENT,
    /** No frame is masked. */
    MEMBER
}
