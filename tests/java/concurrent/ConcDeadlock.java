// ThreadMXBean: deadlocks of monitors and of locks, thread infos with locked monitors, contention counts, dumps.
import java.lang.management.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;

public class ConcDeadlock {
    static final class A { } static final class B { }

    static void lockBoth(Object first, Object second, CyclicBarrier meet) {
        synchronized (first) {
            try { meet.await(); } catch (Exception e) { throw new Error(e); }
            synchronized (second) { }
        }
    }

    static Thread daemon(String name, Runnable r) {
        Thread t = new Thread(r, name);
        t.setDaemon(true);
        t.start();
        return t;
    }

    static void await(Thread t, Thread.State s) throws Exception { while (t.getState() != s) Thread.sleep(1); }

    public static void main(String[] args) throws Exception {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        System.out.println("none " + (bean.findDeadlockedThreads() == null) + " " + (bean.findMonitorDeadlockedThreads() == null));
        A a = new A();
        B b = new B();
        CyclicBarrier meet = new CyclicBarrier(2);
        Thread one = daemon("one", () -> lockBoth(a, b, meet)), two = daemon("two", () -> lockBoth(b, a, meet));
        await(one, Thread.State.BLOCKED);
        await(two, Thread.State.BLOCKED);
        long[] found = null;
        while (found == null) found = bean.findMonitorDeadlockedThreads();
        Arrays.sort(found);
        System.out.println("monitors " + (found.length == 2 && found[0] == Math.min(one.getId(), two.getId()) && found[1] == Math.max(one.getId(), two.getId())));
        ThreadInfo info = bean.getThreadInfo(one.getId(), Integer.MAX_VALUE);
        System.out.println(info.getThreadName() + " " + info.getThreadState() + " waits for " + info.getLockInfo().getClassName() + " of " + info.getLockOwnerName() + " " + (info.getLockOwnerId() == two.getId())
                + " " + info.getLockName().startsWith("ConcDeadlock$B@") + " " + info.getStackTrace()[0].getMethodName() + " blocked " + info.getBlockedCount() + " native " + info.isInNative() + " suspended " + info.isSuspended());
        for (ThreadInfo full : bean.getThreadInfo(new long[] {one.getId(), two.getId()}, true, true)) {
            for (MonitorInfo m : full.getLockedMonitors()) System.out.println(full.getThreadName() + " locked " + m.getClassName() + " at depth " + m.getLockedStackDepth() + " in " + m.getLockedStackFrame().getMethodName() + " " + (m.getIdentityHashCode() == System.identityHashCode(full.getThreadName().equals("one") ? a : b)));
        }
        ReentrantLock x = new ReentrantLock(), y = new ReentrantLock();
        Thread three = daemon("three", () -> { x.lock(); try { meet.await(); } catch (Exception e) { } y.lock(); });
        Thread four = daemon("four", () -> { y.lock(); try { meet.await(); } catch (Exception e) { } x.lock(); });
        await(three, Thread.State.WAITING);
        await(four, Thread.State.WAITING);
        while (!x.hasQueuedThreads() || !y.hasQueuedThreads() || bean.findDeadlockedThreads().length < 4) Thread.sleep(1);
        System.out.println("with locks " + bean.findDeadlockedThreads().length + " monitors only " + bean.findMonitorDeadlockedThreads().length);
        ThreadInfo locks = bean.getThreadInfo(new long[] {three.getId()}, false, true)[0];
        System.out.println(locks.getThreadState() + " " + locks.getLockInfo().getClassName() + " owner " + locks.getLockOwnerName() + " owns " + locks.getLockedSynchronizers().length + " " + locks.getLockedSynchronizers()[0].getClassName());
        System.out.println(bean.getThreadInfo(987654321L) + " " + bean.isObjectMonitorUsageSupported() + " " + bean.isSynchronizerUsageSupported() + " " + bean.isThreadCpuTimeSupported() + " " + (bean.getThreadCount() >= 5) + " " + (bean.getPeakThreadCount() >= 5) + " " + (bean.getTotalStartedThreadCount() >= 5) + " " + (bean.getDaemonThreadCount() >= 4));
        System.out.println((bean.getCurrentThreadCpuTime() > 0) + " " + (bean.getThreadCpuTime(Thread.currentThread().getId()) > 0) + " " + bean.getThreadCpuTime(987654321L));
        Set<String> names = new TreeSet<>();
        for (ThreadInfo t : bean.dumpAllThreads(true, true)) names.add(t.getThreadName());
        System.out.println(names.containsAll(List.of("one", "two", "three", "four", "main", "Reference Handler", "Finalizer")));
        String text = info.toString().split("\n")[0].replaceAll("@[0-9a-f]+", "@N").replaceAll("Id=[0-9]+", "Id=N");
        System.out.println(text);
        try {
            bean.getThreadInfo(-1);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
        }
        bean.setThreadContentionMonitoringEnabled(true);
        System.out.println(bean.isThreadContentionMonitoringEnabled() + " " + (bean.getThreadInfo(one.getId()).getBlockedTime() >= -1));
    }
}

/* expect-output:
none true true
monitors true
one BLOCKED waits for ConcDeadlock$B of two true true lockBoth blocked 1 native false suspended false
one locked ConcDeadlock$A at depth 0 in lockBoth true
two locked ConcDeadlock$B at depth 0 in lockBoth true
with locks 4 monitors only 2
WAITING java.util.concurrent.locks.ReentrantLock$NonfairSync owner four owns 1 java.util.concurrent.locks.ReentrantLock$NonfairSync
null true true true true true true true
true true -1
true
"one" daemon prio=5 Id=N BLOCKED on ConcDeadlock$B@N owned by "two" Id=N
Invalid thread ID parameter: -1
true true
*/
