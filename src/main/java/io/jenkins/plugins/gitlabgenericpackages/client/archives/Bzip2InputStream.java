package io.jenkins.plugins.gitlabgenericpackages.client.archives;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Decompresses bzip2, also several streams one behind the other, as programs write them that use all processors. Ant has a
 * class for it that prints that a checksum is wrong and goes on. Holds 4.5 MB at the most.
 */
final class Bzip2InputStream extends InputStream {
    private static final long BLOCK = 0x314159265359L;
    private static final long END = 0x177245385090L;
    private static final int LONGEST_CODE = 20;
    private static final int SYMBOLS_OF_A_GROUP = 50;
    private static final int[] CRC = new int[256];

    static {
        for (int i = 0; i < CRC.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                value = value << 1 ^ (value < 0 ? 0x04c11db7 : 0);
            }
            CRC[i] = value;
        }
    }

    private final InputStream in;
    private long bits;
    private int bitCount;

    /** Of the block: each byte, and above it where the next one is. */
    private int[] block;

    private int left;
    private int position;
    private int last;
    private int equal;
    private int repeat;
    private int crc;
    private int expectedCrc;
    private int streamCrc;
    private boolean isAtEnd;

    /** @param in buffered */
    Bzip2InputStream(InputStream in) throws IOException {
        this.in = in;
        begin(in.read());
    }

    private void begin(int first) throws IOException {
        if (first != 'B' || in.read() != 'Z' || in.read() != 'h') {
            throw new IOException("it is not compressed by bzip2, or something follows its end");
        }
        int level = in.read() - '0';
        if (level < 1 || level > 9) {
            throw damaged();
        }
        block = new int[level * 100_000];
        streamCrc = 0;
        nextBlock();
    }

    private static IOException damaged() {
        return new IOException("what bzip2 compressed is damaged");
    }

    private int bits(int count) throws IOException {
        while (bitCount < count) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            bits = bits << 8 | next;
            bitCount += 8;
        }
        bitCount -= count;
        return (int) (bits >>> bitCount & (1L << count) - 1);
    }

    private void nextBlock() throws IOException {
        long kind = (long) bits(24) << 24 | bits(24);
        expectedCrc = bits(32);
        if (kind == BLOCK) {
            readBlock();
        } else if (kind != END || expectedCrc != streamCrc) {
            throw damaged();
        } else {
            bitCount = 0;
            int next = in.read();
            isAtEnd = next < 0;
            if (!isAtEnd) {
                begin(next);
            }
        }
    }

    private void readBlock() throws IOException {
        boolean isRandomised = bits(1) != 0;
        int origin = bits(24);
        byte[] used = readUsed();
        int symbols = used.length + 2;
        int tableCount = bits(3);
        int[] selectors = new int[bits(15)];
        if (isRandomised || used.length == 0 || tableCount < 2 || tableCount > 6 || selectors.length == 0) {
            throw damaged();
        }
        byte[] order = {0, 1, 2, 3, 4, 5};
        for (int i = 0; i < selectors.length; i++) {
            int index = 0;
            while (bits(1) != 0) {
                if (++index >= tableCount) {
                    throw damaged();
                }
            }
            selectors[i] = toFront(order, index);
        }
        Table[] tables = new Table[tableCount];
        for (int i = 0; i < tableCount; i++) {
            tables[i] = new Table(symbols);
        }
        readSymbols(used, selectors, tables);
        link(origin);
    }

    /** Which bytes there are, in two steps: of each sixteen whether there are any. */
    private byte[] readUsed() throws IOException {
        int groups = bits(16);
        byte[] used = new byte[256];
        int count = 0;
        for (int group = 0; group < 16; group++) {
            int members = (groups & 0x8000 >> group) == 0 ? 0 : bits(16);
            for (int member = 0; member < 16; member++) {
                if ((members & 0x8000 >> member) != 0) {
                    used[count++] = (byte) (group * 16 + member);
                }
            }
        }
        return Arrays.copyOf(used, count);
    }

    private static byte toFront(byte[] order, int index) {
        byte value = order[index];
        System.arraycopy(order, 0, order, 1, index);
        order[0] = value;
        return value;
    }

    /** The two lowest symbols are the digits of how often the foremost byte comes, the highest is the end. */
    private void readSymbols(byte[] used, int[] selectors, Table[] tables) throws IOException {
        int size = 0;
        long run = 0;
        int digit = 0;
        for (int i = 0; ; i++) {
            int group = i / SYMBOLS_OF_A_GROUP;
            if (group >= selectors.length) {
                throw damaged();
            }
            int symbol = tables[selectors[group]].read();
            if (symbol < 2) {
                run += (symbol + 1L) << digit++;
                if (run > block.length - size) {
                    throw damaged();
                }
                continue;
            }
            Arrays.fill(block, size, size + (int) run, used[0] & 0xff);
            size += (int) run;
            run = 0;
            digit = 0;
            if (symbol > used.length) {
                left = size;
                return;
            }
            if (size == block.length) {
                throw damaged();
            }
            block[size++] = toFront(used, symbol - 1) & 0xff;
        }
    }

    /** Undoes the transformation of Burrows and Wheeler. */
    private void link(int origin) throws IOException {
        if (origin >= left) {
            throw damaged();
        }
        int[] next = new int[257];
        for (int i = 0; i < left; i++) {
            next[block[i] + 1]++;
        }
        for (int i = 0; i < 256; i++) {
            next[i + 1] += next[i];
        }
        for (int i = 0; i < left; i++) {
            block[next[block[i] & 0xff]++] |= i << 8;
        }
        position = block[origin] >>> 8;
        last = -1;
        equal = 0;
        crc = -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Four equal bytes are followed by how many more of them there are. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            if (repeat > 0) {
                repeat--;
            } else if (left > 0) {
                int entry = block[position];
                position = entry >>> 8;
                left--;
                int value = entry & 0xff;
                if (equal == 4) {
                    repeat = value;
                    equal = 0;
                    continue;
                }
                equal = value == last ? equal + 1 : 1;
                last = value;
            } else if (isAtEnd) {
                break;
            } else {
                endBlock();
                continue;
            }
            crc = crc << 8 ^ CRC[crc >>> 24 ^ last];
            buffer[offset + count++] = (byte) last;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private void endBlock() throws IOException {
        if (~crc != expectedCrc) {
            throw damaged();
        }
        streamCrc = (streamCrc << 1 | streamCrc >>> 31) ^ expectedCrc;
        nextBlock();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A code of Huffman: the shorter codes are the smaller numbers. */
    private final class Table {
        private final int[] symbols;
        private final int[] end = new int[LONGEST_CODE + 1];
        private final int[] shift = new int[LONGEST_CODE + 1];

        Table(int count) throws IOException {
            int[] lengths = new int[count];
            int length = bits(5);
            for (int i = 0; i < count; i++) {
                while (bits(1) != 0) {
                    length += bits(1) == 0 ? 1 : -1;
                }
                if (length < 1 || length > LONGEST_CODE) {
                    throw damaged();
                }
                lengths[i] = length;
            }
            symbols = new int[count];
            int index = 0;
            int code = 0;
            for (int bits = 1; bits <= LONGEST_CODE; bits++) {
                shift[bits] = code - index;
                for (int i = 0; i < count; i++) {
                    if (lengths[i] == bits) {
                        symbols[index++] = i;
                        code++;
                    }
                }
                end[bits] = code;
                code <<= 1;
            }
        }

        int read() throws IOException {
            int code = 0;
            for (int bits = 1; bits <= LONGEST_CODE; bits++) {
                code = code << 1 | bits(1);
                if (code < end[bits]) {
                    int index = code - shift[bits];
                    return symbols[index];
                }
            }
            throw damaged();
        }
    }
}
