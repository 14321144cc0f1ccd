import java.util.*;
import java.util.function.*;

/** Method references of all kinds: static, bound, unbound, constructor, array, super, varargs, boxing, generic, interface, null receivers. */
public class MethodRefs {
    final String name;
    MethodRefs(String n) { name = n; }
    MethodRefs() { this("none"); }
    MethodRefs(int a, long b) { this(a + "/" + b); }
    String greet(String who) { return name + " greets " + who; }
    static int twice(int x) { return x * 2; }
    static long sum(long... xs) { return Arrays.stream(xs).sum(); }
    static String many(Object first, Object... rest) { return first + Arrays.toString(rest); }
    @Override public String toString() { return "M:" + name; }
    private static String secret(Integer i) { return "secret" + i; }
    <T> T same(T t) { return t; }
    static class Sub extends MethodRefs { Sub() { super("sub"); } @Override String greet(String w) { Function<String, String> f = super::greet, g = this::other; return f.apply(w) + "|" + g.apply(w); } String other(String w) { return "other " + w; } }
    class Inner { final int v; Inner(int v) { this.v = v; } public String toString() { return name + v; } }
    record Rec(int a, String b) {}
    enum En { A, B }
    interface LongToInt { int f(long x); }
    interface Maker<T> { T make(int n); }
    static int counter;
    static MethodRefs next() { counter++; return new MethodRefs("n" + counter); }

    public static void main(String[] args) {
        IntUnaryOperator a = MethodRefs::twice;
        Function<Integer, Integer> boxed = MethodRefs::twice;
        IntToLongFunction widened = MethodRefs::twice;
        ToDoubleFunction<Integer> wide = MethodRefs::twice;
        System.out.println(a.applyAsInt(4) + " " + boxed.apply(5) + " " + widened.applyAsLong(6) + " " + wide.applyAsDouble(7));
        MethodRefs m = new MethodRefs("bound");
        Function<String, String> bound = m::greet;
        BiFunction<MethodRefs, String, String> unbound = MethodRefs::greet;
        m = null;
        System.out.println(bound.apply("x") + " " + unbound.apply(new Sub(), "y"));
        Supplier<MethodRefs> c0 = MethodRefs::new;
        Function<String, MethodRefs> c1 = MethodRefs::new;
        BiFunction<Integer, Long, MethodRefs> c2 = MethodRefs::new;
        System.out.println(c0.get() + " " + c1.apply("one") + " " + c2.apply(1, 2L) + " " + new MethodRefs("o").inner(3));
        IntFunction<int[]> arr = int[]::new;
        Maker<String[][]> grid = String[][]::new;
        Function<Integer, List<String>> list = ArrayList::new;
        System.out.println(arr.apply(3).length + " " + grid.make(2).getClass().getName() + " " + list.apply(10).size());
        try { arr.apply(-1); } catch (NegativeArraySizeException e) { System.out.println(e.getMessage()); }
        ToLongBiFunction<Long, Long> va = MethodRefs::sum;
        Supplier<Long> va0 = MethodRefs::sum;
        Function<long[], Long> vaArray = MethodRefs::sum;
        BiFunction<String, Integer, String> vm = MethodRefs::many;
        System.out.println(va.applyAsLong(3L, 4L) + " " + va0.get() + " " + vaArray.apply(new long[] {5, 6}) + " " + vm.apply("f", 1));
        Function<String, Integer> len = String::length;
        Comparator<String> cmp = String::compareToIgnoreCase;
        Predicate<Object> isNull = Objects::isNull;
        Consumer<Object> print = System.out::println;
        print.accept(len.apply("four") + " " + cmp.compare("B", "a") + " " + isNull.test(null) + " " + ((Supplier<String>) "abc"::toUpperCase).get());
        Function<Integer, String> priv = MethodRefs::secret;
        UnaryOperator<Integer> same = new MethodRefs()::<Integer>same;
        BiFunction<Integer, String, Rec> rec = Rec::new;
        Function<Rec, String> acc = Rec::b;
        Function<String, En> val = En::valueOf;
        System.out.println(priv.apply(9) + same.apply(8) + rec.apply(1, "r") + rec.andThen(acc).apply(2, "s") + val.apply("B") + ((Supplier<En[]>) En::values).get().length);
        Supplier<String> once = next()::toString;
        System.out.println(once.get() + once.get() + counter);
        try { MethodRefs none = null; Supplier<String> s = none::toString; System.out.println("no"); } catch (NullPointerException e) { System.out.println("npe " + e.getMessage()); }
        try { unbound.apply(null, "z"); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        Function<Object, String> f = Object::toString;
        Function<int[], Object> clone = int[]::clone;
        Supplier<Class<?>> cls = "s"::getClass;
        System.out.println(f.apply(5) + ((int[]) clone.apply(new int[] {1, 2})).length + cls.get().getSimpleName() + ((IntSupplier) "hash"::hashCode).getAsInt());
        Function<List<? extends Number>, Integer> size = List::size;
        BinaryOperator<Integer> max = Integer::max, cmpI = Integer::compare;
        System.out.println(size.apply(List.of(1, 2)) + " " + max.apply(3, 9) + " " + cmpI.apply(1, 2) + " " + Optional.of("v").map(String::length).map(Integer::doubleValue).get());
        Callable<Integer> call = Integer.valueOf(7)::intValue;
        System.out.println(call.call() + " " + ((Runnable) MethodRefs::next).getClass().isHidden() + counter);
        Function<Function<Integer, Integer>, Integer> apply5 = g -> g.apply(5);
        System.out.println(apply5.apply(MethodRefs::twice) + apply5.apply(((Function<Integer, Integer>) MethodRefs::twice).andThen(Math::negateExact)));
    }

    interface Callable<V> { V call(); }
    Object inner(int v) { IntFunction<Inner> f = Inner::new; return f.apply(v); }
}

/* expect-output:
8 10 12 14.0
bound greets x sub greets y|other y
M:none M:one M:1/2 o3
3 [[Ljava.lang.String; 0
-1
7 0 11 f[1]
4 1 true ABC
secret98Rec[a=1, b=r]sB2
M:n1M:n11
npe null
null
52String3195150
2 9 -1 1.0
7 true1
0
*/
