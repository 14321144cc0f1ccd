import java.util.function.Supplier;

/** Conditional expressions: types of mixed operands, boxing and null, nesting, side effects, generics, lambdas, in constant expressions. */
public class Ternaries {
    static final int K = true ? 1 : 2 / 0 + 1;
    static final String S = 1 > 2 ? "a" : "b" + (char) ('a' + 1);
    static String kind(Object o) { return o == null ? "null" : o.getClass().getSimpleName() + ":" + o; }
    static String prim(int x) { return "int"; } static String prim(long x) { return "long"; } static String prim(double x) { return "double"; } static String prim(char x) { return "char"; }
    static String prim(short x) { return "short"; } static String prim(byte x) { return "byte"; } static String prim(Object x) { return "Object"; } static String prim(float x) { return "float"; }
    static int n;
    static boolean t(boolean b) { n++; return b; }
    static <T> T pick(boolean b, T x, T y) { return b ? x : y; }
    static int sign(int x) { return x < 0 ? -1 : x == 0 ? 0 : 1; }
    static String grade(int p) { return p >= 90 ? "A" : p >= 80 ? "B" : p >= 70 ? "C" : p >= 0 ? "F" : "?"; }

    public static void main(String[] args) {
        boolean yes = args.length == 0, no = !yes;
        byte b = 1; short s = 2; char c = 'c'; int i = 4; long l = 5; float f = 6; double d = 7; Integer I = 8; Long L = 9L; Character C = 'C'; Integer none = null;
        System.out.println(kind(yes ? b : s) + " " + kind(yes ? b : c) + " " + kind(yes ? c : i) + " " + kind(yes ? c : 5) + " " + kind(yes ? b : 5) + " " + kind(yes ? b : 500) + " " + kind(yes ? i : l) + " " + kind(yes ? l : f) + " " + kind(no ? f : d)
                + " " + kind(yes ? I : d) + " " + kind(yes ? I : L) + " " + kind(yes ? C : I) + " " + kind(yes ? (Object) I : d) + " " + kind(yes ? "s" : 1) + " " + kind(no ? "s" : 1) + " " + kind(yes ? null : 1) + " " + kind(yes ? 'x' : null));
        System.out.println(prim(yes ? b : s) + prim(yes ? c : 0) + prim(yes ? c : i) + prim(yes ? I : L) + prim(yes ? I : "x") + prim(yes ? 1 : 2f) + prim(yes ? C : 'x') + prim(yes ? b : 'a') + prim(yes ? (Integer) 1 : (Character) 'c'));
        try { int bad = yes ? none : 5; System.out.println(bad); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { Object bad = yes ? none : 5.0; System.out.println(bad); } catch (NullPointerException e) { System.out.println("npe"); }
        System.out.println((no ? none : 5) + " " + (yes ? none : I) + " " + K + S);
        System.out.println((t(true) ? t(false) ? 1 : t(true) ? 2 : 3 : 4) + " " + n + " " + (t(false) || t(true) && !t(false) ? "x" : "y") + n);
        for (int x : new int[] {-5, 0, 5}) System.out.print(sign(x) + " ");
        for (int p : new int[] {95, 85, 70, 3, -1}) System.out.print(grade(p) + " ");
        System.out.println(pick(true, 1, "a") + "" + pick(false, 1, 2.5) + pick(yes, null, "z"));
        Supplier<Object> sup = yes ? () -> "one" : () -> 2;
        Supplier<? extends Comparable<?>> sup2 = () -> no ? 1 : "two";
        Runnable r = no ? null : () -> n = 100;
        r.run();
        System.out.println(sup.get() + "" + sup2.get() + n);
        int[] a = {1, 2}, z = {3};
        (yes ? a : z)[no ? 0 : 1] += yes ? 10 : 20;
        int k = 0, m = yes ? k++ : k--, q = no ? k++ : ++k;
        System.out.println(a[1] + " " + k + m + q + " " + (yes ? a : z).length + (a.length > 1 ? a[1] > 5 ? 'p' : 'q' : 'r') + (char) (yes ? 65 : 'b') + (yes ? 65 : 'b') + (no ? 1 : 'b') + (no ? i : 'b'));
        StringBuilder sb = new StringBuilder();
        for (int x = 0; x < 15; x++) sb.append(x % 15 == 0 ? "FizzBuzz" : x % 5 == 0 ? "Buzz" : x % 3 == 0 ? "Fizz" : "" + x).append(x < 14 ? "," : ".");
        System.out.println(sb);
        long w = yes ? 1 << 31 : 1L; double v = yes ? 1 / 2 : 0.5; float u = no ? 1 : 'a'; short sh = yes ? (short) 70000 : 0;
        System.out.println(w + " " + v + " " + u + " " + sh);
    }
}

/* expect-output:
Short:1 Integer:1 Integer:99 Character:c Byte:1 Integer:1 Long:4 Float:5.0 Double:7.0 Double:8.0 Long:8 Integer:67 Integer:8 String:s Integer:1 null Character:x
shortcharintlongObjectfloatcharintint
Cannot invoke "java.lang.Integer.intValue()" because "<local15>" is null
npe
5 null 1bb
2 3 x6
-1 0 1 A B C F ? 12.5null
onetwo100
12 202 2pAAb98
FizzBuzz,1,2,Fizz,4,Buzz,Fizz,7,8,Fizz,Buzz,11,Fizz,13,14.
-2147483648 0.0 97.0 4464
*/
