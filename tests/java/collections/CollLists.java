// Lists: array, linked, immutable, sub-lists, iterators, sorting, fail-fast, bulk operations.
import java.util.*;
import java.util.stream.*;

public class CollLists {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        for (List<Integer> l : List.of(new ArrayList<Integer>(), new LinkedList<Integer>(), new Vector<Integer>(), new Stack<Integer>(), new java.util.concurrent.CopyOnWriteArrayList<Integer>())) {
            for (int i = 0; i < 10; i++) l.add(i * 7 % 10);
            show(l.getClass().getSimpleName(), () -> { l.add(3, 99); l.remove(Integer.valueOf(7)); l.remove(0); l.set(1, -1); return l + " " + l.indexOf(9) + " " + l.lastIndexOf(42) + " " + l.contains(99) + " " + l.hashCode() + " " + l.equals(new ArrayList<>(l)); });
            show("  sorted", () -> { l.sort(null); return l + " " + Collections.binarySearch(l, 5) + " " + Collections.binarySearch(l, 50); });
            show("  bulk", () -> { l.removeIf(x -> x % 2 == 0); l.replaceAll(x -> x * 10); return l.addAll(1, List.of(1, 2)) + " " + l.retainAll(List.of(1, 2, 10, 30)) + " " + l + l.containsAll(List.of(1)) + " " + Arrays.toString(l.toArray(new Integer[8])); });
            show("  sub", () -> { List<Integer> s = l.subList(1, 3); s.set(0, 5); s.add(6); s.remove(0); return s + " " + l; });
            show("  bad index", () -> l.get(50));
            show("  negative", () -> l.get(-1));
            show("  bad sub", () -> l.subList(2, 1));
            show("  fail fast", () -> { for (Integer x : l) l.add(x); return l.size(); });
            show("  iterator", () -> { ListIterator<Integer> it = l.listIterator(l.size()); StringBuilder b = new StringBuilder(); while (it.hasPrevious()) b.append(it.previousIndex()).append(it.previous()); it.add(77); it.next(); it.set(88); return b.toString() + l; });
            show("  remove twice", () -> { Iterator<Integer> it = l.iterator(); it.next(); it.remove(); it.remove(); return l; });
            show("  end", () -> { l.clear(); return l.iterator().next(); });
        }
        show("immutable", () -> List.of(1, 2).getClass() == List.of(1).getClass());
        show("of null", () -> List.of(1, null));
        show("add to of", () -> List.of().add(null));
        show("contains null", () -> List.of(1).contains(null));
        show("copyOf", () -> { List<Integer> l = List.of(1, 2); return (List.copyOf(l) == l) + " " + List.copyOf(new ArrayList<>(l)); });
        show("asList", () -> { Integer[] a = {3, 1, 2}; List<Integer> l = Arrays.asList(a); Collections.sort(l); l.set(0, 9); return Arrays.toString(a) + l; });
        show("asList add", () -> Arrays.asList(1).add(2));
        show("helpers", () -> { List<Integer> l = IntStream.range(0, 8).boxed().collect(Collectors.toCollection(ArrayList::new)); Collections.rotate(l, 3); Collections.swap(l, 0, 7); Collections.reverse(l.subList(2, 5)); return l + " " + Collections.max(l) + Collections.min(l, Comparator.reverseOrder()) + " " + Collections.frequency(l, 3) + " " + Collections.nCopies(3, "x") + Collections.disjoint(l, List.of(99)) + " " + Collections.indexOfSubList(l, List.of(1, 2)) + Collections.emptyList(); });
        show("unmodifiable", () -> Collections.unmodifiableList(new ArrayList<>(List.of(1))).remove(0));
        show("checked", () -> { List raw = Collections.checkedList(new ArrayList<>(), String.class); raw.add(1); return raw; });
        show("comparator breaks its contract", () -> { Integer[] a = new Random(1).ints(100, 0, 50).boxed().toArray(Integer[]::new); Arrays.sort(a, (x, y) -> x < y ? -1 : 1); return a.length; });
        show("stable", () -> { List<String> l = new ArrayList<>(List.of("bb", "a", "cc", "b", "aa", "c")); l.sort(Comparator.comparing(String::length)); return l; });
        show("comparators", () -> { List<String> l = new ArrayList<>(Arrays.asList("b", null, "A", "c")); l.sort(Comparator.nullsFirst(String.CASE_INSENSITIVE_ORDER.reversed())); return l; });
        show("deque", () -> { ArrayDeque<Integer> q = new ArrayDeque<>(2); for (int i = 0; i < 20; i++) { q.addFirst(i); if (i % 3 == 0) q.pollLast(); } return q + " " + q.peekFirst() + q.pop() + q.removeLast() + q.contains(9); });
        show("null in deque", () -> new ArrayDeque<>().add(null));
        show("priority queue", () -> { PriorityQueue<String> q = new PriorityQueue<>(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder())); q.addAll(List.of("ccc", "a", "bb", "b", "dd")); StringBuilder b = new StringBuilder(); while (!q.isEmpty()) b.append(q.poll()).append(' '); return b; });
        show("not comparable", () -> new PriorityQueue<>(List.of(new Object(), new Object())));
        show("large", () -> { ArrayList<Integer> l = new ArrayList<>(); for (int i = 0; i < 5000; i++) l.add(i / 2, i); long h = 0; for (int x : l) h = h * 31 + x; return h; });
    }
}

