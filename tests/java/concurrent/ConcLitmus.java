// Memory-model litmus tests: outcomes that the specification forbids must never be seen (JLS 17.4).
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicLong;

public class ConcLitmus {
    static final int ROUNDS = 4000;
    static volatile int vx, vy;
    static int x, y, data;
    static volatile boolean ready;
    static final class Final { final int a; final int[] b; Final(int n) { a = n; b = new int[] {n, n}; } }
    static Final published;
    static volatile long volatileLong;
    static int r1, r2;
    static Object lock = new Object();

    interface Body { void run(int round); }

    /** Runs the bodies side by side, again and again; `check` sees the result of each round. */
    static int count(Runnable reset, Runnable check, int[] bad, Body... bodies) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(bodies.length, () -> { });
        int batch = 40;
        Thread[] threads = new Thread[bodies.length];
        for (int i = 0; i < bodies.length; i++) {
            int n = i;
            threads[i] = new Thread(() -> {
                try {
                    for (int round = 0; round < batch; round++) {
                        barrier.await();
                        if (n == 0) reset.run();
                        barrier.await();
                        bodies[n].run(round);
                        barrier.await();
                        if (n == 0) check.run();
                    }
                } catch (Exception e) {
                    throw new Error(e);
                }
            });
            threads[i].start();
        }
        for (Thread t : threads) t.join();
        return bad[0];
    }

    public static void main(String[] args) throws Exception {
        int[] bad = {0};
        // Dekker with volatiles: not both 0.
        System.out.println("store buffering " + count(() -> { vx = 0; vy = 0; }, () -> { if (r1 == 0 && r2 == 0) bad[0]++; }, bad,
                n -> { vx = 1; r1 = vy; }, n -> { vy = 1; r2 = vx; }));
        // Message passing over a volatile: seen flag, seen data.
        bad[0] = 0;
        Thread reader = new Thread(() -> { for (int i = 1; i <= ROUNDS; i++) { while (vx < i) Thread.onSpinWait(); if (data < i) bad[0]++; vy = i; } });
        vx = vy = data = 0;
        reader.start();
        for (int i = 1; i <= ROUNDS / 10; i++) { data = i; vx = i; while (vy < i) Thread.yield(); }
        data = ROUNDS; vx = ROUNDS;
        reader.join();
        System.out.println("message passing " + bad[0]);
        // Final fields are seen complete even through a race.
        bad[0] = 0;
        published = null;
        Thread racer = new Thread(() -> { for (int i = 0; i < ROUNDS * 5; i++) { Final f = published; if (f != null && (f.b == null || f.a != f.b[0] || f.a != f.b[1])) bad[0]++; } });
        racer.start();
        for (int i = 1; i < ROUNDS * 3; i++) published = new Final(i);
        racer.join();
        System.out.println("final fields " + bad[0]);
        // A volatile long is never torn.
        bad[0] = 0;
        Thread tearing = new Thread(() -> { for (int i = 0; i < ROUNDS * 5; i++) { long v = volatileLong; if (v != 0 && v != -1) bad[0]++; } });
        tearing.start();
        for (int i = 0; i < ROUNDS * 3; i++) volatileLong = -(i & 1);
        tearing.join();
        System.out.println("tearing " + bad[0]);
        // Neighbouring bytes do not disturb each other (JLS 17.6).
        byte[] bytes = new byte[3];
        Thread[] writers = new Thread[3];
        int[] lost = {0, 0, 0};
        for (int w = 0; w < 3; w++) {
            int n = w;
            writers[w] = new Thread(() -> { byte mine = 0; for (int i = 0; i < ROUNDS * 2; i++) { if (bytes[n] != mine) lost[n]++; bytes[n] = ++mine; } });
            writers[w].start();
        }
        for (Thread t : writers) t.join();
        System.out.println("word tearing " + (lost[0] + lost[1] + lost[2]));
        // Coherence: a single variable never runs backwards.
        bad[0] = 0;
        vx = 0;
        Thread watcher = new Thread(() -> { int last = 0; while (last < ROUNDS) { int now = vx; if (now < last) bad[0]++; last = now; } });
        watcher.start();
        for (int i = 1; i <= ROUNDS; i++) vx = i;
        watcher.join();
        System.out.println("coherence " + bad[0]);
        // What is written under a lock is seen under the lock; start and join order.
        bad[0] = 0;
        x = y = 0;
        Thread locker = new Thread(() -> { for (int i = 0; i < ROUNDS; i++) synchronized (lock) { if (x != y) bad[0]++; x++; y++; } });
        locker.start();
        for (int i = 0; i < ROUNDS; i++) synchronized (lock) { if (x != y) bad[0]++; x++; y++; }
        locker.join();
        System.out.println("locks " + bad[0] + " " + x + " " + y);
        int total = 0;
        for (int i = 0; i < 30; i++) { int n = i; x = n; Thread t = new Thread(() -> y = x + 1); t.start(); t.join(); total += y; }
        System.out.println("start and join " + total);
        // Independent reads of independent writes: both readers agree on the order.
        int[] a = new int[4];
        bad[0] = 0;
        System.out.println("iriw " + count(() -> { vx = 0; vy = 0; }, () -> { if (a[0] == 1 && a[1] == 0 && a[2] == 1 && a[3] == 0) bad[0]++; }, bad,
                n -> vx = 1, n -> vy = 1, n -> { a[0] = vx; a[1] = vy; }, n -> { a[2] = vy; a[3] = vx; }));
    }
}

/* expect-output:
store buffering 0
message passing 0
final fields 0
tearing 0
word tearing 0
coherence 0
locks 0 8000 8000
start and join 465
iriw 0
*/
