// Maps and sets: hashing, trees, order, navigation, compute methods, identity, enums, bits, views.
import java.util.*;
import java.util.stream.*;

public class CollMaps {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    record Clash(int n) implements Comparable<Clash> { public int hashCode() { return 1; } public int compareTo(Clash o) { return n - o.n; } }
    static final class Unordered { final int n; Unordered(int n) { this.n = n; } @Override public int hashCode() { return 7; } @Override public boolean equals(Object o) { return o instanceof Unordered u && u.n == n; } }
    enum E { A, B, C, D }

    public static void main(String[] args) throws Throwable {
        for (Map<String, Integer> m : List.<Map<String, Integer>>of(new HashMap<>(), new LinkedHashMap<>(16, 0.75f, true), new TreeMap<>(Comparator.reverseOrder()), new Hashtable<>(), new WeakHashMap<>())) {
            String[] words = "one two three four five six seven eight nine ten".split(" ");
            for (String s : words) m.put(s, s.length());
            show(m.getClass().getSimpleName(), () -> m.get("three") + " " + m.getOrDefault("none", -1) + " " + m.putIfAbsent("one", 9) + " " + m.merge("two", 10, Integer::sum) + " " + m.computeIfPresent("four", (k, v) -> null) + " " + m.compute("new", (k, v) -> 5) + " " + m.replace("five", 44) + " " + m.remove("six", 99) + " " + m.size() + " " + m.hashCode() + " " + new TreeMap<>(m) + " " + m.containsValue(44));
            show("  views", () -> { m.values().removeIf(v -> v > 10); m.keySet().remove("one"); m.entrySet().forEach(e -> e.setValue(e.getValue() * 2)); m.replaceAll((k, v) -> v + 1); return new TreeMap<>(m) + " " + m.equals(new HashMap<>(m)); });
            show("  fail fast", () -> { for (String k : m.keySet()) m.put(k + "x", 1); return 0; });
            show("  null", () -> m.put(null, 1) + " " + m.get(null));
            java.lang.ref.Reference.reachabilityFence(words);
        }
        show("access order", () -> { Map<Integer, Integer> m = new LinkedHashMap<>(4, 0.75f, true) { protected boolean removeEldestEntry(Map.Entry<Integer, Integer> e) { return size() > 3; } }; for (int i = 0; i < 4; i++) m.put(i, i); m.get(1); m.put(9, 9); return m; });
        show("tree bins", () -> { Map<Object, Integer> m = new HashMap<>(); for (int i = 0; i < 100; i++) { m.put(new Clash(i), i); m.put(new Unordered(i), -i); } int s = 0; for (int i = 0; i < 100; i += 3) { s += m.get(new Clash(i)) + m.remove(new Unordered(i)); } return s + " " + m.size() + " " + m.containsKey(new Clash(100)); });
        TreeMap<Integer, String> t = new TreeMap<>();
        for (int i = 0; i < 50; i += 5) t.put(i, "v" + i);
        show("navigation", () -> t.firstKey() + " " + t.lastEntry() + " " + t.floorKey(12) + " " + t.ceilingKey(12) + " " + t.lowerKey(0) + " " + t.higherEntry(45) + " " + t.headMap(10) + t.tailMap(40, false) + t.subMap(10, false, 20, true) + " " + t.descendingKeySet().first() + " " + t.pollFirstEntry() + t.navigableKeySet().lower(10));
        show("sub map range", () -> t.subMap(10, 20).put(30, "x"));
        show("sub map backwards", () -> t.subMap(20, 10));
        show("wrong key", () -> ((Map) t).put("text", 1));
        show("empty", () -> new TreeMap<>().firstKey());
        show("immutable", () -> Map.of("a", 1).equals(new HashMap<>(Map.of("a", 1))) + " " + Map.ofEntries(Map.entry(1, 2)) + " " + Map.copyOf(Map.of()).size());
        show("duplicate", () -> Map.of("a", 1, "a", 2));
        show("put", () -> Map.of().put(1, 1));
        show("entry", () -> { var e = Map.entry("k", "v"); return e + " " + e.hashCode() + " " + new AbstractMap.SimpleEntry<>("k", "v").equals(e) + Map.Entry.<String, Integer>comparingByValue().compare(Map.entry("a", 1), Map.entry("b", 2)); });
        show("set entry", () -> Map.entry(1, 2).setValue(3));
        show("identity", () -> { IdentityHashMap<String, Integer> m = new IdentityHashMap<>(); m.put("a", 1); m.put(new String("a"), 2); return m.size() + " " + m.get("a"); });
        show("enum map", () -> { EnumMap<E, Integer> m = new EnumMap<>(E.class); m.put(E.C, 3); m.put(E.A, 1); return m + " " + m.containsKey(E.B) + " " + EnumSet.range(E.B, E.D) + EnumSet.complementOf(EnumSet.of(E.A)) + EnumSet.noneOf(E.class) + EnumSet.allOf(E.class).contains(null); });
        show("bits", () -> { BitSet b = new BitSet(); b.set(1, 70); b.clear(5); b.flip(3); BitSet c = BitSet.valueOf(new long[] {0xff00}); c.and(b); return b.cardinality() + " " + b.nextClearBit(1) + " " + b.nextSetBit(71) + " " + b.length() + " " + b.size() + " " + c + " " + c.intersects(b) + " " + b.hashCode() + " " + Arrays.toString(c.toByteArray()); });
        show("sets", () -> { Set<Integer> a = new LinkedHashSet<>(List.of(3, 1, 2)); a.retainAll(Set.of(1, 2, 5)); a.addAll(List.of(9, 1)); return a + " " + new TreeSet<>(List.of(5, 1, 3)).headSet(3, true) + new TreeSet<>(Comparator.<Integer>reverseOrder()) {{ addAll(List.of(1, 2, 3)); }} + " " + Set.of(1, 2).equals(new HashSet<>(List.of(2, 1))) + " " + new TreeSet<>(List.of("b", "a")).descendingSet(); });
        show("set of duplicates", () -> Set.of(1, 1));
        show("resize", () -> { Map<Integer, Integer> m = new HashMap<>(1); for (int i = 0; i < 3000; i++) m.put(i * 4096, i); int s = 0; for (var e : m.entrySet()) s = s * 31 + e.getKey() + e.getValue(); return s + " " + m.size(); });
        show("order of a hash map", () -> { Map<String, Integer> m = new HashMap<>(); for (int i = 0; i < 14; i++) m.put("key" + i, i); return m; });
        show("properties", () -> { Map<Object, Object> p = new Properties(); p.put("a", "b"); return p + " " + Collections.singletonMap(1, 2) + Collections.synchronizedMap(new TreeMap<>(Map.of(1, 2))); });
    }
}

