package org.sluice.web.container;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a server's connection is left with when its TLS engine has gone elsewhere: an engine that is over. One record that the server
 * wrote with the real one would use up a sequence number, and the client would end the session. It swallows what is to be
 * encrypted and decrypts nothing. Any thread.
 */
public final class DetachedEngine extends SSLEngine {
    /** The only engine that is known to keep nothing of the stream outside the buffers it is given. */
    private static final String JDK = "sun.security.ssl.SSLEngineImpl";
    /** Wrappers of wrappers there are, but not many. */
    private static final int DEPTH = 8;

    private final SSLSession session;

    /** Stands in for {@code engine}, whose session it shows. */
    public DetachedEngine(SSLEngine engine) {
        this.session = engine.getSession();
    }

    /**
     * The JDK's own engine inside {@code engine}, which may be used by somebody else from here on.
     *
     * @throws NotTransferable if there is none, its handshake is not over, one side has ended, or it was negotiated for HTTP/2
     */
    public static SSLEngine transferable(SSLEngine engine) throws NotTransferable {
        if ("h2".equals(protocolOf(engine))) {
            throw NotTransferable.forThis("only HTTP/1.1 connections can leave");
        }
        SSLEngine own = innermost(engine);
        String version = own.getSession().getProtocol();
        HandshakeStatus status = own.getHandshakeStatus();
        boolean ticket =
                status == HandshakeStatus.NEED_WRAP && version.equals("TLSv1.3"); // it goes out with the next data
        if (status != HandshakeStatus.NOT_HANDSHAKING && !ticket) {
            throw NotTransferable.forThis("the TLS handshake is not over: " + status);
        }
        if (own.isInboundDone() || own.isOutboundDone()) {
            throw NotTransferable.forThis("the client has ended TLS");
        }
        if (!version.equals("TLSv1.3") && !version.equals("TLSv1.2")) {
            throw NotTransferable.forThis(version + " is no TLS that can leave (expected: TLSv1.2, TLSv1.3)");
        }
        return own;
    }

    /** Not every engine has an answer. */
    private static @Nullable String protocolOf(SSLEngine engine) {
        try {
            return engine.getApplicationProtocol();
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    private static SSLEngine innermost(SSLEngine engine) throws NotTransferable {
        SSLEngine here = engine;
        for (int i = 0; i < DEPTH; i++) {
            if (here.getClass().getName().equals(JDK)) {
                return here;
            }
            here = wrapped(here);
        }
        throw NotTransferable.forThis("its TLS engine is too deep in others");
    }

    private static SSLEngine wrapped(SSLEngine wrapper) throws NotTransferable {
        SSLEngine found = null;
        for (Class<?> type = wrapper.getClass(); type != SSLEngine.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (SSLEngine.class.isAssignableFrom(field.getType())) {
                    SSLEngine value = valueOf(field, wrapper);
                    if (found != null && value != null && value != found) {
                        throw NotTransferable.forThis("its TLS engine has two others: " + wrapper.getClass());
                    }
                    found = value == null ? found : value;
                }
            }
        }
        if (found == null) {
            throw NotTransferable.forThis("only the JDK's TLS engine can leave, and this one is a "
                    + wrapper.getClass().getName());
        }
        return found;
    }

    private static @Nullable SSLEngine valueOf(Field field, SSLEngine wrapper) throws NotTransferable {
        try {
            field.setAccessible(true);
            return (SSLEngine) field.get(wrapper);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw NotTransferable.forThis("its TLS engine cannot be looked into: " + wrapper.getClass());
        }
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer into) {
        int swallowed = 0;
        for (int i = offset; i < offset + length; i++) {
            swallowed += from[i].remaining();
            from[i].position(from[i].limit());
        }
        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, swallowed, 0);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] into, int offset, int length) {
        return new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, 0);
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return null;
    }

    @Override
    public void closeInbound() {}

    @Override
    public boolean isInboundDone() {
        return true;
    }

    @Override
    public void closeOutbound() {}

    @Override
    public boolean isOutboundDone() {
        return true;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[0];
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
        return new String[0];
    }

    @Override
    public String[] getEnabledProtocols() {
        return new String[0];
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public SSLSession getSession() {
        return session;
    }

    @Override
    public void beginHandshake() {}

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return HandshakeStatus.NOT_HANDSHAKING;
    }

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
        return false;
    }
}
