import java.util.*;
import java.util.function.*;

/** Lambdas: captures of every type, instance and static, generic, recursive, nested, in constructors and initialisers; identity; names. */
public class LambdaKinds {
    int field = 1;
    static int sfield = 10;
    IntSupplier inField = () -> field + sfield;
    static final Supplier<String> STATIC = () -> "static" + sfield;
    interface Tri<A, B, C, R> { R apply(A a, B b, C c); default Tri<C, B, A, R> flip() { return (c, b, a) -> apply(a, b, c); } }
    interface Thrower<E extends Exception> { int run(int x) throws E; }
    interface LongOp { long op(long a, double b, int c, float d, byte e, char f, short g, boolean h, Object i); }
    final Runnable self;
    List<String> log = new ArrayList<>();

    LambdaKinds() {
        self = () -> { field++; log.add("run" + field); };
    }

    Supplier<Supplier<Integer>> nested(int a) { int b = a * 2; return () -> { int c = b + field; return () -> a + b + c + ++field; }; }
    static <T, R> Function<T, R> memo(Function<T, R> f) { Map<T, R> m = new HashMap<>(); return t -> m.computeIfAbsent(t, f); }
    static Function<Integer, Integer> fact;
    static { fact = n -> n < 2 ? 1 : n * fact.apply(n - 1); }
    static <T extends Comparable<T>> BinaryOperator<T> max() { return (a, b) -> a.compareTo(b) >= 0 ? a : b; }
    static Runnable plain() { return () -> {}; }
    static Supplier<Integer> capturing(int x) { return () -> x; }

    public static void main(String[] args) throws Exception {
        LambdaKinds k = new LambdaKinds();
        k.self.run();
        k.self.run();
        System.out.println(k.log + " " + k.inField.getAsInt() + " " + STATIC.get() + " " + k.nested(5).get().get() + " " + k.field);
        byte b = 1; char c = 'c'; short s = 2; int i = 3; long l = 1L << 40; float f = 1.5f; double d = 2.5; boolean z = true; String t = "t"; int[] arr = {7}; Object none = null;
        Supplier<String> all = () -> "" + b + c + s + i + l + f + d + z + t + arr[0]++ + none;
        System.out.println(all.get() + all.get());
        LongOp op = (p, q, r, u, v, w, x, y, o) -> p + (long) q + r + (long) u + v + w + x + (y ? 1 : 0) + o.hashCode() + l + i;
        System.out.println(op.op(1, 2.9, 3, 4.9f, (byte) 5, 'a', (short) 7, true, 8));
        Tri<Integer, String, Double, String> tri = (x, y, w) -> x + y + w;
        System.out.println(tri.apply(1, "m", 2.0) + " " + tri.flip().apply(2.0, "m", 1) + " " + tri.flip().flip().apply(3, "n", 4.5));
        Function<Integer, Integer> slow = memo(n -> { k.log.add("computed" + n); return n * n; });
        System.out.println(slow.apply(4) + slow.apply(4) + " " + k.log.subList(2, k.log.size()) + " " + fact.apply(10) + " " + LambdaKinds.<String>max().apply("a", "b"));
        System.out.println((plain() == plain()) + " " + (capturing(1) == capturing(1)) + " " + plain().getClass().isSynthetic() + plain().getClass().isHidden() + " " + plain().getClass().getSimpleName().startsWith("LambdaKinds$$Lambda$")
                + " " + plain().getClass().getInterfaces()[0] + " " + plain().getClass().getDeclaredMethods().length + " " + capturing(1).getClass().getDeclaredFields().length);
        Thrower<java.io.IOException> th = x -> { if (x == 0) throw new java.io.IOException("zero"); return 1 / (x - 1); };
        for (int x : new int[] {0, 1, 2}) { try { System.out.print(th.run(x) + " "); } catch (java.io.IOException | ArithmeticException e) { System.out.print(e + " at " + e.getStackTrace()[0].getMethodName() + " "); } }
        System.out.println();
        List<IntSupplier> made = new ArrayList<>();
        for (int q = 0; q < 5; q++) { int captured = q; made.add(() -> captured * captured); }
        System.out.println(made.stream().mapToInt(IntSupplier::getAsInt).sum() + " " + made.stream().map(Object::getClass).distinct().count());
        Object o = (Runnable & java.io.Serializable & Comparable<String>) null;
        Callable2<String> call = () -> "call";
        Supplier<Runnable> r = () -> () -> System.out.println("deep " + t);
        r.get().run();
        Comparator<String> cmp = Comparator.<String>comparingInt(String::length).thenComparing((x, y) -> y.compareTo(x));
        System.out.println(Arrays.asList("bb", "a", "cc", "ddd").stream().sorted(cmp.reversed()).toList() + call.call() + o);
        Runnable anon = new Runnable() { int n; public void run() { Runnable in = () -> { n++; System.out.println("anon " + n + this.n + getClass().isAnonymousClass()); }; in.run(); in.run(); } };
        anon.run();
        try { ((Function) (Function<String, Integer>) String::length).apply(5); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        try { Supplier<Integer> nul = () -> null; int bad = nul.get(); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
    }

    interface Callable2<V> { V call() throws Exception; }
}

/* expect-output:
[run2, run3] 13 static10 32 4
1c2310995116277761.52.5truet7null1c2310995116277761.52.5truet8null
1099511627907
1m2.0 1m2.0 3n4.5
32 [computed4] 3628800 b
true false truetrue true interface java.lang.Runnable 1 1
java.io.IOException: zero at lambda$main$14 java.lang.ArithmeticException: / by zero at lambda$main$14 1 
30 1
deep t
[ddd, bb, cc, a]callnull
anon 11true
anon 22true
class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
Cannot invoke "java.lang.Integer.intValue()" because the return value of "java.util.function.Supplier.get()" is null
*/
