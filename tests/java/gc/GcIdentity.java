// Objects keep their identity: hash codes, locks, fields of every kind, arrays of every kind, through many collections.
import java.util.*;

public class GcIdentity {
    static class All { boolean z = true; byte b = -1; short s = -2; char c = 'x'; int i = -3; long l = -4; float f = 1.5f; double d = 2.5; Object o; All next; volatile Object v; }
    static class Sub extends All { byte b2 = 7; Object o2 = "o2"; long l2 = 9; boolean z2; }
    static class Small { byte one = 1; }
    static class Wide extends Small { double d = 3.25; Object[] refs = {this, null, "r"}; }

    static long sum(All a) { return (a.z ? 1 : 0) + a.b + a.s + a.c + a.i + a.l + (long) (a.f * 2) + (long) (a.d * 2); }

    public static void main(String[] args) {
        All head = null;
        IdentityHashMap<Object, Integer> hashes = new IdentityHashMap<>();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            All a = i % 3 == 0 ? new Sub() : new All();
            a.next = head;
            a.o = i % 2 == 0 ? new int[] {i} : new Object[] {head, i};
            a.v = new String("v" + i);
            head = a;
            all.add(a);
            hashes.put(a, System.identityHashCode(a));
            if (i % 50 == 0) System.gc();
        }
        long total = 0;
        int n = 0;
        boolean good = true;
        for (All a = head; a != null; a = a.next, n++) {
            total += sum(a);
            int i = 399 - n;
            good &= hashes.get(a) == a.hashCode() && all.get(i) == a && a.v.equals("v" + i);
            good &= i % 2 == 0 ? ((int[]) a.o)[0] == i : ((Object[]) a.o)[0] == a.next && (Integer) ((Object[]) a.o)[1] == i;
            if (a instanceof Sub s) good &= s.b2 == 7 && s.o2.equals("o2") && s.l2 == 9 && !s.z2;
        }
        System.out.println(n + " " + total + " " + good);
        Object[] arrays = {new boolean[] {true, false, true}, new byte[] {1, 2, 3, 4, 5}, new char[] {'a', 'b'}, new short[] {-1}, new int[] {1, 2, 3}, new long[] {Long.MIN_VALUE, 1}, new float[] {Float.NaN, -0f}, new double[] {Double.MAX_VALUE}, new Object[] {"s", null}, new int[][] {{1}, {}, {2, 3}}, new String[0]};
        String before = Arrays.deepToString(arrays);
        for (int i = 0; i < 5; i++) { System.gc(); for (int k = 0; k < 200; k++) all.set(k, new byte[k]); }
        System.out.println(before.equals(Arrays.deepToString(arrays)) + " " + before);
        // Hash codes taken while young, while old, while locked, of arrays and classes.
        Object young = new Object(), locked = new Object(), array = new int[3], never = new Object();
        int h1 = young.hashCode(), h2, h3 = array.hashCode(), h4 = GcIdentity.class.hashCode();
        synchronized (locked) { h2 = locked.hashCode(); System.gc(); good = h2 == locked.hashCode(); }
        System.gc();
        System.gc();
        int h5 = never.hashCode();
        System.gc();
        System.out.println(good + " " + (h1 == young.hashCode()) + " " + (h2 == locked.hashCode()) + " " + (h3 == array.hashCode()) + " " + (h4 == GcIdentity.class.hashCode()) + " " + (h5 == never.hashCode()));
        // An object whose size has no room for a hash must grow when it moves; its neighbours stay whole.
        List<Small> small = new ArrayList<>();
        int[] smallHashes = new int[300];
        for (int i = 0; i < 300; i++) { Small s = i % 2 == 0 ? new Small() : new Wide(); small.add(s); if (i % 3 == 0) smallHashes[i] = s.hashCode(); }
        System.gc();
        for (int i = 0; i < 300; i++) { good &= small.get(i).one == 1 && (i % 3 != 0 || smallHashes[i] == small.get(i).hashCode()); if (small.get(i) instanceof Wide w) good &= w.d == 3.25 && w.refs[0] == w && w.refs[2].equals("r"); }
        System.out.println(good);
        // Deep structures.
        Object[] deep = null;
        for (int i = 0; i < 20000; i++) deep = new Object[] {deep};
        System.gc();
        int depth = 0;
        for (Object[] d = deep; d != null; d = (Object[]) d[0]) depth++;
        System.out.println(depth);
        TreeMap<Integer, String> tree = new TreeMap<>();
        for (int i = 0; i < 2000; i++) { tree.put(i * 7919 % 2000, "t" + i); if (i % 500 == 0) System.gc(); }
        int check = 0;
        for (var e : tree.entrySet()) check = check * 31 + e.getKey() + e.getValue().hashCode();
        System.out.println(tree.size() + " " + check);
    }
}

/* expect-output:
400 47600 true
true [[true, false, true], [1, 2, 3, 4, 5], [a, b], [-1], [1, 2, 3], [-9223372036854775808, 1], [NaN, -0.0], [1.7976931348623157E308], [s, null], [[1], [], [2, 3]], []]
true true true true true true
true
20000
2000 -1820071856
*/