/* expect-output:
ArrayList: [4, -1, 1, 8, 5, 2, 9, 6, 3] 6 -1 false 542015814 true
  sorted: [-1, 1, 2, 3, 4, 5, 6, 8, 9] 5 -10
  bulk: true true [1, 2, 10, 30]true [1, 2, 10, 30, null, null, null, null]
  sub: [10, 6] [1, 10, 6, 30]
  bad index: java.lang.IndexOutOfBoundsException: Index 50 out of bounds for length 4
  negative: java.lang.IndexOutOfBoundsException: Index -1 out of bounds for length 4
  bad sub: java.lang.IllegalArgumentException: fromIndex(2) > toIndex(1)
  fail fast: java.util.ConcurrentModificationException
  iterator: 413302611001[77, 88, 10, 6, 30, 1]
  remove twice: java.lang.IllegalStateException
  end: java.util.NoSuchElementException
LinkedList: [4, -1, 1, 8, 5, 2, 9, 6, 3] 6 -1 false 542015814 true
  sorted: [-1, 1, 2, 3, 4, 5, 6, 8, 9] 5 -10
  bulk: true true [1, 2, 10, 30]true [1, 2, 10, 30, null, null, null, null]
  sub: [10, 6] [1, 10, 6, 30]
  bad index: java.lang.IndexOutOfBoundsException: Index: 50, Size: 4
  negative: java.lang.IndexOutOfBoundsException: Index: -1, Size: 4
  bad sub: java.lang.IllegalArgumentException: fromIndex(2) > toIndex(1)
  fail fast: java.util.ConcurrentModificationException
  iterator: 413302611001[77, 88, 10, 6, 30, 1]
  remove twice: java.lang.IllegalStateException
  end: java.util.NoSuchElementException
Vector: [4, -1, 1, 8, 5, 2, 9, 6, 3] 6 -1 false 542015814 true
  sorted: [-1, 1, 2, 3, 4, 5, 6, 8, 9] 5 -10
  bulk: true true [1, 2, 10, 30]true [1, 2, 10, 30, null, null, null, null]
  sub: [10, 6] [1, 10, 6, 30]
  bad index: java.lang.ArrayIndexOutOfBoundsException: Array index out of range: 50
  negative: java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 20
  bad sub: java.lang.IllegalArgumentException: fromIndex(2) > toIndex(1)
  fail fast: java.util.ConcurrentModificationException
  iterator: 413302611001[77, 88, 10, 6, 30, 1]
  remove twice: java.lang.IllegalStateException
  end: java.util.NoSuchElementException
Stack: [4, -1, 1, 8, 5, 2, 9, 6, 3] 6 -1 false 542015814 true
  sorted: [-1, 1, 2, 3, 4, 5, 6, 8, 9] 5 -10
  bulk: true true [1, 2, 10, 30]true [1, 2, 10, 30, null, null, null, null]
  sub: [10, 6] [1, 10, 6, 30]
  bad index: java.lang.ArrayIndexOutOfBoundsException: Array index out of range: 50
  negative: java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 20
  bad sub: java.lang.IllegalArgumentException: fromIndex(2) > toIndex(1)
  fail fast: java.util.ConcurrentModificationException
  iterator: 413302611001[77, 88, 10, 6, 30, 1]
  remove twice: java.lang.IllegalStateException
  end: java.util.NoSuchElementException
CopyOnWriteArrayList: [4, -1, 1, 8, 5, 2, 9, 6, 3] 6 -1 false 542015814 true
  sorted: [-1, 1, 2, 3, 4, 5, 6, 8, 9] 5 -10
  bulk: true true [1, 2, 10, 30]true [1, 2, 10, 30, null, null, null, null]
  sub: [10, 6] [1, 10, 6, 30]
  bad index: java.lang.ArrayIndexOutOfBoundsException: Index 50 out of bounds for length 4
  negative: java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 4
  bad sub: java.lang.IndexOutOfBoundsException
  fail fast: 8
  iterator: java.lang.UnsupportedOperationException
  remove twice: java.lang.UnsupportedOperationException
  end: java.util.NoSuchElementException
immutable: true
of null: java.lang.NullPointerException
add to of: java.lang.UnsupportedOperationException
contains null: java.lang.NullPointerException
copyOf: true [1, 2]
asList: [9, 2, 3][9, 2, 3]
asList add: java.lang.UnsupportedOperationException
helpers: [4, 6, 1, 0, 7, 2, 3, 5] 77 1 [x, x, x]true -1[]
unmodifiable: java.lang.UnsupportedOperationException
checked: java.lang.ClassCastException: Attempt to insert class java.lang.Integer element into collection with element type class java.lang.String
comparator breaks its contract: 100
stable: [a, b, c, bb, cc, aa]
comparators: [null, c, b, A]
deque: [19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7] 19197true
null in deque: java.lang.NullPointerException
priority queue: b a dd bb ccc 
not comparable: java.lang.ClassCastException: class java.lang.Object cannot be cast to class java.lang.Comparable (java.lang.Object and java.lang.Comparable are in module java.base of loader 'bootstrap')
large: 6739048196466764736
*/
