import java.security.MessageDigest;

/** Prints how many MiB of one core's SHA-256 the JDK does in a second, once it is warm. */
class DigestRate {
    public static void main(String[] args) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[1 << 20];
        for (int mib = 0; mib < 200; mib++) {
            digest.update(block);
        }
        int mib = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < 1_000_000_000L) {
            digest.update(block);
            mib++;
        }
        System.out.println(mib * 1_000_000_000L / (System.nanoTime() - start));
    }
}
