import java.util.*;

/** Object's methods: clone shallow and deep and refused, equals and hashCode contracts, identity hash over collections, getClass, toString. */
public class ObjectMethods {
    static class Shallow implements Cloneable { int[] a = {1, 2}; String s = "s"; Shallow self = this; int n; @Override public Shallow clone() throws CloneNotSupportedException { Shallow c = (Shallow) super.clone(); c.n++; return c; } }
    static class Deep extends Shallow { List<Integer> l = new ArrayList<>(List.of(1)); @Override public Deep clone() throws CloneNotSupportedException { Deep d = (Deep) super.clone(); d.a = a.clone(); d.l = new ArrayList<>(l); return d; } }
    static class Refuses { Object copy() throws CloneNotSupportedException { return clone(); } }
    static class Key { final int k; Key(int k) { this.k = k; } @Override public boolean equals(Object o) { return this == o || o instanceof Key && ((Key) o).k == k; } @Override public int hashCode() { return k % 3; } @Override public String toString() { return "K" + k; } }
    static class Broken { @Override public boolean equals(Object o) { return true; } }
    static class Big implements Cloneable { byte b = 1; long l = 2; double d = 3; Object o = "o"; char c = 'c'; boolean z = true; short s = 5; float f = 6; Object[] arr = {1, "x", null}; Object copy() throws CloneNotSupportedException { return clone(); } public String toString() { return b + "" + l + d + o + c + z + s + f + arr.length; } }

    public static void main(String[] args) throws Exception {
        Shallow a = new Shallow(), b = a.clone();
        Deep d = new Deep(), e = d.clone();
        b.a[0] = 9; e.a[0] = 8; e.l.add(2);
        System.out.println(a.a[0] + " " + (a.a == b.a) + (b.self == a) + b.n + " " + d.a[0] + d.l + e.l + e.n + (e.getClass() == Deep.class) + (b.s == a.s));
        try { new Refuses().copy(); } catch (CloneNotSupportedException x) { System.out.println(x); }
        Big big = new Big(), copy = (Big) big.copy();
        big.arr[0] = "changed"; copy.d = 99;
        System.out.println(copy + " " + copy.arr[0] + " " + big + (copy != big));
        Map<Key, Integer> m = new HashMap<>();
        for (int i = 0; i < 30; i++) m.merge(new Key(i % 10), 1, Integer::sum);
        System.out.println(new TreeMap<>(Map.of(1, 2)) + " " + m.size() + " " + m.get(new Key(7)) + " " + new HashSet<>(List.of(new Key(1), new Key(4))).contains(new Key(4)) + " " + new ArrayList<>(List.of(new Key(5))).indexOf(new Key(5)) + " " + List.of(new Key(1)).equals(List.of(new Key(1))));
        Object[] objects = new Object[300];
        int[] hashes = new int[300];
        for (int i = 0; i < 300; i++) hashes[i] = (objects[i] = i % 2 == 0 ? new Object() : new int[i]).hashCode();
        for (int i = 0; i < 200; i++) { byte[] garbage = new byte[2000]; }
        System.gc();
        int same = 0;
        for (int i = 0; i < 300; i++) if (hashes[i] == objects[i].hashCode() && hashes[i] == System.identityHashCode(objects[i])) same++;
        synchronized (objects[0]) { same += objects[0].hashCode() == hashes[0] ? 1000 : 0; }
        System.out.println(same + " " + System.identityHashCode(null) + " " + Arrays.stream(hashes).allMatch(h -> h >= 0) + " " + (Arrays.stream(hashes).distinct().count() > 290));
        int[][] grid = {{1, 2}, {3}}, g2 = grid.clone(), g3 = Arrays.stream(grid).map(int[]::clone).toArray(int[][]::new);
        g2[0][0] = 50; g3[1][0] = 60;
        System.out.println(Arrays.deepToString(grid) + Arrays.deepEquals(grid, g2) + Arrays.deepHashCode(grid) + grid.equals(g2) + Arrays.equals(grid, g2));
        System.out.println(new Broken().equals(null) + " " + new Broken().equals(5) + " " + Objects.equals(null, null) + Objects.hash(1, "a", null) + " " + Arrays.asList(1, null).hashCode() + " " + "x".getClass() + new int[0].getClass() + int[].class.getSuperclass() + new Object() {}.getClass().getSuperclass() + " " + new Object() { public String toString() { return getClass().getName(); } });
        ArrayList<Integer> list = new ArrayList<>(List.of(1, 2, 3)), lc = (ArrayList<Integer>) list.clone();
        HashMap<String, int[]> hm = new HashMap<>(Map.of("k", new int[] {1})), hc = (HashMap<String, int[]>) hm.clone();
        lc.remove(0); hc.get("k")[0] = 7;
        System.out.println(list + "" + lc + hm.get("k")[0] + list.equals(new LinkedList<>(list)) + new HashSet<>(list).equals(Set.of(3, 2, 1)) + hm.keySet().equals(Set.of("k")));
    }
}

/* expect-output:
9 truetrue1 1[1][1, 2]1truetrue
java.lang.CloneNotSupportedException: ObjectMethods$Refuses
1299.0octrue56.03 changed 123.0octrue56.03true
{1=2} 10 3 true 0 true
1300 0 true true
[[50, 2], [3]]true78898falsetrue
true true true33759 992 class java.lang.Stringclass [Iclass java.lang.Objectclass java.lang.Object ObjectMethods$2
[1, 2, 3][2, 3]7truetruetrue
*/
