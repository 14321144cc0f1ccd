// Counting under contention with every kind of lock and atomic: nothing is lost.
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;

public class ConcContention {
    static final int THREADS = 4, ROUNDS = 1500;
    static int plain;
    static volatile int updated;
    static long wide;
    int field;

    static void run(String name, Runnable body, Callable<?> result) throws Exception {
        Thread[] threads = new Thread[THREADS];
        CyclicBarrier start = new CyclicBarrier(THREADS);
        for (int i = 0; i < THREADS; i++) {
            threads[i] = new Thread(() -> {
                try { start.await(); } catch (Exception e) { throw new Error(e); }
                for (int k = 0; k < ROUNDS; k++) body.run();
            });
            threads[i].start();
        }
        for (Thread t : threads) t.join();
        System.out.println(name + " " + result.call());
    }

    static synchronized void step() { plain++; }

    public static void main(String[] args) throws Exception {
        Object lock = new Object();
        run("synchronized method", ConcContention::step, () -> plain);
        plain = 0;
        run("synchronized block", () -> { synchronized (lock) { plain++; synchronized (lock) { wide += plain; } } }, () -> plain);
        System.out.println("wide " + wide);
        plain = 0;
        ReentrantLock fair = new ReentrantLock(true), mutex = new ReentrantLock();
        run("ReentrantLock", () -> { mutex.lock(); try { plain++; } finally { mutex.unlock(); } }, () -> plain);
        ReentrantReadWriteLock rw = new ReentrantReadWriteLock();
        plain = 0;
        int[] bad = {0};
        run("ReadWriteLock", () -> {
            rw.writeLock().lock();
            try { plain++; wide = plain; } finally { rw.writeLock().unlock(); }
            rw.readLock().lock();
            try { if (wide != plain) bad[0]++; } finally { rw.readLock().unlock(); }
        }, () -> plain + " bad " + bad[0]);
        StampedLock stamped = new StampedLock();
        plain = 0;
        wide = 0;
        run("StampedLock", () -> {
            long w = stamped.writeLock();
            try { plain++; wide++; } finally { stamped.unlockWrite(w); }
            long s = stamped.tryOptimisticRead();
            long a = plain, b = wide;
            if (stamped.validate(s) && a != b) bad[0]++;
        }, () -> plain + " bad " + bad[0]);
        AtomicInteger atomic = new AtomicInteger();
        run("AtomicInteger", atomic::incrementAndGet, atomic::get);
        AtomicLong product = new AtomicLong(1);
        run("updateAndGet", () -> product.updateAndGet(x -> x * 31 + 7), () -> product.get());
        LongAdder adder = new LongAdder();
        run("LongAdder", adder::increment, adder::sum);
        LongAccumulator max = new LongAccumulator(Math::max, 0);
        run("LongAccumulator", () -> max.accumulate(atomic.incrementAndGet()), max::get);
        AtomicIntegerArray array = new AtomicIntegerArray(3);
        run("AtomicIntegerArray", () -> { for (int i = 0; i < 3; i++) array.addAndGet(i, i + 1); }, array::toString);
        AtomicReference<List<Integer>> list = new AtomicReference<>(List.of());
        run("AtomicReference", () -> list.updateAndGet(l -> l.size() > 5 ? List.of() : new ArrayList<>(l) {{ add(1); }}), () -> list.get().size() == THREADS * ROUNDS % 7);
        var updater = AtomicIntegerFieldUpdater.newUpdater(Holder.class, "value");
        Holder holder = new Holder();
        run("field updater", () -> updater.incrementAndGet(holder), () -> holder.value);
        var handle = java.lang.invoke.MethodHandles.lookup().findStaticVarHandle(ConcContention.class, "updated", int.class);
        run("VarHandle", () -> handle.getAndAdd(1), () -> updated);
        ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
        run("merge", () -> map.merge(ThreadLocalRandom.current().nextInt(20), 1, Integer::sum), () -> map.values().stream().mapToInt(x -> x).sum());
        Semaphore semaphore = new Semaphore(1);
        plain = 0;
        run("Semaphore", () -> { semaphore.acquireUninterruptibly(); plain++; semaphore.release(); }, () -> plain);
        ConcurrentLinkedQueue<Integer> queue = new ConcurrentLinkedQueue<>();
        run("queue", () -> { queue.add(1); if (ThreadLocalRandom.current().nextBoolean()) { queue.poll(); queue.add(1); } }, () -> queue.size());
        Vector<Integer> vector = new Vector<>();
        run("Vector", () -> vector.add(1), vector::size);
        StringBuffer buffer = new StringBuffer();
        run("StringBuffer", () -> buffer.append('x'), buffer::length);
        AtomicStampedReference<String> stampedRef = new AtomicStampedReference<>("a", 0);
        run("AtomicStampedReference", () -> { int[] s = new int[1]; String v; do { v = stampedRef.get(s); } while (!stampedRef.compareAndSet(v, v.equals("a") ? "b" : "a", s[0], s[0] + 1)); }, stampedRef::getStamp);
        System.out.println("fair " + fair.isFair() + " " + fair.isLocked());
    }

    static class Holder { volatile int value; }
}

/* expect-output:
synchronized method 6000
synchronized block 6000
wide 18003000
ReentrantLock 6000
ReadWriteLock 6000 bad 0
StampedLock 6000 bad 0
AtomicInteger 6000
updateAndGet 8338141106634068737
LongAdder 6000
LongAccumulator 12000
AtomicIntegerArray [6000, 12000, 18000]
AtomicReference true
field updater 6000
VarHandle 6000
merge 6000
Semaphore 6000
queue 6000
Vector 6000
StringBuffer 6000
AtomicStampedReference 6000
fair true false
*/
