// options: -Xmx64m
// facts: fact
// stress: -XX:GCStressInterval=2000
// stress: -Xcomp

import java.util.concurrent.atomic.AtomicLong;

/** SIGQUIT thread dumps and stack walks of all threads while they allocate, lock and recurse. */
public class Dumps {
    static volatile boolean stop;
    static final Object LOCK = new Object();
    static final AtomicLong work = new AtomicLong();

    static int busy(int n) {
        byte[] b = new byte[64 + n];
        if (n == 0) {
            synchronized (LOCK) {
                work.incrementAndGet();
            }
            return b.length;
        }
        return busy(n - 1) + b.length;
    }

    public static void main(String[] args) throws Exception {
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                while (!stop) {
                    busy(20);
                }
            }, "busy-" + i);
            threads[i].start();
        }
        int seen = 0;
        for (int i = 0; i < 10; i++) {
            new ProcessBuilder("sh", "-c", "kill -s QUIT $0", "" + ProcessHandle.current().pid()).start().waitFor();
            var all = Thread.getAllStackTraces();
            for (Thread t : threads) {
                seen += all.containsKey(t) ? 1 : 0;
                t.getStackTrace();
            }
            long before = work.get();
            while (work.get() < before + 10) {
                Thread.yield();
            }
        }
        stop = true;
        for (Thread t : threads) {
            t.join();
        }
        System.out.println("fact seen " + seen + ", worked " + (work.get() > 0));
    }
}
