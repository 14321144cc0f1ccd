// Threads that wait for each other's monitors are found, with what they wait for.
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

public class MonitorDeadlock {
    static Thread thread(String name, CountDownLatch latch, Object first, Object second) {
        Thread thread = new Thread(() -> {
            synchronized (first) {
                latch.countDown();
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    return;
                }
                synchronized (second) {
                    System.out.println("not reached");
                }
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public static void main(String[] args) throws Exception {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        System.out.println(Arrays.toString(bean.findMonitorDeadlockedThreads())); // expect: null
        Object[] locks = {new Object(), new Object(), new Object()};
        CountDownLatch latch = new CountDownLatch(3);
        Thread[] threads = {
            thread("A", latch, locks[0], locks[1]),
            thread("B", latch, locks[1], locks[2]), thread("C", latch, locks[2], locks[0]),
        };
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
        }
        long[] found = bean.findMonitorDeadlockedThreads();
        Arrays.sort(found);
        for (ThreadInfo info : bean.getThreadInfo(found)) {
            System.out.println(info.getThreadName() + " " + info.getThreadState() + " " + info.getLockOwnerName() + " "
                    + info.getLockInfo().getClassName() + " " + info.isSuspended() + " " + info.isInNative());
        }
        // expect: A BLOCKED B java.lang.Object false false
        // expect: B BLOCKED C java.lang.Object false false
        // expect: C BLOCKED A java.lang.Object false false
    }
}
