import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Native code works in arrays while other threads collect: a small slice of a large array costs what the slice does, and nothing gets lost. */
public class CriticalSections {
    static volatile boolean done;
    static volatile Object garbage;

    static void work(int seed) {
        byte[] data = new byte[1 << 20];
        for (int i = 0; i < data.length; i++) data[i] = (byte) ((i * 31 + seed) >>> 5);
        CRC32 whole = new CRC32(), parts = new CRC32();
        whole.update(data, 0, data.length);
        for (int i = 0; i < data.length; i += 256) parts.update(data, i, 256);
        byte[] packed = new byte[data.length], back = new byte[data.length];
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        int size = deflater.deflate(packed);
        deflater.end();
        try {
            Inflater inflater = new Inflater();
            inflater.setInput(packed, 0, size);
            int at = 0;
            while (at < back.length) at += inflater.inflate(back, at, Math.min(1000, back.length - at));
            inflater.end();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        CRC32 direct = new CRC32();
        direct.update(ByteBuffer.wrap(back));
        if (whole.getValue() != parts.getValue() || whole.getValue() != direct.getValue()) throw new AssertionError("seed " + seed);
    }

    public static void main(String[] args) throws Exception {
        Thread collector = new Thread(() -> {
            while (!done) {
                for (int i = 0; i < 100; i++) garbage = new byte[10_000];
                System.gc();
            }
        });
        collector.start();
        Thread[] workers = new Thread[3];
        for (int t = 0; t < workers.length; t++) {
            int seed = t;
            workers[t] = new Thread(() -> { for (int i = 0; i < 2; i++) work(seed + i); });
            workers[t].start();
        }
        for (Thread worker : workers) worker.join();
        done = true;
        collector.join();
        System.out.println("done"); // expect: done
    }
}
