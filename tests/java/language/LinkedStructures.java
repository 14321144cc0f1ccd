import java.util.*;

/** Object graphs that live across many collections: lists, trees, hash tables and graphs made by hand and by the library, with checks. */
public class LinkedStructures {
    static class Tree<K extends Comparable<K>, V> {
        class Node { K k; V v; Node l, r; int h = 1; Node(K k, V v) { this.k = k; this.v = v; } }
        Node root;
        int size;
        int h(Node n) { return n == null ? 0 : n.h; }
        void fix(Node n) { n.h = 1 + Math.max(h(n.l), h(n.r)); }
        Node right(Node n) { Node x = n.l; n.l = x.r; x.r = n; fix(n); fix(x); return x; }
        Node left(Node n) { Node x = n.r; n.r = x.l; x.l = n; fix(n); fix(x); return x; }
        Node put(Node n, K k, V v) {
            if (n == null) { size++; return new Node(k, v); }
            int c = k.compareTo(n.k);
            if (c == 0) n.v = v; else if (c < 0) n.l = put(n.l, k, v); else n.r = put(n.r, k, v);
            fix(n);
            if (h(n.l) > h(n.r) + 1) { if (h(n.l.r) > h(n.l.l)) n.l = left(n.l); return right(n); }
            if (h(n.r) > h(n.l) + 1) { if (h(n.r.l) > h(n.r.r)) n.r = right(n.r); return left(n); }
            return n;
        }
        void put(K k, V v) { root = put(root, k, v); }
        V get(K k) { Node n = root; while (n != null) { int c = k.compareTo(n.k); if (c == 0) return n.v; n = c < 0 ? n.l : n.r; } return null; }
    }
    static class Cell { Object head; Cell tail; Cell(Object h, Cell t) { head = h; tail = t; } }
    static Cell reverse(Cell c) { Cell r = null; for (; c != null; c = c.tail) r = new Cell(c.head, r); return r; }
    static class Graph { final Map<Integer, Set<Integer>> edges = new HashMap<>(); void edge(int a, int b) { edges.computeIfAbsent(a, k -> new TreeSet<>()).add(b); edges.computeIfAbsent(b, k -> new TreeSet<>()).add(a); }
        int reach(int from) { Set<Integer> seen = new HashSet<>(Set.of(from)); Deque<Integer> todo = new ArrayDeque<>(seen); while (!todo.isEmpty()) for (int n : edges.get(todo.pop())) if (seen.add(n)) todo.push(n); return seen.size(); } }

    public static void main(String[] args) {
        Tree<String, Integer> t = new Tree<>();
        Map<String, Integer> check = new TreeMap<>();
        Random r = new Random(11);
        for (int i = 0; i < 600; i++) { String k = "k" + r.nextInt(300); t.put(k, i); check.put(k, i); }
        int wrong = 0;
        for (var e : check.entrySet()) if (!e.getValue().equals(t.get(e.getKey()))) wrong++;
        System.out.println(t.size + " " + check.size() + " " + wrong + " " + (t.root.h <= 10) + " " + t.get("none"));
        Cell c = null;
        for (int i = 0; i < 1000; i++) c = new Cell(i % 2 == 0 ? (Object) i : "s" + i, c);
        for (int i = 0; i < 3; i++) c = reverse(c);
        int n = 0, h = 0;
        for (Cell x = c; x != null; x = x.tail) { n++; h = h * 31 + x.head.hashCode(); }
        System.out.println(n + " " + h + " " + c.head);
        Graph g = new Graph();
        for (int i = 0; i < 150; i++) { g.edge(i, (i * 7 + 3) % 150); if (i % 3 == 0) g.edge(i, (i + 3) % 150); }
        System.out.println(g.reach(0) + " " + g.edges.get(3));
        Object[][] spine = new Object[20][];
        for (int round = 0; round < 40; round++) for (int i = 0; i < spine.length; i++) { Object[] old = spine[(i + 1) % spine.length]; spine[i] = new Object[] {old == null ? null : old[1], round * 100 + i, new int[] {round, i}}; }
        int s = 0;
        for (Object[] o : spine) s = s * 17 + (Integer) o[0] + (Integer) o[1] + ((int[]) o[2])[0];
        System.out.println(s);
        LinkedHashMap<Integer, byte[]> lru = new LinkedHashMap<>(16, 0.75f, true) { @Override protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> e) { return size() > 10; } };
        for (int i = 0; i < 300; i++) { lru.put(i * i % 37, new byte[i]); lru.get(4); }
        System.out.println(lru.keySet() + " " + lru.get(4).length);
        PriorityQueue<int[]> q = new PriorityQueue<>((a, b) -> a[0] != b[0] ? a[0] - b[0] : a[1] - b[1]);
        for (int i = 0; i < 200; i++) q.add(new int[] {r.nextInt(50), i});
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 12; i++) { int[] x = q.poll(); out.append(x[0]).append(':').append(x[1]).append(' '); }
        System.out.println(out);
        IdentityHashMap<Object, Integer> id = new IdentityHashMap<>();
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 200; i++) { Object k = new String("same"); keys.add(k); id.put(k, i); }
        int ok = 0;
        for (int i = 0; i < keys.size(); i++) if (id.get(keys.get(i)) == i) ok++;
        System.out.println(id.size() + " " + ok + " " + new HashSet<>(keys).size());
        BitSet bits = new BitSet();
        for (int i = 2; i < 500; i++) bits.set(i);
        for (int i = 2; i * i < 500; i++) if (bits.get(i)) for (int j = i * i; j < 500; j += i) bits.clear(j);
        System.out.println(bits.cardinality() + " " + bits.previousSetBit(499) + " " + new ArrayList<>(List.of(3, 1, 2)) {{ sort(null); Collections.reverse(this); }});
    }
}

/* expect-output:
265 265 0 true null
1000 1260305962 0
50 [0, 6, 24]
-1750220932
[7, 27, 12, 36, 25, 16, 0, 1, 9, 4] 298
0:169 1:55 1:99 2:86 2:147 2:172 3:31 3:43 3:49 3:54 3:97 3:125 
200 200 1
95 499 [3, 2, 1]
*/
