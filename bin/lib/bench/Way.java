import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A long way to a server on this machine: passes connections on, and each byte late. Arguments: the port to listen at, that
 * of the server, the milliseconds there and back, and how many MiB a second a connection takes in each direction, 0 for as
 * many as come.
 */
class Way {
    private record Piece(long due, byte[] bytes) {}

    private static final int PIECE = 16 * 1024;
    /** So much is under way at most in one direction of a connection, as by the window of a TCP. */
    private static final int PIECES = 256;

    public static void main(String[] args) throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        long delay = Long.parseLong(args[2]) * 1_000_000 / 2;
        long rate = Long.parseLong(args[3]) * 1024 * 1024;
        try (ServerSocket listening = new ServerSocket(Integer.parseInt(args[0]), 1000, here)) {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(here, Integer.parseInt(args[1]));
                pass(client, server, delay, rate);
                pass(server, client, delay, rate);
            }
        }
    }

    private static void pass(Socket from, Socket to, long delay, long rate) throws IOException {
        to.setTcpNoDelay(true);
        BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(PIECES);
        start(() -> {
            long free = System.nanoTime();
            for (byte[] bytes = {0}; bytes.length > 0; ) {
                bytes = read(from.getInputStream());
                free = Math.max(free, System.nanoTime()) + (rate == 0 ? 0 : bytes.length * 1_000_000_000L / rate);
                underWay.put(new Piece(free + delay, bytes));
            }
        });
        start(() -> {
            for (Piece piece; (piece = underWay.take()).bytes.length > 0; ) {
                TimeUnit.NANOSECONDS.sleep(piece.due - System.nanoTime());
                to.getOutputStream().write(piece.bytes);
            }
            to.close();
        });
    }

    /** Returns what has come; nothing at the end, also if that is a broken connection. */
    private static byte[] read(InputStream in) {
        byte[] buffer = new byte[PIECE];
        try {
            return Arrays.copyOf(buffer, Math.max(0, in.read(buffer)));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                // One side is gone: so is the connection.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
