// Shapes that collectors find hard: long lists, wide arrays, back pointers, old objects full of young ones, many small maps.
import java.util.*;

public class GcBigHeapShapes {
    static final class Node { Node left, right; int value; Node(int v) { value = v; } }

    static Node build(int depth) {
        Node n = new Node(depth);
        if (depth > 0) { n.left = build(depth - 1); n.right = build(depth - 1); }
        return n;
    }
    static int count(Node n) { return n == null ? 0 : 1 + count(n.left) + count(n.right); }

    public static void main(String[] args) {
        Node keep = build(11);
        int total = 0;
        for (int i = 0; i < 12; i++) total += count(build(8 + i % 3));
        System.out.println(total + " " + count(keep));
        // A ring with a doorway; rotate so that old points at young everywhere.
        LinkedList<int[]> ring = new LinkedList<>();
        for (int i = 0; i < 3000; i++) ring.add(new int[] {i});
        long sum = 0;
        for (int i = 0; i < 9000; i++) { int[] x = ring.removeFirst(); sum += x[0]; ring.addLast(new int[] {x[0] + 1}); }
        System.out.println(sum + " " + ring.getFirst()[0] + " " + ring.getLast()[0]);
        // One large table whose every slot is replaced again and again.
        Object[] table = new Object[5000];
        for (int round = 0; round < 8; round++) for (int i = 0; i < table.length; i++) table[(i * 7) % table.length] = (i & 1) == 0 ? (Object) Integer.valueOf(i + 1000 * round) : new Object[] {table[(i + 1) % table.length] instanceof Integer n ? n : null};
        long check = 0;
        for (Object o : table) check = check * 31 + (o instanceof Integer n ? n : ((Object[]) o)[0] instanceof Integer m ? m : -1);
        System.out.println(check);
        Map<String, Map<Integer, List<String>>> maps = new TreeMap<>();
        for (int i = 0; i < 4000; i++) maps.computeIfAbsent("k" + i % 37, k -> new HashMap<>()).computeIfAbsent(i % 11, k -> new ArrayList<>()).add("v" + i);
        int hash = 0;
        for (var e : maps.entrySet()) for (var f : e.getValue().entrySet()) hash = hash * 17 + e.getKey().hashCode() + f.getKey() + f.getValue().hashCode();
        System.out.println(hash);
        // Strings of all lengths, dropped and kept.
        List<String> kept = new ArrayList<>();
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < 2000; i++) { b.setLength(0); for (int k = 0; k < i % 97; k++) b.append((char) (i % 5 == 0 ? 0x400 + k : 'a' + k % 26)); String s = b.toString(); if (i % 10 == 0) kept.add(s); }
        System.out.println(kept.hashCode() + " " + kept.get(7).length());
        // A deep recursion that allocates at every level, with the result in many frames.
        System.out.println(deep(900, new ArrayDeque<>()));
        BitSet bits = new BitSet();
        PriorityQueue<long[]> queue = new PriorityQueue<>((x, y) -> Long.compare(x[0], y[0]));
        for (int i = 0; i < 3000; i++) { queue.add(new long[] {(i * 48271L) % 65537}); if (queue.size() > 500) bits.set((int) queue.poll()[0]); }
        System.out.println(bits.cardinality() + " " + queue.peek()[0]);
        Iterator<Integer> lazy = java.util.stream.Stream.iterate(1, x -> x * 3 % 10007).limit(3000).filter(x -> x % 2 == 1).iterator();
        long streamed = 0;
        while (lazy.hasNext()) streamed += lazy.next();
        System.out.println(streamed);
        System.gc();
        System.out.println(count(keep));
    }

    static int deep(int n, Deque<Object> trail) {
        if (n == 0) return trail.size();
        Object mine = new Object[] {n, trail};
        trail.push(mine);
        int result = deep(n - 1, trail);
        if (trail.peekFirst() == null) throw new AssertionError();
        return result + ((Integer) ((Object[]) mine)[0]) % 2;
    }
}

/* expect-output:
14324 4095
13504500 3 3002
-8904568460982772048
1909675722
418888848 70
1350
2500 54630
7572061
4095
*/
