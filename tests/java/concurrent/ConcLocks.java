// java.util.concurrent.locks: holds, queues, conditions, read and write, stamps, park and unpark.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;

public class ConcLocks {
    static void show(String name, Callable<?> action) {
        try {
            System.out.println(name + ": " + action.call());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static String state(Object lock) { return lock.toString().replaceAll(".*\\[", "["); }

    public static void main(String[] args) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        show("free", () -> state(lock) + " " + lock.isLocked() + " " + lock.getHoldCount());
        lock.lock();
        lock.lock();
        show("held", () -> state(lock) + " " + lock.getHoldCount() + " " + lock.isHeldByCurrentThread() + " " + lock.tryLock());
        Thread other = new Thread(() -> show("other", () -> lock.tryLock() + " " + lock.tryLock(1, TimeUnit.MILLISECONDS) + " " + lock.isHeldByCurrentThread()), "other");
        other.start();
        other.join();
        for (int i = 0; i < 3; i++) lock.unlock();
        show("unlock too much", () -> { lock.unlock(); return 0; });
        Condition condition = lock.newCondition();
        show("await without", () -> { condition.await(); return 0; });
        show("signal without", () -> { condition.signal(); return 0; });
        lock.lock();
        show("await times out", () -> condition.awaitNanos(1000) <= 0);
        show("await date", () -> condition.awaitUntil(new Date(0)));
        show("await short", () -> condition.await(1, TimeUnit.MICROSECONDS));
        lock.unlock();
        // A bounded buffer with two conditions.
        Deque<Integer> buffer = new ArrayDeque<>();
        Condition full = lock.newCondition(), empty = lock.newCondition();
        Thread producer = new Thread(() -> {
            for (int i = 1; i <= 200; i++) {
                lock.lock();
                try { while (buffer.size() == 4) full.awaitUninterruptibly(); buffer.add(i); empty.signal(); } finally { lock.unlock(); }
            }
        });
        producer.start();
        int sum = 0;
        for (int i = 1; i <= 200; i++) {
            lock.lock();
            try { while (buffer.isEmpty()) empty.await(); sum += buffer.remove(); full.signal(); } finally { lock.unlock(); }
        }
        System.out.println("consumed " + sum);
        // Waiters of a condition are served in order.
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Thread> waiters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int n = i;
            Thread t = new Thread(() -> { lock.lock(); try { condition.awaitUninterruptibly(); order.add(n); } finally { lock.unlock(); } });
            waiters.add(t);
            t.start();
            for (boolean in = false; !in; Thread.sleep(1)) { lock.lock(); in = lock.getWaitQueueLength(condition) == n + 1; lock.unlock(); }
        }
        lock.lock();
        condition.signalAll();
        lock.unlock();
        for (Thread t : waiters) t.join();
        System.out.println("order " + order);
        ReentrantReadWriteLock rw = new ReentrantReadWriteLock();
        rw.readLock().lock();
        rw.readLock().lock();
        show("read", () -> state(rw) + " " + rw.getReadHoldCount() + " " + rw.getReadLockCount() + " " + rw.writeLock().tryLock());
        Thread reader = new Thread(() -> show("second reader", () -> { boolean got = rw.readLock().tryLock(); if (got) rw.readLock().unlock(); return got + " " + rw.writeLock().tryLock(); }));
        reader.start();
        reader.join();
        rw.readLock().unlock();
        rw.readLock().unlock();
        rw.writeLock().lock();
        rw.readLock().lock();
        rw.writeLock().unlock();
        show("downgraded", () -> state(rw) + " " + rw.isWriteLocked());
        rw.readLock().unlock();
        show("unlock unread", () -> { rw.readLock().unlock(); return 0; });
        show("condition of read", () -> rw.readLock().newCondition());
        StampedLock stamped = new StampedLock();
        long o = stamped.tryOptimisticRead(), w = stamped.writeLock();
        show("stamped", () -> stamped.validate(o) + " " + stamped.isWriteLocked() + " " + stamped.tryReadLock() + " " + stamped.tryOptimisticRead() + " " + StampedLock.isWriteLockStamp(w));
        long r = stamped.tryConvertToReadLock(w);
        show("converted", () -> stamped.isReadLocked() + " " + stamped.getReadLockCount() + " " + (stamped.tryConvertToWriteLock(r) != 0));
        show("wrong stamp", () -> { stamped.unlockRead(12345); return 0; });
        Thread main = Thread.currentThread();
        LockSupport.unpark(main);
        LockSupport.unpark(main);
        LockSupport.park();
        System.out.println("one permit used");
        Thread parked = new Thread(() -> { LockSupport.park("blocker"); System.out.println("unparked"); });
        parked.start();
        while (LockSupport.getBlocker(parked) == null) Thread.sleep(1);
        System.out.println("blocker " + LockSupport.getBlocker(parked));
        LockSupport.unpark(parked);
        parked.join();
        System.out.println(LockSupport.getBlocker(parked) + " ");
        LockSupport.unpark(null);
        LockSupport.parkNanos(-1);
        LockSupport.parkUntil(5);
        Thread early = new Thread(() -> { LockSupport.park(); System.out.println("permit before start?"); });
        early.setDaemon(true);
        System.out.println("fair queue " + new ReentrantLock(true).isFair() + " " + new Semaphore(1, true).isFair());
    }
}

/* expect-output:
free: [Unlocked] false 0
held: [Locked by thread main] 2 true true
other: false false false
unlock too much: java.lang.IllegalMonitorStateException
await without: java.lang.IllegalMonitorStateException
signal without: java.lang.IllegalMonitorStateException
await times out: true
await date: false
await short: false
consumed 20100
order [0, 1, 2, 3]
read: [Write locks = 0, Read locks = 2] 2 2 false
second reader: true false
downgraded: [Write locks = 0, Read locks = 1] false
unlock unread: java.lang.IllegalMonitorStateException: attempt to unlock read lock, not locked by current thread
condition of read: java.lang.UnsupportedOperationException
stamped: false true 0 0 true
converted: true 1 true
wrong stamp: java.lang.IllegalMonitorStateException
one permit used
blocker blocker
unparked
null 
fair queue true true
*/
