package io.jenkins.plugins.gitlabgenericpackages.client.http.connection;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a new Java learn AES-GCM on short messages before the records of a large file come. Java encrypts some twenty times
 * slower until it has compiled that code, for which the number of messages counts and not their length: with full records
 * it takes the first 64 MiB of every process. Each process does so once at most, beside the transfer.
 */
final class CipherWarmUp {
    /** What takes about as long as to learn it on the file itself. */
    static final long WORTH_IT = 32L * 1024 * 1024;

    static final CipherWarmUp OF_THIS_JAVA = new CipherWarmUp(CipherWarmUp::inAThread);

    private static final int MESSAGES = 2000;
    private static final int LENGTH = 256;
    private static final int TAG = 16;

    private final SecretKeySpec key = new SecretKeySpec(new byte[TAG], "AES");
    private final byte[] message = new byte[LENGTH + TAG];
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Executor executor;

    /** @param executor does it beside the transfer */
    CipherWarmUp(Executor executor) {
        this.executor = executor;
    }

    static void inAThread(Runnable work) {
        Thread thread = new Thread(work, "gitlab-packages-cipher");
        thread.setDaemon(true);
        thread.start();
    }

    /** Does nothing where another cipher is used. Thread-safe. */
    void begin(String cipherSuite) {
        if (cipherSuite.contains("_GCM_") && begun.compareAndSet(false, true)) {
            executor.execute(this::tryIt);
        }
    }

    private void tryIt() {
        try {
            practise();
        } catch (GeneralSecurityException e) {
            // Then TLS has another implementation, which this one's use would not have prepared.
        }
    }

    /** Returns how many messages were encrypted and decrypted again. */
    int practise() throws GeneralSecurityException {
        Cipher encryption = Cipher.getInstance("AES/GCM/NoPadding");
        Cipher decryption = Cipher.getInstance("AES/GCM/NoPadding");
        int done = 0;
        while (done < MESSAGES) {
            byte[] nonce = ByteBuffer.allocate(12).putInt(done++).array();
            GCMParameterSpec parameters = new GCMParameterSpec(Byte.SIZE * TAG, nonce);
            encryption.init(Cipher.ENCRYPT_MODE, key, parameters);
            transform(encryption, LENGTH);
            decryption.init(Cipher.DECRYPT_MODE, key, parameters);
            transform(decryption, LENGTH + TAG);
        }
        return done;
    }

    /** In place, as TLS does it. */
    private void transform(Cipher cipher, int length) throws GeneralSecurityException {
        cipher.updateAAD(new byte[5]);
        cipher.doFinal(ByteBuffer.wrap(message, 0, length), ByteBuffer.wrap(message));
    }
}
