// The locks of a thread: monitors with the frame that entered them, ownable synchronizers, deadlocks of both.
import java.lang.management.*;
import java.util.*;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

public class LocksHeld {
    static class First { }
    static class Second { }
    static class Third { }
    static final Object FIRST = new First(), SECOND = new Second(), THIRD = new Third();
    static final ReentrantLock LOCK = new ReentrantLock();
    static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();

    static synchronized void nested(String name) {
        synchronized (FIRST) {
            synchronized (SECOND) {
                LOCK.lock();
                try {
                    again(name);
                } finally {
                    LOCK.unlock();
                }
            }
            synchronized (THIRD) {
                show(name + " later", Thread.currentThread().getId());
            }
        }
        show(name + " outside", Thread.currentThread().getId());
    }

    static void again(String name) {
        synchronized (FIRST) {
            show(name, Thread.currentThread().getId());
        }
    }

    static void show(String title, long id) {
        ThreadInfo info = BEAN.getThreadInfo(new long[] {id}, true, true)[0];
        System.out.println(title + ":");
        for (MonitorInfo monitor : info.getLockedMonitors()) {
            System.out.println("  " + monitor.getClassName() + " in " + monitor.getLockedStackFrame().getMethodName());
        }
        for (LockInfo lock : info.getLockedSynchronizers()) {
            System.out.println("  " + lock.getClassName());
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(BEAN.isObjectMonitorUsageSupported() + " " + BEAN.isSynchronizerUsageSupported());
        nested("self");
        ThreadInfo without = BEAN.getThreadInfo(new long[] {Thread.currentThread().getId()}, false, false)[0];
        System.out.println(without.getLockedMonitors().length + " " + without.getLockedSynchronizers().length);

        ReentrantLock a = new ReentrantLock(), b = new ReentrantLock();
        CountDownLatch latch = new CountDownLatch(2);
        Thread[] threads = {crossing("A", latch, a, b), crossing("B", latch, b, a)};
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING || !a.hasQueuedThreads() || !b.hasQueuedThreads()) Thread.onSpinWait();
        }
        System.out.println(Arrays.toString(BEAN.findMonitorDeadlockedThreads()));
        for (ThreadInfo info : BEAN.getThreadInfo(BEAN.findDeadlockedThreads(), true, true)) {
            System.out.println(info.getThreadName() + " waits for " + info.getLockOwnerName() + " " + info.getLockInfo().getClassName()
                    + " holds " + info.getLockedSynchronizers().length);
        }
    }

    static Thread crossing(String name, CountDownLatch latch, ReentrantLock first, ReentrantLock second) {
        Thread thread = new Thread(() -> {
            first.lock();
            latch.countDown();
            try {
                latch.await();
            } catch (InterruptedException e) {
                return;
            }
            second.lock();
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}

/* expect-output:
true true
self:
  LocksHeld$First in again
  LocksHeld$Second in nested
  LocksHeld$First in nested
  java.lang.Class in nested
  java.util.concurrent.locks.ReentrantLock$NonfairSync
self later:
  LocksHeld$Third in nested
  LocksHeld$First in nested
  java.lang.Class in nested
self outside:
  java.lang.Class in nested
0 0
null
A waits for B java.util.concurrent.locks.ReentrantLock$NonfairSync holds 1
B waits for A java.util.concurrent.locks.ReentrantLock$NonfairSync holds 1
*/
