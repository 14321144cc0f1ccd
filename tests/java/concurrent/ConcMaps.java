// ConcurrentHashMap and its relatives: atomic compute, iteration while changing, collisions, trees, bulk operations.
import java.util.*;
import java.util.concurrent.*;

public class ConcMaps {
    record Bad(int n) implements Comparable<Bad> {
        public int hashCode() { return n % 3; }
        public int compareTo(Bad o) { return Integer.compare(n, o.n); }
    }

    static void show(String name, Callable<?> action) {
        try {
            System.out.println(name + ": " + action.call());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Exception {
        ConcurrentHashMap<Bad, Integer> map = new ConcurrentHashMap<>();
        for (int i = 0; i < 200; i++) map.put(new Bad(i), i);
        show("collisions", () -> map.size() + " " + map.get(new Bad(150)) + " " + map.get(new Bad(200)) + " " + map.values().stream().mapToInt(x -> x).sum());
        for (int i = 0; i < 190; i++) map.remove(new Bad(i));
        show("removed", () -> new TreeMap<>(map).keySet().iterator().next() + " " + map.size() + " " + map.mappingCount());
        ConcurrentHashMap<String, Integer> m = new ConcurrentHashMap<>();
        show("null key", () -> m.put(null, 1));
        show("null value", () -> m.put("a", null));
        show("putIfAbsent", () -> m.putIfAbsent("a", 1) + " " + m.putIfAbsent("a", 2) + " " + m);
        show("computeIfAbsent", () -> m.computeIfAbsent("b", String::length) + " " + m.computeIfAbsent("b", k -> 9) + " " + m.computeIfAbsent("c", k -> null) + m);
        show("compute", () -> m.compute("a", (k, v) -> v + 10) + " " + m.compute("b", (k, v) -> null) + m);
        show("merge", () -> m.merge("a", 5, Integer::sum) + " " + m.merge("z", 5, Integer::sum) + " " + m.merge("z", 1, (x, y) -> null) + m);
        show("replace", () -> m.replace("a", 16, 17) + " " + m.replace("a", 16, 18) + " " + m.replace("q", 1) + " " + m.remove("a", 1) + " " + m.remove("a", 17) + m);
        show("recursive update", () -> m.computeIfAbsent("r", k -> m.computeIfAbsent("r", j -> 1)));
        for (int i = 0; i < 50; i++) m.put("k" + i, i);
        show("iterate and change", () -> { int seen = 0; for (String k : m.keySet()) { m.remove(k); m.put(k + "x", 1); if (++seen > 1000) break; } return seen <= 1000; });
        show("size", () -> m.size() + " " + m.keySet().stream().allMatch(k -> k.endsWith("x")));
        show("failing compute", () -> m.compute("new", (k, v) -> { throw new IllegalStateException(k); }));
        show("not there", () -> m.containsKey("new"));
        ConcurrentHashMap<Integer, Integer> counts = new ConcurrentHashMap<>(2);
        Thread[] threads = new Thread[4];
        for (int t = 0; t < 4; t++) {
            int n = t;
            threads[t] = new Thread(() -> { for (int i = 0; i < 1500; i++) { counts.merge(i % 300, 1, Integer::sum); if (i % 7 == n) counts.computeIfPresent(i % 300, (k, v) -> v); } });
            threads[t].start();
        }
        for (Thread t : threads) t.join();
        show("raced", () -> counts.size() + " " + new TreeSet<>(counts.values()) + " " + counts.reduceValuesToLong(1, x -> x, 0, Long::sum));
        show("forEach", () -> { int[] s = {0}; counts.forEach(1000, (k, v) -> { synchronized (s) { s[0] += k; } }); return s[0]; });
        show("set view", () -> { Set<String> s = ConcurrentHashMap.newKeySet(); return s.add("a") + " " + s.add("a") + s; });
        show("keySet with value", () -> { Set<Integer> s = counts.keySet(0); s.add(1000); return counts.get(1000); });
        ConcurrentSkipListMap<Integer, String> skip = new ConcurrentSkipListMap<>();
        for (int i = 0; i < 100; i++) skip.put((i * 37) % 100, "v" + i);
        show("skip list", () -> skip.firstKey() + " " + skip.lastKey() + " " + skip.floorKey(-1) + " " + skip.ceilingEntry(50) + " " + skip.subMap(10, true, 15, false).keySet() + " " + skip.descendingMap().firstKey() + " " + skip.pollFirstEntry() + skip.size());
        CopyOnWriteArrayList<Integer> copy = new CopyOnWriteArrayList<>(List.of(1, 2, 3));
        show("copy on write", () -> { Iterator<Integer> it = copy.iterator(); copy.add(4); copy.remove(Integer.valueOf(1)); int n = 0; while (it.hasNext()) n += it.next(); return n + " " + copy + copy.addIfAbsent(2); });
        show("its iterator", () -> { Iterator<Integer> it = copy.iterator(); it.next(); it.remove(); return 0; });
        ConcurrentLinkedDeque<Integer> deque = new ConcurrentLinkedDeque<>();
        for (int i = 0; i < 5; i++) { deque.addFirst(i); deque.addLast(-i); }
        show("deque", () -> deque.peekFirst() + " " + deque.pollLast() + " " + deque.removeFirstOccurrence(0) + deque);
        Map<String, Integer> sync = Collections.synchronizedMap(new LinkedHashMap<>());
        show("synchronized map", () -> { for (String s : "the cat the dog the end".split(" ")) sync.merge(s, 1, Integer::sum); return sync; });
        show("fail fast", () -> { Map<Integer, Integer> h = new HashMap<>(Map.of(1, 1, 2, 2, 3, 3)); for (Integer k : h.keySet()) h.put(k + 10, 1); return h; });
    }
}

/* expect-output:
collisions: 200 150 null 19900
removed: Bad[n=190] 10 10
null key: java.lang.NullPointerException
null value: java.lang.NullPointerException
putIfAbsent: null 1 {a=1}
computeIfAbsent: 1 1 null{a=1, b=1}
compute: 11 null{a=11}
merge: 16 5 null{a=16}
replace: true false null false true{}
recursive update: java.lang.IllegalStateException: Recursive update
iterate and change: true
size: 50 true
failing compute: java.lang.IllegalStateException: new
not there: false
raced: 300 [20] 6000
forEach: 44850
set view: true false[a]
keySet with value: 0
skip list: 0 99 null 50=v50 [10, 11, 12, 13, 14] 99 0=v099
copy on write: 6 [2, 3, 4]false
its iterator: java.lang.UnsupportedOperationException
deque: 4 -4 true[4, 3, 2, 1, 0, -1, -2, -3]
synchronized map: {the=3, cat=1, dog=1, end=1}
fail fast: java.util.ConcurrentModificationException
*/
