import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.List;
import support.Show;
import static java.lang.invoke.MethodHandles.*;

/** Loop combinators: loop, whileLoop, doWhileLoop, countedLoop, iteratedLoop; long chains of handles; deep recursion through handles. */
public class LoopHandles {
    static final Lookup L = lookup();
    static MethodHandle h(String name, Class<?> r, Class<?>... p) throws Exception { return L.findStatic(LoopHandles.class, name, MethodType.methodType(r, p)); }
    static int add(int acc, int i) { return acc + i; }
    static int addTo(int acc, int i, int limit) { return acc + i * limit; }
    static boolean less(int acc, int limit) { return acc < limit; }
    static int doubled(int acc, int limit) { return acc == 0 ? 1 : acc * 2; }
    static String join(String acc, String s) { return acc + "," + s; }
    static String joinAll(String acc, String s, List<String> l) { return acc + "," + s + l.size(); }
    static int inc(int x) { return x + 1; }
    static boolean even(int x) { return x % 2 == 0; }
    static boolean positive(int n) { return n > 0; }
    static long fact(MethodHandle self, long n) throws Throwable { return n < 2 ? 1 : n * (long) self.invokeExact(self, n - 1); }
    static int depth(MethodHandle self, int n) throws Throwable { return n == 0 ? 0 : 1 + (int) self.invokeExact(self, n - 1); }
    static int forever(MethodHandle self, int n) throws Throwable { return 1 + (int) self.invokeExact(self, n + 1); }

    public static void main(String[] args) throws Throwable {
        MethodHandle counted = countedLoop(constant(int.class, 5), constant(int.class, 100), h("add", int.class, int.class, int.class));
        Show.outcome("counted", () -> (int) counted.invokeExact());
        MethodHandle ranged = countedLoop(identity(int.class), dropArguments(constant(int.class, 10), 0, int.class), dropArguments(constant(int.class, 0), 0, int.class), h("addTo", int.class, int.class, int.class, int.class));
        Show.outcome("ranged", () -> (int) ranged.invokeExact(7));
        MethodHandle wh = whileLoop(constant(int.class, 0), h("less", boolean.class, int.class, int.class), h("doubled", int.class, int.class, int.class));
        Show.outcome("while", () -> (int) wh.invokeExact(100) + " " + (int) wh.invokeExact(0));
        MethodHandle dw = doWhileLoop(null, h("doubled", int.class, int.class, int.class), h("less", boolean.class, int.class, int.class));
        Show.outcome("doWhile", () -> (int) dw.invokeExact(0) + " " + (int) dw.invokeExact(1000));
        MethodHandle it = iteratedLoop(null, constant(String.class, "start"), h("join", String.class, String.class, String.class));
        Show.outcome("iterated", () -> (String) it.invoke(List.of("a", "b", "c")) + (String) it.invoke(List.of()) + it.type());
        MethodHandle[] counter = {constant(int.class, 0), h("inc", int.class, int.class)};
        Show.outcome("bindTo of int", () -> h("less", boolean.class, int.class, int.class).bindTo(1));
        MethodHandle test = insertArguments(h("less", boolean.class, int.class, int.class), 1, 42), result = identity(int.class);
        MethodHandle general = loop(new MethodHandle[] {constant(int.class, 0), h("inc", int.class, int.class), test, result});
        Show.outcome("loop", () -> (int) general.invokeExact());
        Show.outcome("no clauses", () -> loop());
        Show.outcome("no predicate", () -> loop(counter));
        Show.outcome("bad predicate", () -> whileLoop(constant(int.class, 0), constant(int.class, 0), h("inc", int.class, int.class)));
        MethodHandle chain = identity(int.class), inc = h("inc", int.class, int.class);
        for (int i = 0; i < 200; i++) {
            chain = filterReturnValue(chain, inc);
        }
        MethodHandle c = chain;
        Show.outcome("chain of 200", () -> (int) c.invokeExact(5));
        MethodHandle tree = inc;
        for (int i = 0; i < 12; i++) {
            tree = guardWithTest(h("even", boolean.class, int.class), filterReturnValue(tree, inc), filterArguments(tree, 0, inc));
        }
        MethodHandle t = tree;
        Show.outcome("tree", () -> (int) t.invokeExact(5) + " " + (int) t.invokeExact(6));
        MethodHandle fact = h("fact", long.class, MethodHandle.class, long.class), depth = h("depth", int.class, MethodHandle.class, int.class);
        Show.outcome("recursion", () -> (long) fact.invokeExact(fact, 15L) + " " + (int) depth.invokeExact(depth, 1500));
        MethodHandle forever = h("forever", int.class, MethodHandle.class, int.class);
        Show.outcome("overflow", () -> (int) forever.invokeExact(forever, 0));
        Show.outcome("after overflow", () -> (int) depth.invokeExact(depth, 100));
        StringBuilder all = new StringBuilder();
        Class<?>[] types = {boolean.class, byte.class, short.class, char.class, int.class, long.class, float.class, double.class, Object.class};
        Object[] values = {true, (byte) 1, (short) 2, 'c', 4, 5L, 6f, 7d, "o"};
        for (int n = 1; n <= 9; n++) {
            MethodType mt = MethodType.methodType(types[n - 1], java.util.Arrays.copyOf(types, n));
            MethodHandle drop = dropArguments(identity(types[n - 1]), 0, java.util.Arrays.copyOf(types, n - 1));
            all.append(drop.type().equals(mt)).append(drop.invokeWithArguments(java.util.Arrays.copyOf(values, n))).append(' ');
        }
        System.out.println(all);
        MethodHandle many = empty(MethodType.methodType(int.class, java.util.Collections.nCopies(250, int.class)));
        Show.outcome("250 arguments", () -> many.invokeWithArguments(java.util.Collections.nCopies(250, 1)));
        Show.outcome("254 with handle", () -> dropArguments(zero(int.class), 0, java.util.Collections.nCopies(255, int.class)));
        Show.outcome("256", () -> MethodType.genericMethodType(256));
    }
}

/* expect-output:
counted: 110
ranged: 168
while: 128 0
doWhile: 1 1024
iterated: start,a,b,cstart(Iterable)String
bindTo of int: java.lang.IllegalArgumentException: no leading reference parameter
loop: 42
no clauses: java.lang.IllegalArgumentException: null or no clauses passed
no predicate: java.lang.IllegalArgumentException: no predicate found: [null]
bad predicate: java.lang.IllegalArgumentException: loop predicate must match: ()int != (int)boolean
chain of 200: 205
tree: 18 19
recursion: 1307674368000 1500
overflow: java.lang.StackOverflowError
after overflow: 100
truetrue true1 true2 truec true4 true5 true6.0 true7.0 trueo 
250 arguments: 0
254 with handle: java.lang.IllegalArgumentException: bad parameter count 256
256: java.lang.IllegalArgumentException: bad parameter count 256
*/
