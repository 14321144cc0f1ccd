// Latches, barriers, phasers, semaphores, exchangers and blocking queues.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;

public class ConcSynchronizers {
    static void show(String name, Callable<?> action) {
        try {
            System.out.println(name + ": " + String.valueOf(action.call()).replaceAll("@[0-9a-f]+", "@N"));
        } catch (Throwable e) {
            System.out.println(name + ": " + e.toString().replaceAll("@[0-9a-f]+", "@N"));
        }
    }

    static Thread start(Callable<?> body) {
        Thread t = new Thread(() -> { try { body.call(); } catch (Exception e) { System.out.println("thread: " + e); } });
        t.start();
        return t;
    }

    public static void main(String[] args) throws Exception {
        CountDownLatch latch = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) start(() -> { latch.countDown(); return 0; });
        latch.await();
        show("latch", () -> latch.getCount() + " " + latch.await(0, TimeUnit.SECONDS) + " " + new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS));
        show("negative latch", () -> new CountDownLatch(-1));
        AtomicInteger trips = new AtomicInteger();
        CyclicBarrier barrier = new CyclicBarrier(3, trips::incrementAndGet);
        List<Thread> threads = new ArrayList<>();
        AtomicInteger last = new AtomicInteger();
        for (int i = 0; i < 3; i++) threads.add(start(() -> { for (int k = 0; k < 5; k++) if (barrier.await() == 0) last.incrementAndGet(); return 0; }));
        for (Thread t : threads) t.join();
        show("barrier", () -> trips + " " + last + " " + barrier.getParties() + " " + barrier.getNumberWaiting());
        show("barrier timeout", () -> barrier.await(1, TimeUnit.MILLISECONDS));
        show("broken", () -> barrier.isBroken());
        show("await broken", () -> barrier.await());
        barrier.reset();
        show("reset", () -> barrier.isBroken());
        CyclicBarrier failing = new CyclicBarrier(1, () -> { throw new IllegalStateException("action"); });
        show("failing action", failing::await);
        Phaser phaser = new Phaser(1) { protected boolean onAdvance(int phase, int parties) { return phase >= 3 || parties == 0; } };
        List<Thread> phased = new ArrayList<>();
        AtomicInteger[] reached = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
        for (int i = 0; i < 3; i++) {
            phaser.register();
            phased.add(start(() -> { while (!phaser.isTerminated()) { int p = phaser.getPhase(); if (p >= 0) reached[p].incrementAndGet(); phaser.arriveAndAwaitAdvance(); } return 0; }));
        }
        while (!phaser.isTerminated()) phaser.arriveAndAwaitAdvance();
        for (Thread t : phased) t.join();
        show("phaser", () -> Arrays.toString(reached) + " " + phaser.isTerminated() + " " + phaser.getRegisteredParties() + " " + (phaser.getPhase() < 0));
        show("phaser alone", () -> { Phaser p = new Phaser(2); int a = p.arrive(); int b = p.arriveAndDeregister(); return a + " " + b + " " + p.getPhase() + " " + p.getRegisteredParties() + " " + p.awaitAdvance(0); });
        show("phaser empty", () -> new Phaser().arrive());
        Semaphore semaphore = new Semaphore(2);
        show("semaphore", () -> semaphore.tryAcquire() + " " + semaphore.tryAcquire(2) + " " + semaphore.availablePermits() + " " + semaphore.drainPermits() + " " + semaphore.tryAcquire(1, TimeUnit.MILLISECONDS));
        semaphore.release(5);
        show("released", () -> semaphore.availablePermits() + " " + semaphore);
        Exchanger<String> exchanger = new Exchanger<>();
        String[] got = new String[1];
        Thread t = start(() -> got[0] = exchanger.exchange("from thread"));
        show("exchanged", () -> exchanger.exchange("from main"));
        t.join();
        System.out.println(got[0]);
        show("exchange timeout", () -> exchanger.exchange("x", 1, TimeUnit.MILLISECONDS));
        for (BlockingQueue<Integer> q : List.of(new ArrayBlockingQueue<Integer>(2), new LinkedBlockingQueue<Integer>(2), new LinkedBlockingDeque<Integer>(2), new SynchronousQueue<Integer>(true), new LinkedTransferQueue<Integer>(), new PriorityBlockingQueue<Integer>(2))) {
            Thread producer = start(() -> { for (int i = 1; i <= 100; i++) q.put(i); return 0; });
            int sum = 0;
            boolean ordered = true;
            for (int i = 1, before = 0; i <= 100; i++) { int v = q.take(); sum += v; ordered &= v > before; before = v; }
            producer.join();
            show(q.getClass().getSimpleName(), () -> q.poll() + " " + q.poll(1, TimeUnit.MILLISECONDS) + " " + q.remainingCapacity());
            System.out.println("  " + sum + " " + (ordered || q instanceof PriorityBlockingQueue));
        }
        show("add to full", () -> { Queue<Integer> q = new ArrayBlockingQueue<>(1); q.add(1); return q.offer(2) + " " + q.add(3); });
        show("drain", () -> { LinkedBlockingQueue<Integer> q = new LinkedBlockingQueue<>(List.of(1, 2, 3)); List<Integer> l = new ArrayList<>(); return q.drainTo(l, 2) + " " + l + q; });
        DelayQueue<Delay> delays = new DelayQueue<>();
        long base = System.nanoTime();
        for (int d : new int[] {20, 1, 10}) delays.add(new Delay(d, base + d * 1_000_000L));
        show("delays", () -> delays.take().name + " " + delays.take().name + " " + delays.take().name);
        LinkedTransferQueue<String> transfer = new LinkedTransferQueue<>();
        show("tryTransfer", () -> transfer.tryTransfer("x") + " " + transfer.hasWaitingConsumer());
        Thread taker = start(transfer::take);
        transfer.transfer("y");
        taker.join();
        show("transferred", transfer::isEmpty);
    }

    record Delay(int name, long at) implements Delayed {
        public long getDelay(TimeUnit unit) { return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS); }
        public int compareTo(Delayed other) { return Long.compare(at, ((Delay) other).at); }
    }
}

/* expect-output:
latch: 0 true false
negative latch: java.lang.IllegalArgumentException: count < 0
barrier: 5 5 3 0
barrier timeout: java.util.concurrent.TimeoutException
broken: true
await broken: java.util.concurrent.BrokenBarrierException
reset: false
failing action: java.lang.IllegalStateException: action
phaser: [3, 3, 3, 3] true 4 true
phaser alone: 0 0 1 1 1
phaser empty: java.lang.IllegalStateException: Attempted arrival of unregistered party for java.util.concurrent.Phaser@N[phase = 0 parties = 0 arrived = 0]
semaphore: true false 1 1 false
released: 5 java.util.concurrent.Semaphore@N[Permits = 5]
exchanged: from thread
from main
exchange timeout: java.util.concurrent.TimeoutException
ArrayBlockingQueue: null null 2
  5050 true
LinkedBlockingQueue: null null 2
  5050 true
LinkedBlockingDeque: null null 2
  5050 true
SynchronousQueue: null null 0
  5050 true
LinkedTransferQueue: null null 2147483647
  5050 true
PriorityBlockingQueue: null null 2147483647
  5050 true
add to full: java.lang.IllegalStateException: Queue full
drain: 2 [1, 2][3]
delays: 1 10 20
tryTransfer: false false
transferred: true
*/
