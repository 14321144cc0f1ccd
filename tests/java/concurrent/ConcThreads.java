// Thread: start, join, states, names, groups, priorities, daemons, inheritance, and what is refused.
import java.util.*;
import java.util.concurrent.*;

public class ConcThreads {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static void await(Thread t, Thread.State state) throws Exception {
        while (t.getState() != state) Thread.sleep(1);
    }

    public static void main(String[] args) throws Exception {
        Thread main = Thread.currentThread();
        show("main", () -> main + " " + main.getId() + " " + main.isDaemon() + " " + main.isAlive() + " " + main.getState() + " " + main.getThreadGroup().getParent());
        Thread never = new Thread("never");
        show("new", () -> never.getState() + " " + never.isAlive() + " " + never.getName() + " " + never.getPriority() + " " + never.getStackTrace().length + " " + never.isInterrupted());
        never.join();
        Object lock = new Object();
        CountDownLatch gate = new CountDownLatch(1);
        Thread waiting = new Thread(() -> { synchronized (lock) { try { lock.wait(); } catch (InterruptedException e) { } } });
        Thread timed = new Thread(() -> { try { Thread.sleep(1_000_000); } catch (InterruptedException e) { } });
        Thread parked = new Thread(() -> { try { gate.await(); } catch (InterruptedException e) { } });
        Thread blocked = new Thread(() -> { synchronized (main) { } });
        Thread timedWait = new Thread(() -> { synchronized (lock) { try { lock.wait(1_000_000); } catch (InterruptedException e) { } } });
        Thread joining = new Thread(() -> { try { timed.join(); } catch (InterruptedException e) { } });
        synchronized (main) {
            for (Thread t : List.of(waiting, timed, parked, blocked, timedWait, joining)) t.start();
            await(waiting, Thread.State.WAITING); await(timed, Thread.State.TIMED_WAITING); await(parked, Thread.State.WAITING);
            await(blocked, Thread.State.BLOCKED); await(timedWait, Thread.State.TIMED_WAITING); await(joining, Thread.State.WAITING);
            System.out.println("all states reached");
        }
        synchronized (lock) { lock.notifyAll(); }
        timed.interrupt();
        gate.countDown();
        for (Thread t : List.of(waiting, timed, parked, blocked, timedWait, joining)) t.join();
        show("ended", () -> timed.getState() + " " + timed.isAlive() + " " + timed.getThreadGroup() + " " + timed.toString().startsWith("Thread[Thread-") + " " + timed.isInterrupted());
        show("start twice", () -> { timed.start(); return 0; });
        show("start running", () -> { main.start(); return 0; });
        show("daemon of the living", () -> { main.setDaemon(true); return 0; });
        show("priority", () -> { never.setPriority(7); int p = never.getPriority(); never.setPriority(11); return p; });
        show("name", () -> { never.setName("x"); String n = never.getName(); never.setName(null); return n; });
        show("null name", () -> new Thread((String) null));
        ThreadGroup group = new ThreadGroup("group");
        group.setMaxPriority(4);
        Thread inGroup = new Thread(group, () -> { }, "in", 0);
        show("group", () -> inGroup.getThreadGroup() + " " + inGroup.getPriority() + " " + group.getParent().getName() + " " + group.activeCount());
        show("group priority", () -> { inGroup.setPriority(9); return inGroup.getPriority(); });
        Thread daemon = new Thread(() -> System.out.println("child of daemon is daemon " + new Thread().isDaemon() + " " + new Thread().getPriority()));
        daemon.setDaemon(true);
        daemon.setPriority(3);
        daemon.start();
        daemon.join();
        show("subclass", () -> { String[] seen = {""}; Thread t = new Thread() { @Override public void run() { seen[0] = getClass().getName() + (currentThread() == this); } }; t.start(); t.join(); return seen[0]; });
        show("run is a call", () -> { Thread[] seen = new Thread[1]; new Thread(() -> seen[0] = Thread.currentThread()).run(); return seen[0] == main; });
        show("join negative", () -> { main.join(-1); return 0; });
        show("sleep negative", () -> { Thread.sleep(-1); return 0; });
        show("sleep nanos", () -> { Thread.sleep(0, 1_000_000); return 0; });
        show("ids differ", () -> { Set<Long> ids = new HashSet<>(); for (int i = 0; i < 10; i++) ids.add(new Thread().getId()); return ids.size(); });
        show("clone", () -> { class T extends Thread { Object c() throws Exception { return clone(); } } return new T().c(); });
        show("stop with argument", () -> Thread.class.getMethod("suspend").isAnnotationPresent(Deprecated.class));
        show("many", () -> { int[] sum = {0}; List<Thread> all = new ArrayList<>(); for (int i = 0; i < 60; i++) { int n = i; Thread t = new Thread(() -> { synchronized (sum) { sum[0] += n; } }); all.add(t); t.start(); } for (Thread t : all) t.join(); return sum[0]; });
    }
}

/* expect-output:
main: Thread[main,5,main] 1 false true RUNNABLE java.lang.ThreadGroup[name=system,maxpri=10]
new: NEW false never 5 0 false
all states reached
ended: TERMINATED false null true false
start twice: java.lang.IllegalThreadStateException
start running: java.lang.IllegalThreadStateException
daemon of the living: java.lang.IllegalThreadStateException
priority: java.lang.IllegalArgumentException
name: java.lang.NullPointerException: name cannot be null
null name: java.lang.NullPointerException: name cannot be null
group: java.lang.ThreadGroup[name=group,maxpri=4] 4 main 0
group priority: 4
child of daemon is daemon true 3
subclass: ConcThreads$1true
run is a call: true
join negative: java.lang.IllegalArgumentException: timeout value is negative
sleep negative: java.lang.IllegalArgumentException: timeout value is negative
sleep nanos: java.lang.IllegalArgumentException: nanosecond timeout value out of range
ids differ: 10
clone: java.lang.CloneNotSupportedException
stop with argument: true
many: 1770
*/
