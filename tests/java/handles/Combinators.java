import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.*;
import support.Show;
import static java.lang.invoke.MethodHandles.*;

/** Combinators of MethodHandles: filter, fold, permute, drop, insert, guard, catch, finally, arrays, switches, constants. */
public class Combinators {
    static final Lookup L = lookup();
    static MethodType mt(Class<?> r, Class<?>... p) { return MethodType.methodType(r, p); }
    static MethodHandle h(String name, Class<?> r, Class<?>... p) throws Exception { return L.findStatic(Combinators.class, name, mt(r, p)); }
    static String cat(String a, String b) { return a + b; }
    static String three(String a, int b, long c) { return a + b + c; }
    static int len(String s) { return s.length(); }
    static String up(String s) { return s.toUpperCase(); }
    static boolean isShort(String s) { return s.length() < 3; }
    static String log(String s) { System.out.print("<" + s + ">"); return "L" + s; }
    static void logv(String s) { System.out.print("{" + s + "}"); }
    static String fails(String s) { if (s.isEmpty()) throw new IllegalArgumentException("empty"); if (s.equals("e")) throw new Error("error"); return "ok " + s; }
    static String caught(IllegalArgumentException e, String s) { return "caught " + e.getMessage() + "(" + s + ")"; }
    static String cleanup(Throwable t, String r, String s) { return "clean " + t + " " + r + " " + s; }

    public static void main(String[] args) throws Throwable {
        MethodHandle cat = h("cat", String.class, String.class, String.class), three = h("three", String.class, String.class, int.class, long.class), len = h("len", int.class, String.class), up = h("up", String.class, String.class);
        MethodHandle fails = h("fails", String.class, String.class), log = h("log", String.class, String.class), logv = h("logv", void.class, String.class), isShort = h("isShort", boolean.class, String.class);
        Show.outcome("filterArguments", () -> (String) filterArguments(cat, 0, up, null).invokeExact("a", "b") + (String) filterArguments(three, 1, len).invoke("x", "four", 5L));
        Show.outcome("filterReturnValue", () -> (int) filterReturnValue(cat, len).invokeExact("ab", "cde") + " " + filterReturnValue(logv, constant(int.class, 4)).invoke("q"));
        Show.outcome("fold", () -> (String) foldArguments(cat, up.asType(mt(String.class, String.class))).invokeExact("z") + (String) foldArguments(cat, 1, log).invoke("p") + (String) foldArguments(up, logv).invokeExact("v"));
        Show.outcome("collectArguments", () -> (String) collectArguments(three, 1, len).invokeExact("s", "xyz", 7L) + (String) collectArguments(cat, 1, cat).invokeExact("1", "2", "3") + (String) collectArguments(up, 0, logv).invokeExact("u", "w"));
        Show.outcome("permute", () -> (String) permuteArguments(three, mt(String.class, long.class, String.class, int.class), 1, 2, 0).invokeExact(1L, "s", 2) + (String) permuteArguments(cat, mt(String.class, String.class), 0, 0).invokeExact("d"));
        Show.outcome("drop", () -> (String) dropArguments(up, 0, int.class, double.class).invokeExact(1, 2.0, "d") + (String) dropArguments(up, 1, List.of(Object.class)).invokeExact("e", (Object) null) + (int) dropReturn(len).type().parameterCount() + dropArgumentsToMatch(len, 0, List.of(int.class, String.class), 1).type());
        Show.outcome("insert", () -> (String) insertArguments(three, 1, 5, 6L).invokeExact("i") + (String) insertArguments(three, 0, "j", 1, 2L).invokeExact() + (String) insertArguments(cat, 1, (Object) null).invokeExact("k"));
        MethodHandle guard = guardWithTest(isShort, up, insertArguments(cat, 1, "-long"));
        Show.outcome("guard", () -> (String) guard.invokeExact("ab") + (String) guard.invokeExact("abc"));
        MethodHandle safe = catchException(fails, IllegalArgumentException.class, h("caught", String.class, IllegalArgumentException.class, String.class));
        Show.outcome("catch", () -> (String) safe.invokeExact("x") + (String) safe.invokeExact(""));
        Show.outcome("catch passes", () -> (String) safe.invokeExact("e"));
        MethodHandle fin = tryFinally(fails, h("cleanup", String.class, Throwable.class, String.class, String.class));
        Show.outcome("finally", () -> (String) fin.invokeExact("f"));
        Show.outcome("finally throws", () -> (String) fin.invokeExact(""));
        Show.outcome("throwException", () -> (int) throwException(int.class, Exception.class).invokeExact(new Exception("thrown")));
        Show.outcome("constants", () -> (int) constant(int.class, 5).invokeExact() + (String) constant(String.class, "c").invokeExact() + (long) identity(long.class).invokeExact(6L) + (double) zero(double.class).invokeExact() + empty(mt(String.class, int.class)).invoke(1) + constant(Object.class, null).invoke());
        int[] ints = {1, 2, 3};
        Object[] objs = {"a", 1};
        Show.outcome("arrays", () -> { arrayElementSetter(int[].class).invokeExact(ints, 1, 50); return (int) arrayElementGetter(int[].class).invokeExact(ints, 1) + " " + (int) arrayLength(Object[].class).invoke(objs) + " " + ((long[]) arrayConstructor(long[].class).invokeExact(4)).length; });
        Show.outcome("array bounds", () -> (int) arrayElementGetter(int[].class).invokeExact(ints, 9));
        Show.outcome("array store", () -> { arrayElementSetter(Object[].class).invoke(new Integer[1], 0, "s"); return 0; });
        Show.outcome("array null", () -> (int) arrayLength(int[].class).invokeExact((int[]) null));
        Show.outcome("array negative", () -> arrayConstructor(int[].class).invoke(-1));
        MethodHandle table = tableSwitch(dropArguments(constant(String.class, "default"), 0, int.class), dropArguments(constant(String.class, "zero"), 0, int.class), dropArguments(constant(String.class, "one"), 0, int.class));
        Show.outcome("tableSwitch", () -> (String) table.invokeExact(0) + (String) table.invokeExact(1) + (String) table.invokeExact(2) + (String) table.invokeExact(-1));
        MethodHandle bound = exactInvoker(len.type()), generic = invoker(mt(Object.class, Object.class)), spread = spreadInvoker(cat.type(), 1);
        Show.outcome("invokers", () -> (int) bound.invokeExact(len, "inv") + " " + generic.invokeExact(len, (Object) "gen") + " " + (String) spread.invokeExact(cat, "s", new Object[] {"t"}));
        Show.outcome("exact invoker type", () -> (int) bound.invokeExact(up, "inv"));
        Show.outcome("bad filter", () -> filterArguments(three, 1, up));
        Show.outcome("bad guard", () -> guardWithTest(isShort, up, len));
        Show.outcome("bad fold", () -> foldArguments(three, len));
        Show.outcome("bad insert", () -> insertArguments(three, 1, "x"));
        Show.outcome("bad permute", () -> permuteArguments(cat, mt(String.class, String.class), 0, 1));
        Show.outcome("bad drop", () -> dropArguments(up, 5, int.class));
        Show.outcome("bad constant", () -> constant(int.class, "s"));
        Show.outcome("bad catch", () -> catchException(fails, IllegalArgumentException.class, len));
    }
}

