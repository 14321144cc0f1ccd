import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.*;

/** Atomicity: counters, bit sets, links and spin locks on VarHandles and atomics by several threads; the sums must be exact. */
public class VarThreads {
    int plain;
    volatile long vol;
    volatile Node head;
    short half;
    byte tiny;
    boolean lock;
    static final VarHandle PLAIN, VOL, HEAD, HALF, TINY, LOCK, ELEMENT = MethodHandles.arrayElementVarHandle(int[].class);
    static {
        try {
            var l = MethodHandles.lookup();
            PLAIN = l.findVarHandle(VarThreads.class, "plain", int.class);
            VOL = l.findVarHandle(VarThreads.class, "vol", long.class);
            HEAD = l.findVarHandle(VarThreads.class, "head", Node.class);
            HALF = l.findVarHandle(VarThreads.class, "half", short.class);
            TINY = l.findVarHandle(VarThreads.class, "tiny", byte.class);
            LOCK = l.findVarHandle(VarThreads.class, "lock", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
    record Node(int value, Node next) {}
    static int guarded;
    volatile int updated;

    public static void main(String[] args) throws Exception {
        VarThreads x = new VarThreads();
        int[] array = new int[4];
        AtomicInteger ai = new AtomicInteger();
        AtomicLong al = new AtomicLong();
        AtomicReference<String> ar = new AtomicReference<>("");
        AtomicIntegerArray aia = new AtomicIntegerArray(3);
        AtomicIntegerFieldUpdater<VarThreads> up = AtomicIntegerFieldUpdater.newUpdater(VarThreads.class, "updated");
        LongAdder adder = new LongAdder();
        AtomicStampedReference<Integer> stamped = new AtomicStampedReference<>(0, 0);
        Thread[] ts = new Thread[4];
        int rounds = 400;
        for (int t = 0; t < ts.length; t++) {
            int id = t;
            ts[t] = new Thread(() -> {
                for (int i = 0; i < rounds; i++) {
                    PLAIN.getAndAdd(x, 1);
                    long old;
                    do old = (long) VOL.getVolatile(x); while (!VOL.compareAndSet(x, old, old + 2));
                    Node h;
                    do h = (Node) HEAD.getAcquire(x); while (!HEAD.weakCompareAndSet(x, h, new Node(id * 1000 + i, h)));
                    HALF.getAndAdd(x, (short) 1);
                    TINY.getAndBitwiseXor(x, (byte) (1 << id));
                    ELEMENT.getAndAddRelease(array, i % 4, id);
                    while (!LOCK.compareAndSet(x, false, true)) Thread.onSpinWait();
                    guarded++;
                    LOCK.setRelease(x, false);
                    ai.updateAndGet(v -> v + 3);
                    al.accumulateAndGet(i, Long::sum);
                    aia.incrementAndGet(i % 3);
                    up.addAndGet(x, 2);
                    adder.increment();
                    if (i % 50 == 0) ar.updateAndGet(s -> s + id);
                    int[] stamp = new int[1];
                    Integer seen = stamped.get(stamp);
                    while (!stamped.compareAndSet(seen, seen + 1, stamp[0], stamp[0] + 1)) seen = stamped.get(stamp);
                }
            });
        }
        for (Thread t : ts) t.start();
        for (Thread t : ts) t.join();
        int nodes = 0;
        long sum = 0;
        for (Node n = x.head; n != null; n = n.next()) {
            nodes++;
            sum += n.value();
        }
        System.out.println(x.plain + " " + x.vol + " " + nodes + " " + sum + " " + x.half + " " + x.tiny + " " + java.util.Arrays.toString(array) + " " + guarded);
        System.out.println(ai + " " + al + " " + aia + " " + x.updated + " " + adder.sum() + " " + ar.get().length() + " " + ar.get().chars().filter(c -> c == '2').count() + " " + stamped.getReference() + " " + stamped.getStamp());
    }
}

/* expect-output:
1600 3200 1600 2719200 1600 0 [600, 600, 600, 600] 1600
4800 319200 [536, 532, 532] 3200 1600 32 8 1600 1600
*/
