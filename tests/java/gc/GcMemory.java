// Runtime's view of memory, OutOfMemoryError of every kind, big arrays, garbage under a small heap.
// vm-options: -Xmx24m -Xms8m
import java.util.*;

public class GcMemory {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static class Fat { final int[] body = new int[4000]; Fat next; }

    public static void main(String[] args) throws Exception {
        Runtime r = Runtime.getRuntime();
        show("limits", () -> (r.maxMemory() <= 24 << 20) + " " + (r.maxMemory() > 16 << 20) + " " + (r.totalMemory() <= r.maxMemory()) + " " + (r.freeMemory() < r.totalMemory()) + " " + (r.availableProcessors() >= 1));
        show("max array", () -> new byte[Integer.MAX_VALUE].length);
        show("nearly max array", () -> new int[Integer.MAX_VALUE - 2].length);
        show("max object array", () -> new Object[Integer.MAX_VALUE].length);
        show("larger than the heap", () -> new long[100 << 20].length);
        show("negative", () -> new int[-1].length);
        show("negative multi", () -> new int[3][-2].length);
        show("multi too large", () -> new int[20000][20000].length);
        show("zero multi", () -> new int[0][100000000].length);
        show("big array", () -> { byte[] b = new byte[6 << 20]; b[b.length - 1] = 5; System.gc(); return b.length + " " + b[b.length - 1] + " " + b[12345]; });
        long used = 0;
        for (int i = 0; i < 400; i++) { byte[] garbage = new byte[100_000]; used += garbage.length; }
        System.out.println("threw away " + used);
        for (int round = 0; round < 3; round++) {
            int caught = 0;
            try {
                Fat head = null;
                while (true) { Fat f = new Fat(); f.next = head; head = f; }
            } catch (OutOfMemoryError e) {
                caught++;
                System.out.println(e.getClass() + " " + (e.getStackTrace() != null));
            }
            System.out.println("alive " + caught);
        }
        show("string too long", () -> "x".repeat(Integer.MAX_VALUE));
        show("string sum too long", () -> "xy".repeat(Integer.MAX_VALUE));
        show("builder", () -> { StringBuilder b = new StringBuilder("xxxxxxxxxxxxxxxx"); while (true) b.append(b); });
        show("list", () -> { List<Object> l = new ArrayList<>(); while (true) l.add(new int[10000]); });
        show("map", () -> { Map<Object, Object> m = new HashMap<>(); for (int i = 0; ; i++) m.put(i, new long[2000]); });
        show("in a thread", () -> {
            String[] seen = new String[1];
            Thread t = new Thread(() -> { try { List<byte[]> l = new ArrayList<>(); while (true) l.add(new byte[1 << 17]); } catch (OutOfMemoryError e) { seen[0] = e.getMessage(); } });
            t.start();
            t.join();
            return seen[0];
        });
        show("clone too large", () -> { byte[] b = new byte[15 << 20]; return b.clone().length; });
        show("toArray", () -> Collections.nCopies(Integer.MAX_VALUE, 1).toArray().length);
        show("enough again", () -> { byte[] b = new byte[9 << 20]; return b.length; });
        show("gc is quiet", () -> { System.gc(); r.gc(); r.runFinalization(); return r.totalMemory() - r.freeMemory() < 12 << 20; });
    }
}

/* expect-output:
limits: true true true true true
max array: java.lang.OutOfMemoryError: Requested array size exceeds VM limit
nearly max array: java.lang.OutOfMemoryError: Java heap space
max object array: java.lang.OutOfMemoryError: Requested array size exceeds VM limit
larger than the heap: java.lang.OutOfMemoryError: Java heap space
negative: java.lang.NegativeArraySizeException: -1
negative multi: java.lang.NegativeArraySizeException: -2
multi too large: java.lang.OutOfMemoryError: Java heap space
zero multi: 0
big array: 6291456 5 0
threw away 40000000
class java.lang.OutOfMemoryError true
alive 1
class java.lang.OutOfMemoryError true
alive 1
class java.lang.OutOfMemoryError true
alive 1
string too long: java.lang.OutOfMemoryError: Requested array size exceeds VM limit
string sum too long: java.lang.OutOfMemoryError: Required length exceeds implementation limit
builder: java.lang.OutOfMemoryError: Java heap space
list: java.lang.OutOfMemoryError: Java heap space
map: java.lang.OutOfMemoryError: Java heap space
in a thread: Java heap space
clone too large: java.lang.OutOfMemoryError: Java heap space
toArray: java.lang.OutOfMemoryError: Requested array size exceeds VM limit
enough again: 9437184
gc is quiet: true
*/