/* expect-output:
filterArguments: Abx45
{q}filterReturnValue: 5 4
fold: java.lang.IllegalArgumentException: target and combiner types must match: (String,String)String != (String)String
{u}collectArguments: s37123W
permute: s21dd
drop: DE1(int,String)int
insert: i56j12knull
guard: ABabc-long
catch: ok xcaught empty()
catch passes: java.lang.Error: error
finally: clean null ok f f
finally throws: java.lang.IllegalArgumentException: empty
throwException: java.lang.Exception: thrown
constants: 5c60.0nullnull
arrays: 50 2 4
array bounds: java.lang.ArrayIndexOutOfBoundsException: Index 9 out of bounds for length 3
array store: java.lang.ArrayStoreException: java.lang.String
array null: java.lang.NullPointerException: Cannot read the array length because "a" is null
array negative: java.lang.NegativeArraySizeException: -1
tableSwitch: zeroonedefaultdefault
invokers: 3 3 st
exact invoker type: java.lang.invoke.WrongMethodTypeException: expected (String)String but found (String)int
bad filter: java.lang.IllegalArgumentException: target and filter types do not match: (String,int,long)String, (String)String
bad guard: java.lang.IllegalArgumentException: target and fallback types must match: (String)String != (String)int
bad fold: java.lang.IllegalArgumentException: target and combiner types must match: (String,int,long)String != (String)int
bad insert: java.lang.ClassCastException: class java.lang.Integer is not compatible with class java.lang.String
bad permute: java.lang.IllegalArgumentException: index is out of bounds for new type: 1, (String)String
bad drop: java.lang.IllegalArgumentException: no argument type to remove[(String)String, 5, [int], 2, 1]
bad constant: java.lang.ClassCastException: class java.lang.Integer is not compatible with class java.lang.String
bad catch: java.lang.IllegalArgumentException: handler does not accept exception type class java.lang.IllegalArgumentException
*/
