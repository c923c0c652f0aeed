package org.sluice.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientCertificateTest {
    @Test
    @DisplayName("handshake H2.4 subject, issuer, serial and SHA-256 fingerprint are sent to the member")
    void its_parts_are_told() {
        ClientCertificate told = ClientCertificate.of(new Written("CN=bob, O=Example", "CN=The CA"));
        assertThat(told.subject()).isEqualTo("CN=bob,O=Example");
        assertThat(told.issuer()).isEqualTo("CN=The CA");
        assertThat(told.serial()).isEqualTo("1f2");
        // printf '\1\2\3' | sha256sum
        assertThat(told.fingerprint()).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @Test
    @DisplayName("handshake H2.4 a name with line breaks or other letters cannot leave its header")
    void a_name_cannot_leave_its_header() {
        String subject = ClientCertificate.of(new Written("CN=\"a\r\nX-Admin: yes \u20ac\"", "CN=x"))
                .subject();
        assertThat(subject).doesNotContain("\r", "\n").contains("\\0D\\0A").endsWith("\\E2\\82\\AC");
        assertThat(subject).matches("[ -~]+");
    }

    /** The headers of a certificate, without a real one. */
    @SuppressWarnings({"deprecation", "serial"}) // a certificate has deprecated methods, and is Serializable
    private static final class Written extends X509Certificate {
        private final X500Principal subject;
        private final X500Principal issuer;

        Written(String subject, String issuer) {
            this.subject = new X500Principal(subject);
            this.issuer = new X500Principal(issuer);
        }

        @Override
        public X500Principal getSubjectX500Principal() {
            return subject;
        }

        @Override
        public X500Principal getIssuerX500Principal() {
            return issuer;
        }

        @Override
        public BigInteger getSerialNumber() {
            return BigInteger.valueOf(0x1f2);
        }

        @Override
        public byte[] getEncoded() {
            return new byte[] {1, 2, 3};
        }

        private static UnsupportedOperationException unasked() {
            return new UnsupportedOperationException("nobody should ask for this");
        }

        @Override
        public void checkValidity() {}

        @Override
        public void checkValidity(Date date) {}

        @Override
        public int getVersion() {
            throw unasked();
        }

        @Override
        public Principal getIssuerDN() {
            throw unasked();
        }

        @Override
        public Principal getSubjectDN() {
            throw unasked();
        }

        @Override
        public Date getNotBefore() {
            throw unasked();
        }

        @Override
        public Date getNotAfter() {
            throw unasked();
        }

        @Override
        public byte[] getTBSCertificate() {
            throw unasked();
        }

        @Override
        public byte[] getSignature() {
            throw unasked();
        }

        @Override
        public String getSigAlgName() {
            throw unasked();
        }

        @Override
        public String getSigAlgOID() {
            throw unasked();
        }

        @Override
        public byte[] getSigAlgParams() {
            throw unasked();
        }

        @Override
        public boolean[] getIssuerUniqueID() {
            throw unasked();
        }

        @Override
        public boolean[] getSubjectUniqueID() {
            throw unasked();
        }

        @Override
        public boolean[] getKeyUsage() {
            throw unasked();
        }

        @Override
        public int getBasicConstraints() {
            throw unasked();
        }

        @Override
        public void verify(PublicKey key) {}

        @Override
        public void verify(PublicKey key, String provider) {}

        @Override
        public String toString() {
            return "written";
        }

        @Override
        public PublicKey getPublicKey() {
            throw unasked();
        }

        @Override
        public boolean hasUnsupportedCriticalExtension() {
            return false;
        }

        @Override
        public Set<String> getCriticalExtensionOIDs() {
            return Set.of();
        }

        @Override
        public Set<String> getNonCriticalExtensionOIDs() {
            return Set.of();
        }

        @Override
        public byte[] getExtensionValue(String oid) {
            return new byte[0];
        }
    }
}
