// Interruption: of sleep, wait, join, park, blocking queues, before and during; the flag afterwards.
import java.util.concurrent.*;
import java.util.concurrent.locks.*;

public class ConcInterrupt {
    interface Action { void run() throws Exception; }

    static void show(String name, Action action) {
        String outcome;
        try {
            action.run();
            outcome = "returned";
        } catch (Exception e) {
            outcome = e.toString();
        }
        System.out.println(name + ": " + outcome + ", flag " + Thread.interrupted() + " " + Thread.currentThread().isInterrupted());
    }

    static void before(String name, Action action) {
        Thread.currentThread().interrupt();
        show(name + " with flag set", action);
    }

    static void during(String name, Action action) throws Exception {
        Thread t = new Thread(() -> show(name + " interrupted", action));
        t.start();
        while (t.getState() != Thread.State.WAITING && t.getState() != Thread.State.TIMED_WAITING) Thread.sleep(1);
        t.interrupt();
        t.join();
    }

    public static void main(String[] args) throws Exception {
        Object lock = new Object();
        ReentrantLock mutex = new ReentrantLock();
        Condition condition = mutex.newCondition();
        Thread forever = new Thread(() -> LockSupport.park(lock));
        forever.setDaemon(true);
        forever.start();
        before("sleep", () -> Thread.sleep(1_000_000));
        before("sleep 0", () -> Thread.sleep(0));
        before("wait", () -> { synchronized (lock) { lock.wait(); } });
        before("wait timed", () -> { synchronized (lock) { lock.wait(1_000_000); } });
        before("join", () -> forever.join());
        before("join of a dead one", () -> { Thread dead = new Thread(() -> { }); boolean flag = Thread.interrupted(); dead.start(); dead.join(); if (flag) Thread.currentThread().interrupt(); dead.join(); });
        before("park", () -> LockSupport.park());
        before("parkNanos", () -> LockSupport.parkNanos(1_000_000_000_000L));
        before("lockInterruptibly", () -> mutex.lockInterruptibly());
        before("lock", () -> { mutex.lock(); mutex.unlock(); });
        before("tryLock", () -> { if (mutex.tryLock()) mutex.unlock(); });
        before("tryLock timed", () -> mutex.tryLock(1, TimeUnit.DAYS));
        before("take", () -> new LinkedBlockingQueue<>().take());
        before("poll", () -> new ArrayBlockingQueue<>(1).poll());
        before("latch", () -> new CountDownLatch(1).await());
        before("open latch", () -> new CountDownLatch(0).await());
        before("semaphore", () -> new Semaphore(1).acquire());
        before("uninterruptibly", () -> new Semaphore(1).acquireUninterruptibly());
        before("barrier", () -> new CyclicBarrier(2).await());
        before("future", () -> new CompletableFuture<>().get());
        before("future join of a done one", () -> CompletableFuture.completedFuture(1).join());
        during("sleep", () -> Thread.sleep(1_000_000));
        during("wait", () -> { synchronized (lock) { lock.wait(); } });
        during("wait timed", () -> { synchronized (lock) { lock.wait(1_000_000); } });
        during("join", () -> forever.join());
        during("park", () -> LockSupport.park());
        during("parkNanos", () -> LockSupport.parkNanos(1_000_000_000_000L));
        during("condition", () -> { mutex.lock(); try { condition.await(); } finally { mutex.unlock(); } });
        during("take", () -> new SynchronousQueue<>().take());
        during("put", () -> new SynchronousQueue<>().put(1));
        during("exchange", () -> new Exchanger<>().exchange(1));
        during("latch", () -> new CountDownLatch(1).await());
        during("future", () -> new FutureTask<>(() -> 1).get());
        during("phaser", () -> new Phaser(1).awaitAdvanceInterruptibly(0));
        Thread dead = new Thread(() -> { });
        dead.start();
        dead.join();
        dead.interrupt();
        System.out.println("interrupting the dead " + dead.isInterrupted());
        Thread unborn = new Thread(() -> System.out.println("unborn " + Thread.interrupted()));
        unborn.interrupt();
        System.out.println("unborn flag " + unborn.isInterrupted());
        unborn.start();
        unborn.join();
        mutex.lock();
        Thread stubborn = new Thread(() -> { mutex.lock(); System.out.println("got the lock, flag " + Thread.interrupted()); mutex.unlock(); });
        stubborn.start();
        while (!mutex.hasQueuedThread(stubborn)) Thread.sleep(1);
        stubborn.interrupt();
        mutex.unlock();
        stubborn.join();
    }
}

/* expect-output:
sleep with flag set: java.lang.InterruptedException: sleep interrupted, flag false false
sleep 0 with flag set: java.lang.InterruptedException: sleep interrupted, flag false false
wait with flag set: java.lang.InterruptedException, flag false false
wait timed with flag set: java.lang.InterruptedException, flag false false
join with flag set: java.lang.InterruptedException, flag false false
join of a dead one with flag set: returned, flag true false
park with flag set: returned, flag true false
parkNanos with flag set: returned, flag true false
lockInterruptibly with flag set: java.lang.InterruptedException, flag false false
lock with flag set: returned, flag true false
tryLock with flag set: returned, flag true false
tryLock timed with flag set: java.lang.InterruptedException, flag false false
take with flag set: java.lang.InterruptedException, flag false false
poll with flag set: returned, flag true false
latch with flag set: java.lang.InterruptedException, flag false false
open latch with flag set: java.lang.InterruptedException, flag false false
semaphore with flag set: java.lang.InterruptedException, flag false false
uninterruptibly with flag set: returned, flag true false
barrier with flag set: java.lang.InterruptedException, flag false false
future with flag set: java.lang.InterruptedException, flag false false
future join of a done one with flag set: returned, flag true false
sleep interrupted: java.lang.InterruptedException: sleep interrupted, flag false false
wait interrupted: java.lang.InterruptedException, flag false false
wait timed interrupted: java.lang.InterruptedException, flag false false
join interrupted: java.lang.InterruptedException, flag false false
park interrupted: returned, flag true false
parkNanos interrupted: returned, flag true false
condition interrupted: java.lang.InterruptedException, flag false false
take interrupted: java.lang.InterruptedException, flag false false
put interrupted: java.lang.InterruptedException, flag false false
exchange interrupted: java.lang.InterruptedException, flag false false
latch interrupted: java.lang.InterruptedException, flag false false
future interrupted: java.lang.InterruptedException, flag false false
phaser interrupted: java.lang.InterruptedException, flag false false
interrupting the dead true
unborn flag true
unborn true
got the lock, flag true
*/
