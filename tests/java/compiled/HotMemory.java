import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Memory through VarHandles, atomics and concurrent maps; the class and the thread asked for in hot code. */
public class HotMemory {
    int f;
    volatile long l;
    volatile Object o;
    byte[] b = new byte[64];
    static final VarHandle F, L, O, B, I;
    static {
        try {
            var lookup = MethodHandles.lookup();
            F = lookup.findVarHandle(HotMemory.class, "f", int.class);
            L = lookup.findVarHandle(HotMemory.class, "l", long.class);
            O = lookup.findVarHandle(HotMemory.class, "o", Object.class);
            B = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
            I = MethodHandles.arrayElementVarHandle(int[].class);
        } catch (ReflectiveOperationException e) {
            throw new Error(e);
        }
    }

    public static void main(String[] args) {
        HotMemory u = new HotMemory();
        long s = 0;
        int[] array = new int[16];
        AtomicLong al = new AtomicLong();
        AtomicReference<String> ar = new AtomicReference<>("x");
        AtomicIntegerArray aia = new AtomicIntegerArray(8);
        ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            F.setVolatile(u, i);
            s += (int) F.getAcquire(u);
            if (L.compareAndSet(u, (long) i, (long) i + 1)) s++;
            s += (long) L.compareAndExchange(u, (long) i + 1, 7L + i);
            L.setOpaque(u, (long) i + 1);
            O.setRelease(u, "k" + (i & 7));
            s += O.getVolatile(u).hashCode();
            B.set(u.b, (i & 7) * 4, i);
            s += (int) B.get(u.b, (i & 7) * 4);
            I.getAndAdd(array, i & 15, i);
            s += al.incrementAndGet() + al.getAndAdd(3);
            s += ar.getAndSet("v" + (i & 3)).length();
            if (ar.compareAndSet("nope", "z")) s -= 1_000_000;
            aia.accumulateAndGet(i & 7, i, (x, y) -> x ^ y);
            map.merge(i & 1023, 1, Integer::sum);
            s += Thread.currentThread().getName().length() + u.getClass().getName().length() + map.getClass().getSimpleName().length();
        }
        for (int x : array) s += x;
        s += aia.toString().hashCode() + map.size() + map.get(5) + Arrays.hashCode(u.b);
        System.out.println(s);
        try {
            B.get(u.b, 62);
        } catch (IndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
        try {
            F.get((HotMemory) null);
        } catch (NullPointerException e) {
            System.out.println("null");
        }
    }
}

/* expect-output:
2758624230
Index 62 out of bounds for length 61
null
*/