/* expect-output:
HashMap: 5 -1 3 13 null 5 4 false 10 323263691 {eight=5, five=44, new=5, nine=4, one=3, seven=5, six=3, ten=3, three=5, two=13} true
  views: {eight=11, new=11, nine=9, seven=11, six=7, ten=7, three=11} true
  fail fast: java.util.ConcurrentModificationException
  null: null 1
LinkedHashMap: 5 -1 3 13 null 5 4 false 10 323263691 {eight=5, five=44, new=5, nine=4, one=3, seven=5, six=3, ten=3, three=5, two=13} true
  views: {eight=11, new=11, nine=9, seven=11, six=7, ten=7, three=11} true
  fail fast: java.util.ConcurrentModificationException
  null: null 1
TreeMap: 5 -1 3 13 null 5 4 false 10 323263691 {eight=5, five=44, new=5, nine=4, one=3, seven=5, six=3, ten=3, three=5, two=13} true
  views: {eight=11, new=11, nine=9, seven=11, six=7, ten=7, three=11} true
  fail fast: java.util.ConcurrentModificationException
  null: java.lang.NullPointerException: Cannot read field "value" because "anotherString" is null
Hashtable: 5 -1 3 13 null 5 4 false 10 323263691 {eight=5, five=44, new=5, nine=4, one=3, seven=5, six=3, ten=3, three=5, two=13} true
  views: {eight=11, new=11, nine=9, seven=11, six=7, ten=7, three=11} true
  fail fast: java.util.ConcurrentModificationException
  null: java.lang.NullPointerException: Cannot invoke "Object.hashCode()" because "key" is null
WeakHashMap: 5 -1 3 13 null 5 4 false 10 323263691 {eight=5, five=44, new=5, nine=4, one=3, seven=5, six=3, ten=3, three=5, two=13} true
  views: {eight=11, new=11, nine=9, seven=11, six=7, ten=7, three=11} true
  fail fast: java.util.ConcurrentModificationException
  null: null 1
access order: {3=3, 1=1, 9=9}
tree bins: 0 166 false
navigation: 0 45=v45 10 15 null null {0=v0, 5=v5}{45=v45}{15=v15, 20=v20} 45 0=v05
sub map range: java.lang.IllegalArgumentException: key out of range
sub map backwards: java.lang.IllegalArgumentException: fromKey > toKey
wrong key: java.lang.ClassCastException: class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
empty: java.util.NoSuchElementException
immutable: true {1=2} 0
duplicate: java.lang.IllegalArgumentException: duplicate key: a
put: java.lang.UnsupportedOperationException
entry: k=v 29 true-1
set entry: java.lang.UnsupportedOperationException: not supported
identity: 2 1
enum map: {A=1, C=3} false [B, C, D][B, C, D][]false
bits: 67 3 -1 70 128 {8, 9, 10, 11, 12, 13, 14, 15} true 1157 [0, -1]
sets: [1, 2, 9] [1, 3][3, 2, 1] true [b, a]
set of duplicates: java.lang.IllegalArgumentException: duplicate element: 1
resize: -1928895824 3000
order of a hash map: {key1=1, key2=2, key0=0, key5=5, key6=6, key3=3, key4=4, key9=9, key7=7, key8=8, key11=11, key10=10, key13=13, key12=12}
properties: {a=b} {1=2}{1=2}
*/
