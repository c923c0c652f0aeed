package org.sluice.transport;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An engine that knows whether another whole record waits, that negotiates once only, and whose reader never writes.
 *
 * <p>The first two are what the library above cannot know or do. It hands out one record at a time and does not say whether it
 * keeps another, and then the socket would be dry and the owner never told. And a write during a new negotiation (TLS 1.2,
 * RFC 5246 7.4.1.1) goes round for ever there with its lock held: any member could stop a loop by asking for one.
 */
final class RecordEngine extends SSLEngine {
    private static final int HEADER = 5;

    private final SSLEngine engine;

    /** Belongs to the reading side. */
    private boolean wholeRecordLeft;

    private volatile boolean established;

    private volatile boolean closing;

    RecordEngine(SSLEngine engine) {
        super(engine.getPeerHost(), engine.getPeerPort());
        this.engine = engine;
    }

    /** Whether the last unwrap left a whole record behind. */
    boolean wholeRecordLeft() {
        return wholeRecordLeft;
    }

    /** From now on the peer may not negotiate. */
    void established() {
        established = true;
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] into, int offset, int length) throws SSLException {
        SSLEngineResult result = engine.unwrap(from, into, offset, length);
        wholeRecordLeft = holdsWholeRecord(from);
        if (established
                && !closing // then the engine asks for the rest of the close_notify
                && result.getStatus() == Status.OK
                && isNegotiating(result.getHandshakeStatus())
                && !engine.getSession().getProtocol().equals("TLSv1.3")) { // there it is a key update, which is fine
            throw refused();
        }
        return result;
    }

    private static boolean isNegotiating(HandshakeStatus status) {
        return status == HandshakeStatus.NEED_WRAP
                || status == HandshakeStatus.NEED_UNWRAP
                || status == HandshakeStatus.NEED_TASK;
    }

    /** RFC 8446 5.1: type, version, and two bytes of length before each record. */
    private static boolean holdsWholeRecord(ByteBuffer from) {
        int left = from.remaining();
        if (left < HEADER) {
            return false;
        }
        int at = from.position();
        return left - HEADER >= ((from.get(at + 3) & 0xff) << 8 | (from.get(at + 4) & 0xff));
    }

    /** A writer may come upon a new negotiation before the reader has refused it. */
    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer into) throws SSLException {
        SSLEngineResult result = engine.wrap(from, offset, length, into);
        if (established && result.getStatus() == Status.OK && result.bytesConsumed() + result.bytesProduced() == 0) {
            throw refused();
        }
        return result;
    }

    private static SSLException refused() {
        return new SSLException("the peer wants to negotiate anew (expected: once)");
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return engine.getDelegatedTask();
    }

    @Override
    public void closeInbound() throws SSLException {
        engine.closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return engine.isInboundDone();
    }

    @Override
    public void closeOutbound() {
        closing = true;
        engine.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return engine.isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return engine.getSession();
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return engine.getHandshakeSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    /**
     * Once established, nothing that a reader would have to write. What there is, the answer to a key update, goes out with
     * the next write, which is soon enough (RFC 8446 4.6.3); a reader that waited for room to send it could wait for a
     * peer that waits for this reader.
     */
    @Override
    public HandshakeStatus getHandshakeStatus() {
        return established ? HandshakeStatus.NOT_HANDSHAKING : engine.getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        engine.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        engine.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters params) {
        engine.setSSLParameters(params);
    }

    @Override
    public String getApplicationProtocol() {
        return engine.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return engine.getHandshakeApplicationProtocol();
    }
}
