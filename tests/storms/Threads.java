// stress: -XX:GCStressInterval=500 -Dscale=10
// stress: -XX:SafepointStressInterval=200 -Dscale=10

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** 10,000 threads started and joined, at most 200 alive at once, and what each of them leaves behind. */
public class Threads {
    static final int COUNT = 10_000 / Integer.getInteger("scale", 1);

    public static void main(String[] args) throws Exception {
        Semaphore room = new Semaphore(200);
        AtomicInteger alive = new AtomicInteger(), most = new AtomicInteger(), uncaught = new AtomicInteger();
        AtomicLong sum = new AtomicLong();
        ConcurrentLinkedQueue<Thread> started = new ConcurrentLinkedQueue<>();
        ThreadLocal<int[]> local = ThreadLocal.withInitial(() -> new int[8]);
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> uncaught.incrementAndGet());
        for (int i = 0; i < COUNT; i++) {
            int n = i;
            room.acquire();
            Thread thread = new Thread(() -> {
                int now = alive.incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                try {
                    local.get()[n % 8] = n;
                    if (n % 3 == 0) {
                        Thread.yield();
                    }
                    sum.addAndGet(local.get()[n % 8]);
                    if (n % 100 == 7) {
                        throw new IllegalStateException("thread " + n);
                    }
                } finally {
                    alive.decrementAndGet();
                    room.release();
                }
            }, "storm-" + i);
            thread.setDaemon(i % 2 == 0);
            thread.start();
            started.add(thread);
            if (started.size() > 400) {
                for (int k = 0; k < 200; k++) {
                    started.poll().join();
                }
            }
        }
        int left = 0;
        for (Thread thread : started) {
            thread.join();
            left += thread.isAlive() || thread.getState() != Thread.State.TERMINATED ? 1 : 0;
        }
        System.out.println("sum " + (sum.get() == (long) COUNT * (COUNT - 1) / 2) + ", at most 200 " + (most.get() <= 200) + ", alive " + alive
                + ", uncaught " + (uncaught.get() == COUNT / 100) + ", not ended " + left);
        System.out.println("threads left of the group: " + Thread.currentThread().getThreadGroup().activeCount());
    }
}
