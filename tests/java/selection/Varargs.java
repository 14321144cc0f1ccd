import java.util.Arrays;
import java.util.List;

/** Overload resolution in three phases, variable arity, boxing, null, generic methods, ternary types, static against instance. */
public class Varargs {
    static String f(int x) { return "int"; }
    static String f(long x) { return "long"; }
    static String f(double x) { return "double"; }
    static String f(Integer x) { return "Integer"; }
    static String f(Object x) { return "Object"; }
    static String f(int... x) { return "int..." + x.length; }

    static String g(Object... o) { return o == null ? "null" : o.length + Arrays.toString(o); }
    static String h(String s, Object... o) { return s + (o == null ? "null" : Arrays.toString(o)); }
    static String h(String s, String t) { return "two strings"; }
    static String n(Object o) { return "Object"; }
    static String n(String s) { return "String"; }
    static String n(char[] c) { return "unused"; }
    static String c(char c) { return "char"; }
    static String c(int i) { return "int"; }
    static String l(Long l) { return "Long"; }
    static String l(Number n) { return "Number"; }
    static String l(Object... o) { return "varargs"; }
    static <T> String gen(T t) { return "T"; }
    static <T extends Comparable<T>> String gen(T t, T u) { return "TT" + t.compareTo(u); }
    static String gen(List<?> l) { return "List"; }
    static String p(byte... b) { return "byte..." + b.length; }
    static String q(boolean b, long... l) { return b + "" + Arrays.stream(l).sum(); }
    static String q(boolean b, Integer... l) { return b + "I" + l.length; }
    static int[] evaluated(int... x) { return x; }
    static int order;
    static int next() { return ++order; }

    public static void main(String[] args) {
        byte b = 1;
        short s = 2;
        char ch = 'c';
        System.out.println(f(b) + " " + f(s) + " " + f(ch) + " " + f(1) + " " + f(1L) + " " + f(1f) + " " + f(1.0) + " " + f(Integer.valueOf(1)) + " "
                + f(Long.valueOf(1)) + " " + f(Byte.valueOf(b)) + " " + f("s") + " " + f() + " " + f(1, 2) + " " + f(new int[3]) + " " + f('a', 'b'));
        System.out.println(g() + " " + g(1, "a") + " " + g((Object[]) null) + " " + g((Object) null) + " " + g(new Object[] {1, 2}) + " " + g(new String[] {"x"})
                + " " + g((Object) new String[] {"x"}).startsWith("1[[Ljava.lang.String;") + " " + g(new int[] {1}).startsWith("1[[I") + " " + g(new int[0], 1).length());
        System.out.println(h("a") + " " + h("a", "b") + " " + h("a", (Object) "b") + " " + h("a", "b", "c") + " " + h("a", 1) + " " + h("a", (Object[]) null));
        System.out.println(n((Object) "s") + " " + n("s") + " " + n((String) null) + " " + c('x') + " " + c('x' + 1) + " " + c((char) 5) + " " + c(s));
        System.out.println(l(1L) + " " + l(1) + " " + l('c') + " " + l() + " " + l("s") + " " + l(1, 2));
        System.out.println(gen(1) + " " + gen(1, 2) + " " + gen(List.of()) + " " + gen((Object) List.of()) + " " + Varargs.<String>gen("x"));
        System.out.println(p() + " " + p(b) + " " + p(b, (byte) 2) + " " + q(true, 1, 2L) + " " + q(false, 'a', 2L));
        System.out.println(Arrays.toString(evaluated(next(), next() * 10, next() * 100)) + order + evaluated().length + (evaluated() == evaluated()));
        Object t = true ? 1 : 2.0, u = true ? (Object) 1 : 2.0, v = true ? Integer.valueOf(7) : Character.valueOf('c');
        Object w = false ? 'a' : 98, x = true ? null : 0, y = true ? 'b' : (short) 0, z = true ? (byte) 1 : 'a';
        System.out.println(t + " " + u + " " + v + " " + w + " " + x + " " + y + " " + z + " " + z.getClass().getSimpleName());
        long big = 1 << 31, bigger = 1L << 31, mixed = Integer.MAX_VALUE + 1 + 1L;
        int fromChar = 'a' + 'b', compound = 'a';
        compound += 3.7;
        System.out.println(big + " " + bigger + " " + mixed + " " + fromChar + " " + compound + " " + (char) ('a' + 1) + ('a' + 1) + " " + (int) 'a' + 'b' + " " + 1 + 2 + " " + (1 + 2));
        Varargs nobody = null;
        System.out.println(nobody.f(5) + " " + String.format("%s %s %d", "x", null, 5) + " " + String.join("-", "a", "b") + " " + List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).size());
    }
}

/* expect-output:
int int int int long double double Integer Object Object Object int...0 int...2 int...3 int...2
0[] 2[1, a] null 1[null] 2[1, 2] 1[x] true true 17
a[] two strings a[b] a[b, c] a[1] anull
Object String String char int char int
Long Number varargs varargs varargs varargs
T TT-1 List T T
byte...0 byte...1 byte...2 true3 false99
[1, 20, 300]30false
1.0 1 7 b null 98 1 Integer
-2147483648 2147483648 -2147483647 195 100 b98 97b 12 3
int x null 5 a-b 12
*/
