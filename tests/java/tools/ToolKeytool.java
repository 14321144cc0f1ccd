// vm-options: --add-exports java.base/sun.security.tools.keytool=ALL-UNNAMED
// The JDK's keytool in this VM: key pairs, self-signed certificates, PKCS12; the stored key signs what the certificate verifies.
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;

public class ToolKeytool {
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("keytool");
        Path file = work.resolve("keys.p12");
        keytool("-genkeypair", "-alias", "curve", "-keyalg", "EC", "-dname", "CN=Curve, O=Cranes", "-keystore", file.toString(), "-storepass", "changeit");
        keytool("-genkeypair", "-alias", "prime", "-keyalg", "RSA", "-keysize", "512", "-dname", "CN=Prime", "-keystore", file.toString(), "-storepass", "changeit");
        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        var aliases = Collections.list(store.aliases());
        Collections.sort(aliases);
        for (String alias : aliases) {
            PrivateKey key = (PrivateKey) store.getKey(alias, "changeit".toCharArray());
            X509Certificate certificate = (X509Certificate) store.getCertificate(alias);
            certificate.verify(certificate.getPublicKey());
            System.out.println(alias + " " + key.getAlgorithm() + " " + certificate.getSubjectX500Principal() + " " + certificate.getSigAlgName());
            byte[] message = "a crane dances".getBytes();
            Signature signer = Signature.getInstance("SHA256with" + (alias.equals("curve") ? "ECDSA" : "RSA"));
            signer.initSign(key);
            signer.update(message);
            byte[] signature = signer.sign();
            for (int change = 0; change < 2; change++) {
                message[3] += change;
                signer.initVerify(certificate);
                signer.update(message);
                System.out.println(signer.verify(signature));
            }
        }
        for (File made : work.toFile().listFiles()) {
            made.delete();
        }
        work.toFile().delete();
    }

    static void keytool(String... command) throws Exception {
        Class.forName("sun.security.tools.keytool.Main").getMethod("main", String[].class).invoke(null, (Object) command);
    }
}

/* expect-output:
curve EC CN=Curve, O=Cranes SHA256withECDSA
true
false
prime RSA CN=Prime SHA256withRSA
true
false
*/
