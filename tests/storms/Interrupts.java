// stress: -XX:GCStressInterval=200 -Dscale=10
// stress: -XX:+MonitorStress -Dscale=10

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Threads interrupted while they sleep, wait, park, join, block in a queue or run: each interrupt arrives once. */
public class Interrupts {
    static final int COUNT = 500 / Integer.getInteger("scale", 1);

    interface Blocking {
        void run() throws InterruptedException;
    }

    static void storm(String name, Blocking blocking) throws Exception {
        int[] interrupted = {0}, flag = {0};
        for (int i = 0; i < COUNT; i += 10) {
            List<Thread> threads = new ArrayList<>();
            CountDownLatch running = new CountDownLatch(10);
            for (int k = 0; k < 10; k++) {
                Thread t = new Thread(() -> {
                    running.countDown();
                    boolean thrown = false;
                    try {
                        blocking.run();
                    } catch (InterruptedException e) {
                        thrown = true;
                    }
                    synchronized (interrupted) {
                        interrupted[0] += thrown ? 1 : 0;
                        flag[0] += Thread.currentThread().isInterrupted() ? 1 : 0;
                    }
                });
                t.start();
                threads.add(t);
            }
            running.await();
            for (Thread t : threads) {
                t.interrupt();
            }
            for (Thread t : threads) {
                t.join();
            }
        }
        System.out.println(name + ": thrown " + interrupted[0] * 500L / COUNT + ", flag left " + flag[0] * 500L / COUNT);
    }

    public static void main(String[] args) throws Exception {
        Object monitor = new Object();
        storm("sleep", () -> Thread.sleep(1_000_000));
        storm("wait", () -> {
            synchronized (monitor) {
                while (true) {
                    monitor.wait();
                }
            }
        });
        storm("timed wait", () -> {
            synchronized (monitor) {
                monitor.wait(1_000_000);
            }
        });
        storm("park", () -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
        });
        storm("parkNanos", () -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(1_000_000_000_000L);
            }
        });
        ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(1);
        storm("queue", queue::take);
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        storm("lockInterruptibly", lock::lockInterruptibly);
        lock.unlock();
        Thread sleeper = new Thread(() -> {
            try {
                Thread.sleep(100_000_000);
            } catch (InterruptedException e) {
                System.out.println("sleeper woken");
            }
        });
        sleeper.start();
        storm("join", sleeper::join);
        sleeper.interrupt();
        sleeper.join();
        storm("busy", () -> {
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
        });
        Thread.currentThread().interrupt();
        try {
            Thread.sleep(1);
            System.out.println("slept");
        } catch (InterruptedException e) {
            System.out.println("main: " + e.getMessage() + " " + Thread.interrupted());
        }
    }
}
