// stress: -XX:GCStressInterval=100 -Dscale=10
// stress: -XX:+MonitorStress -Dscale=10
// stress: -XX:SafepointStressInterval=100 -Dscale=10

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Contended monitors, wait and notify, java.util.concurrent locks: nothing is lost, nobody waits for ever. */
public class Monitors {
    static final int SCALE = Integer.getInteger("scale", 1);
    static final int THREADS = 8, ROUNDS = 20_000 / SCALE;

    interface Body {
        void run(int thread) throws Exception;
    }

    static void all(int count, Body body) throws Exception {
        List<Thread> threads = new ArrayList<>();
        int[] failed = {0};
        for (int i = 0; i < count; i++) {
            int n = i;
            Thread t = new Thread(() -> {
                try {
                    body.run(n);
                } catch (Throwable e) {
                    e.printStackTrace();
                    synchronized (failed) {
                        failed[0]++;
                    }
                }
            });
            threads.add(t);
            t.start();
        }
        for (Thread t : threads) {
            t.join();
        }
        if (failed[0] > 0) {
            System.out.println("failed threads: " + failed[0]);
        }
    }

    static int counter;

    static synchronized void bump() {
        counter++;
    }

    /** A buffer of one place. */
    static class Cell {
        private Integer value;

        synchronized void put(int v) throws InterruptedException {
            while (value != null) {
                wait();
            }
            value = v;
            notifyAll();
        }

        synchronized int take() throws InterruptedException {
            while (value == null) {
                wait(1000);
            }
            int v = value;
            value = null;
            notifyAll();
            return v;
        }
    }

    public static void main(String[] args) throws Exception {
        all(THREADS, n -> {
            for (int i = 0; i < ROUNDS; i++) {
                bump();
            }
        });
        System.out.println("static monitor: " + (counter == THREADS * ROUNDS));

        Object[] locks = new Object[4];
        int[] counts = new int[4];
        for (int i = 0; i < 4; i++) {
            locks[i] = new Object();
        }
        all(THREADS, n -> {
            for (int i = 0; i < ROUNDS / 4; i++) {
                synchronized (locks[i % 4]) {
                    synchronized (locks[i % 4]) {
                        counts[i % 4] += locks[i % 4].hashCode() == 0 ? 2 : 1;
                    }
                }
            }
        });
        System.out.println("several, recursive: " + (counts[0] + counts[1] + counts[2] + counts[3] == THREADS * (ROUNDS / 4)));

        // A monitor for each object, contended shortly: inflated and dropped.
        int[] short_ = {0};
        for (int round = 0; round < 200 / SCALE; round++) {
            Object fresh = new Object();
            all(3, n -> {
                for (int i = 0; i < 20; i++) {
                    synchronized (fresh) {
                        short_[0]++;
                    }
                }
            });
        }
        System.out.println("short-lived: " + (short_[0] == 200 / SCALE * 60));

        Cell cell = new Cell();
        long[] sums = new long[2];
        int items = ROUNDS / 10;
        all(6, n -> {
            for (int i = 0; i < items; i++) {
                if (n % 2 == 0) {
                    cell.put(i);
                    synchronized (sums) {
                        sums[0] += i;
                    }
                } else {
                    int v = cell.take();
                    synchronized (sums) {
                        sums[1] += v;
                    }
                }
            }
        });
        System.out.println("wait and notifyAll: " + (sums[0] == sums[1]) + " " + (sums[0] == 3L * items * (items - 1) / 2));

        // notify wakes one each: a token ring.
        int ring = 10, laps = ROUNDS / 100;
        Object[] seats = new Object[ring];
        int[] turn = {0};
        for (int i = 0; i < ring; i++) {
            seats[i] = new Object();
        }
        int[] passes = {0};
        boolean[] token = new boolean[ring];
        token[0] = true;
        all(ring, n -> {
            for (int lap = 0; lap < laps; lap++) {
                synchronized (seats[n]) {
                    while (!token[n]) {
                        seats[n].wait();
                    }
                    token[n] = false;
                }
                passes[0]++;
                int next = (n + 1) % ring;
                synchronized (seats[next]) {
                    token[next] = true;
                    seats[next].notify();
                }
            }
        });
        System.out.println("ring: " + (passes[0] == ring * laps) + " " + turn[0]);

        ReentrantLock lock = new ReentrantLock();
        Condition odd = lock.newCondition(), even = lock.newCondition();
        int[] step = {0};
        all(2, n -> {
            for (int i = 0; i < ROUNDS / 20; i++) {
                lock.lock();
                try {
                    while (step[0] % 2 != n) {
                        (n == 0 ? even : odd).await();
                    }
                    step[0]++;
                    (n == 0 ? odd : even).signal();
                } finally {
                    lock.unlock();
                }
            }
        });
        System.out.println("conditions: " + (step[0] == ROUNDS / 20 * 2));

        ReentrantReadWriteLock rw = new ReentrantReadWriteLock();
        long[] pair = new long[2];
        int[] torn = {0};
        all(THREADS, n -> {
            for (int i = 0; i < ROUNDS / 20; i++) {
                if (n < 2) {
                    rw.writeLock().lock();
                    pair[0]++;
                    pair[1]++;
                    rw.writeLock().unlock();
                } else {
                    rw.readLock().lock();
                    if (pair[0] != pair[1]) {
                        torn[0]++;
                    }
                    rw.readLock().unlock();
                }
            }
        });
        System.out.println("read-write: " + (pair[0] == ROUNDS / 20 * 2) + ", torn " + torn[0]);

        CyclicBarrier barrier = new CyclicBarrier(5);
        CountDownLatch latch = new CountDownLatch(5);
        all(5, n -> {
            for (int i = 0; i < 200 / SCALE; i++) {
                barrier.await();
            }
            latch.countDown();
            latch.await();
        });
        Exchanger<Integer> exchanger = new Exchanger<>();
        long[] got = new long[2];
        all(2, n -> {
            for (int i = 0; i < 500 / SCALE; i++) {
                got[n] += exchanger.exchange(i + n);
            }
        });
        System.out.println("barrier " + latch.getCount() + ", exchanger " + (got[0] - got[1] == 500 / SCALE));

        // Illegal states, under load.
        int[] illegal = {0};
        all(4, n -> {
            Object o = new Object();
            for (int i = 0; i < 1000 / SCALE; i++) {
                try {
                    o.notify();
                } catch (IllegalMonitorStateException e) {
                    synchronized (illegal) {
                        illegal[0]++;
                    }
                }
                try {
                    o.wait(1);
                } catch (IllegalMonitorStateException e) {
                    synchronized (illegal) {
                        illegal[0]++;
                    }
                }
            }
        });
        System.out.println("illegal: " + (illegal[0] == 4 * (1000 / SCALE) * 2));
        System.out.println(new ArrayDeque<>(List.of("end")).pop());
    }
}
