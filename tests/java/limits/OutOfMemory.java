// vm-options: -Xmx24m
import java.util.ArrayList;
import java.util.List;

/** OutOfMemoryError: its texts for a full heap and for arrays above the limit, caught, with the memory free again afterwards. */
public class OutOfMemory {
    static void run(String name, Runnable r) {
        try {
            r.run();
            System.out.println(name + " returned");
        } catch (OutOfMemoryError e) {
            System.out.println(name + ": " + e.getMessage() + " " + e.getCause());
        }
    }

    static Object keep;

    public static void main(String[] args) {
        run("int limit", () -> keep = new int[Integer.MAX_VALUE]);
        run("int limit - 1", () -> keep = new int[Integer.MAX_VALUE - 1]);
        run("int below", () -> keep = new int[Integer.MAX_VALUE - 2]);
        run("byte limit", () -> keep = new byte[Integer.MAX_VALUE]);
        run("byte below", () -> keep = new byte[Integer.MAX_VALUE - 8]);
        run("long", () -> keep = new long[Integer.MAX_VALUE]);
        run("object limit", () -> keep = new Object[Integer.MAX_VALUE]);
        run("grid", () -> keep = new int[100][10_000_000]);
        run("two limits", () -> keep = new String[Integer.MAX_VALUE][2]);
        run("reflective", () -> keep = java.lang.reflect.Array.newInstance(long.class, Integer.MAX_VALUE));
        run("copy", () -> keep = java.util.Arrays.copyOf(new byte[10], Integer.MAX_VALUE));
        run("clone", () -> { byte[] b = new byte[9 << 20]; keep = List.of(b, b.clone(), b.clone(), b.clone()); });
        keep = null;
        run("big", () -> keep = new byte[100 << 20]);
        run("builder", () -> { StringBuilder s = new StringBuilder("0123456789"); while (true) s.append(s); });
        run("list", () -> { List<byte[]> l = new ArrayList<>(); while (true) l.add(new byte[100_000]); });
        run("chain", () -> { Object[] head = null; while (true) { Object[] next = new Object[2000]; next[0] = head; head = next; } });
        System.out.println(new byte[8 << 20].length + " " + keep);
        for (int i = 0; i < 2; i++) {
            try { List<int[]> l = new ArrayList<>(); while (true) l.add(new int[200_000]); } catch (OutOfMemoryError e) { System.out.print(e.getMessage() + ";"); }
        }
        System.out.println();
        Thread t = new Thread(() -> { List<int[]> l = new ArrayList<>(); while (true) l.add(new int[200_000]); }, "eater");
        t.setUncaughtExceptionHandler((th, e) -> System.out.println(th.getName() + " died of " + e));
        t.start();
        try { t.join(); } catch (InterruptedException e) { throw new AssertionError(e); }
        try { java.nio.ByteBuffer.allocateDirect(1 << 30); } catch (OutOfMemoryError e) { System.out.println(e.getMessage().startsWith("Cannot reserve 1073741824 bytes of direct buffer memory")); }
        try { "x".repeat(10).repeat(Integer.MAX_VALUE); } catch (OutOfMemoryError e) { System.out.println(e.getMessage()); }
        try { new ArrayList<>(java.util.Collections.nCopies(Integer.MAX_VALUE, 1)); } catch (OutOfMemoryError e) { System.out.println(e.getMessage()); }
        System.out.println(new OutOfMemoryError().getMessage() + new OutOfMemoryError("own"));
    }
}

/* expect-output:
int limit: Requested array size exceeds VM limit null
int limit - 1: Requested array size exceeds VM limit null
int below: Java heap space null
byte limit: Requested array size exceeds VM limit null
byte below: Java heap space null
long: Requested array size exceeds VM limit null
object limit: Requested array size exceeds VM limit null
grid: Java heap space null
two limits: Requested array size exceeds VM limit null
reflective: Requested array size exceeds VM limit null
copy: Requested array size exceeds VM limit null
clone: Java heap space null
big: Java heap space null
builder: Java heap space null
list: Java heap space null
chain: Java heap space null
8388608 null
Java heap space;Java heap space;
eater died of java.lang.OutOfMemoryError: Java heap space
true
Required length exceeds implementation limit
Requested array size exceeds VM limit
nulljava.lang.OutOfMemoryError: own
*/
