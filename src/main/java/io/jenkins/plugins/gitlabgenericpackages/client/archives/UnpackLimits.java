package io.jenkins.plugins.gitlabgenericpackages.client.archives;

/**
 * How much an archive may become. All are counted while it is unpacked, since what it says of itself may be a lie.
 * Whatever they are, nine tenths of the free space of the disk are the most that is taken.
 *
 * @param entries how many files, folders and links are made at the most, also the folders that only names mention
 * @param bytes how many bytes all files have at the most
 * @param memory how many bytes the folders and links may take of the memory, where each of them stays until the end
 */
public record UnpackLimits(long entries, long bytes, long memory) {
    /**
     * One million entries, 100 GiB, 128 MiB of memory: some hundred thousand folders and links. An archive that is made to
     * do harm fills the disk, so it is the disk that is guarded. A limit to the ratio would be in the way of honest ones: a
     * disk image of zeros shrinks to a thousandth.
     */
    public static final UnpackLimits DEFAULT = new UnpackLimits(1_000_000, 100L << 30, 128L << 20);
}
