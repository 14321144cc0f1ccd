import java.util.*;

/** One call site, many receiver classes, some loaded while it runs: virtual, interface, equals, hashCode, toString, iterators, lambdas. */
public class MegaSites {
    interface F { int f(int x); }
    static abstract class N { abstract int n(int x); int base() { return 1; } }
    static class N0 extends N { int n(int x) { return x; } } static class N1 extends N { int n(int x) { return x + 1; } int base() { return 2; } } static class N2 extends N1 { int n(int x) { return super.n(x) * 2; } }
    static final class N3 extends N2 { int base() { return super.base() + 5; } } static class N4 extends N0 { } static class N5 extends N { int n(int x) { return -x; } } static class N6 extends N5 { int base() { return 100; } }
    static class Late extends N0 { static { LOG.append("late "); } int n(int x) { return x ^ 0x55; } }
    static class Later extends Late implements F { static { LOG.append("later "); } public int f(int x) { return n(x) + 1; } }
    static final StringBuilder LOG = new StringBuilder();
    enum E implements F { A { public int f(int x) { return 1; } }, B { public int f(int x) { return x; } }, C; public int f(int x) { return x * x; } }
    record R(int k) implements F { public int f(int x) { return x % (k + 2); } }

    static int site(N n, int x) { return n.n(x) + n.base(); }
    static int isite(F f, int x) { return f.f(x); }
    static int hash(Object o) { return o.hashCode(); }
    static boolean eq(Object a, Object b) { return a.equals(b); }
    static int length(CharSequence c) { return c.length(); }
    static int iterate(Iterable<?> it) { int n = 0; for (Object o : it) n = n * 3 + o.toString().length(); return n; }

    public static void main(String[] args) throws Exception {
        List<N> ns = new ArrayList<>(List.of(new N0(), new N1(), new N2(), new N3(), new N4(), new N5(), new N6()));
        List<F> fs = new ArrayList<>(List.of(E.A, E.B, E.C, new R(3), new R(5), x -> x << 1, Math::abs, new F() { int c; public int f(int x) { return c++; } }));
        long sum = 0;
        for (int round = 0; round < 300; round++) {
            if (round == 100) ns.add(new Late());
            if (round == 200) { Later l = new Later(); ns.add(l); fs.add(l); }
            for (N n : ns) sum = sum * 7 + site(n, round);
            for (F f : fs) sum = sum * 5 + isite(f, round);
        }
        System.out.println(sum + " " + LOG);
        Object[] objects = {"s", 1, 2L, 'c', 1.5, true, List.of(1), Map.of(1, 2), Set.of(3), new R(1), E.B.name(), new int[0].length, Optional.of("o"), new java.math.BigInteger("9"), new StringBuilder("x").toString(), Arrays.asList(1, "2"), new BitSet(), Locale.ROOT, java.time.Duration.ZERO, java.nio.charset.StandardCharsets.UTF_8.name()};
        int h = 0, equal = 0;
        for (int i = 0; i < 20; i++) for (Object o : objects) { h = h * 31 + hash(o); if (eq(o, objects[(i * 3) % objects.length])) equal++; }
        System.out.println(h + " " + equal);
        CharSequence[] cs = {"abc", new StringBuilder("de"), new StringBuffer("f"), java.nio.CharBuffer.wrap("ghij"), new CharSequence() { public int length() { return 9; } public char charAt(int i) { return 'z'; } public CharSequence subSequence(int a, int b) { return this; } }};
        int total = 0;
        for (int i = 0; i < 100; i++) total += length(cs[i * i % cs.length]) * i;
        List<Iterable<?>> its = List.of(List.of(1, 2), new ArrayList<>(List.of("a")), new LinkedList<>(List.of(5L, 66L)), new ArrayDeque<>(List.of("q")), new TreeSet<>(List.of(3, 1)), Map.of("k", 1).keySet(), new TreeMap<>(Map.of(1, 2)).entrySet(), Arrays.asList(1.5), java.nio.file.Path.of("a/b"), EnumSet.of(E.A, E.C), Collections.nCopies(3, 'x'), Collections.emptyList(), (Iterable<Object>) () -> List.<Object>of(7).iterator());
        for (Iterable<?> it : its) System.out.print(iterate(it) + " ");
        System.out.println(total);
        Object[] nulls = {null};
        for (int i = 0; i < 3; i++) try { hash(nulls[0]); } catch (NullPointerException e) { System.out.print(e.getMessage() + ";"); }
        try { site(null, 1); } catch (NullPointerException e) { System.out.print(e.getMessage() + ";"); }
        try { isite(null, 1); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
    }
}

/* expect-output:
-520525742207309285 late later 
1067785556 20
4 1 5 1 4 1 3 3 4 4 13 0 1 24850
Cannot invoke "Object.hashCode()" because "<parameter1>" is null;Cannot invoke "Object.hashCode()" because "<parameter1>" is null;Cannot invoke "Object.hashCode()" because "<parameter1>" is null;Cannot invoke "MegaSites$N.n(int)" because "<parameter1>" is null;Cannot invoke "MegaSites$F.f(int)" because "<parameter1>" is null
*/
