import java.util.function.IntUnaryOperator;

/** What profiles have never seen happens after all: branches, cases, classes, nulls, handlers, unresolved entries; in plain, inlined, synchronized and
 *  looping frames, with locals and operands of every type that must survive. */
public class Speculation {
    static final int WARM = 5000;

    interface Shape { int area(int k); }
    static class Square implements Shape { public int area(int k) { return k * k; } }
    static class Oblong implements Shape { public int area(int k) { return k * 3 + 1; } }
    static class Circle implements Shape { public int area(int k) { return k * 7 - 2; } }
    static class Dot extends Circle { @Override public int area(int k) { return -k; } }
    static abstract class Animal { int legs; abstract long call(long x); }
    static class Cat extends Animal { long call(long x) { return x + 4; } }
    static class Bird extends Animal { long call(long x) { return x * 2; } }
    static class Fish extends Animal { long call(long x) { return x ^ 99; } }
    static class Late { static int value = 7; static { System.out.println("Late is initialised"); } static int twice(int x) { return 2 * x + value; } int field = 3; }
    static class Later { static int other = 11; static { System.out.println("Later is initialised"); } }

    // Locals of every type around a branch that was never taken.
    static String branches(int i, long l, float f, double d, Object o, int limit) {
        int a = i + 1; long b = l * 3; float c = f / 2; double e = d - 1; Object p = o;
        long sum = a;
        if (i > limit) { sum += b + (long) c + (long) e + p.toString().length(); a++; }
        if (l > limit * 10L) { sum += 1000; b--; }
        if (d > limit + 0.5) { sum += 100_000; e++; }
        if (!(f <= limit)) { sum += 10_000_000; c++; }
        if (o == null) sum = -1;
        if (o != p) sum = -2;
        return sum + " " + a + " " + b + " " + c + " " + e;
    }

    static int cases(int x) {
        int r = x;
        switch (x & 7) { case 0: r += 1; break; case 1: r += 20; case 2: r += 300; break; default: r -= 5; }
        switch (x) { case 100_000: return r * 2; case -7: return r * 3; case 0x7fffffff: return r * 5; default: return r; }
    }

    static int virtual(Shape s, int k) { int before = k * 31; return before + s.area(k) - before; }
    static long abstractCall(Animal a, long x) { return a.call(x) + a.call(x + 1); }
    static int bimorphic(Shape s, int k) { return 5 + s.area(k); }
    static int cast(Object o, int k) { Shape s = (Shape) o; return s == null ? -k : s.area(k) * 2; }
    static int test(Object o, int k) { return o instanceof Shape ? k : o instanceof Comparable ? k + 1 : -k; }

    static int handler(int[] a, int i, String tag) {
        int seen = 0; long wide = i * 5L;
        try { seen = 1; int v = a[i]; seen = 2; return v + seen; }
        catch (ArrayIndexOutOfBoundsException x) { return (int) (seen * 100 + wide + tag.length()); }
        finally { seen = 9; }
    }

    static int unresolved(int i) {
        if (i < 0) { Late.value++; return Late.twice(i) + new Late().field + Later.other + new StringBuilder("ab").append(i).reverse().length() + new int[3][i & 3].length; }
        return i + 1;
    }

    static synchronized int locked(int i, Object o) {
        synchronized (o) { if (i == WARM + 1) return helper(i, o) + (Thread.holdsLock(o) ? 1 : 0); }
        return helper(i, o);
    }
    static int helper(int i, Object o) { return i > WARM ? deep(i, o) : i & 15; }
    static int deep(int i, Object o) { return (Thread.holdsLock(Speculation.class) ? 1000 : 0) + i; }

    static long inlined(int i) { long x = 3; x += one(i) * 2L; return x + one(i + 1); }
    static int one(int i) { return two(i) + 1; }
    static int two(int i) { int t = i * 2; if (i >= WARM) t += three(i) << 4; return t; }
    static int three(int i) { if (i > WARM) throw new IllegalStateException("three " + i); return i % 3; }

    static double loop(int n, int turn) {
        double s = 0; long t = 0; Object o = "x";
        for (int i = 0; i < n; i++) {
            s += i * 0.5; t ^= i;
            if (i == turn) { o = o + "y" + t; s += 1000; }
        }
        return s + t + o.toString().length();
    }

    static int stackDepth(int i) { return 1 + (2 * (3 + (i > WARM ? new Throwable().getStackTrace().length > 0 ? i : 0 : 4) * 5)); }

    static void say(String what, Object value) { System.out.println(what + ": " + value); }

    public static void main(String[] args) throws Exception {
        Shape square = new Square(), oblong = new Oblong();
        Animal cat = new Cat();
        int[] array = {1, 2, 3, 4};
        Object lock = new Object();
        long sum = 0;
        for (int i = 0; i < WARM; i++) {
            sum += branches(i, i * 2L, i * 0.5f, i * 0.25, "o", WARM * 2).length();
            sum += cases((i % 3 == 0 ? 0 : 1) | i << 3 & 64);
            sum += virtual(square, i) + abstractCall(cat, i) + bimorphic((i & 1) == 0 ? square : oblong, i) + cast(square, i) + test(square, i);
            sum += handler(array, i & 3, "tag") + unresolved(i) + locked(i, lock) + inlined(i - 1) + stackDepth(i);
        }
        say("warm", sum);
        for (int round = 0; round < 3; round++) {
            say("int", branches(WARM * 2 + 1, 2, 3, 4, "obj", WARM * 2));
            say("long", branches(1, WARM * 20L + 1, 3, 4, "obj", WARM * 2));
            say("double", branches(1, 2, 3, WARM * 2 + 0.75, "obj", WARM * 2));
            say("float", branches(1, 2, Float.NaN, 4, "obj", WARM * 2));
            say("null", branches(1, 2, 3, Double.NaN, null, WARM * 2));
            say("cases", cases(2) + " " + cases(5) + " " + cases(100_000) + " " + cases(-7) + " " + cases(0x7fffffff));
            say("class", virtual(oblong, 10) + " " + virtual(new Circle(), 10) + " " + virtual(new Dot(), 10));
            say("animals", abstractCall(new Bird(), 10) + " " + abstractCall(new Fish(), 10) + " " + abstractCall(cat, 10));
            say("third", bimorphic(new Circle(), 4) + " " + bimorphic(square, 4) + " " + bimorphic(oblong, 4));
            say("cast", cast(null, 6) + " " + cast(oblong, 6) + " " + cast(square, 6));
            try { cast("text", 1); } catch (ClassCastException e) { say("refused", e.getMessage().startsWith("class java.lang.String cannot be cast")); }
            say("test", test(null, 6) + " " + test("text", 6) + " " + test(oblong, 6) + " " + test(lock, 6));
            try { virtual(null, 1); } catch (NullPointerException e) { say("npe", e.getStackTrace()[0].getMethodName()); }
            say("handler", handler(array, 4, "tag") + " " + handler(array, -1, "longer") + " " + handler(array, 2, "x"));
            say("unresolved", unresolved(-3) + " " + unresolved(-2));
            say("locked", locked(WARM + 1, lock) + " " + locked(WARM + 2, lock) + " " + Thread.holdsLock(lock) + Thread.holdsLock(Speculation.class));
            try { inlined(WARM); } catch (IllegalStateException e) {
                StringBuilder trace = new StringBuilder(e.getMessage());
                for (StackTraceElement at : e.getStackTrace()) trace.append(' ').append(at.getMethodName()).append(':').append(at.getLineNumber() > 0);
                say("inlined", trace);
            }
            say("deep", stackDepth(WARM + 1));
            say("loop", loop(200_000 + round, 150_000) + " " + loop(100, 5));
        }
        IntUnaryOperator f = x -> x + 1, g = x -> x * 2;
        int acc = 0;
        for (int i = 0; i < 3 * WARM; i++) acc = (i < 2 * WARM ? f : g).applyAsInt(acc) & 0xffff;
        say("lambdas", acc);
    }
}

/* expect-output:
warm: 145928813317
int: 10015 10003 6 1.5 3.0
long: 1002 2 300002 1.5 3.0
double: 100002 2 6 1.5 10000.75
float: 10000002 2 6 NaN 3.0
null: -1 2 6 1.5 NaN
cases: 302 0 200002 939 2147483618
class: 31 68 -10
animals: 42 209 29
third: 31 21 18
cast: -6 38 72
refused: true
test: -6 7 6 -6
npe: virtual
handler: 123 101 5
Late is initialised
Later is initialised
unresolved: 23 26
locked: 6002 6002 falsefalse
inlined: three 5001 three:true two:true one:true inlined:true main:true
deep: 50017
loop: 9.999951008E9 3478.0
int: 10015 10003 6 1.5 3.0
long: 1002 2 300002 1.5 3.0
double: 100002 2 6 1.5 10000.75
float: 10000002 2 6 NaN 3.0
null: -1 2 6 1.5 NaN
cases: 302 0 200002 939 2147483618
class: 31 68 -10
animals: 42 209 29
third: 31 21 18
cast: -6 38 72
refused: true
test: -6 7 6 -6
npe: virtual
handler: 123 101 5
unresolved: 25 28
locked: 6002 6002 falsefalse
inlined: three 5001 three:true two:true one:true inlined:true main:true
deep: 50017
loop: 1.0000251008E10 3478.0
int: 10015 10003 6 1.5 3.0
long: 1002 2 300002 1.5 3.0
double: 100002 2 6 1.5 10000.75
float: 10000002 2 6 NaN 3.0
null: -1 2 6 1.5 NaN
cases: 302 0 200002 939 2147483618
class: 31 68 -10
animals: 42 209 29
third: 31 21 18
cast: -6 38 72
refused: true
test: -6 7 6 -6
npe: virtual
handler: 123 101 5
unresolved: 27 30
locked: 6002 6002 falsefalse
inlined: three 5001 three:true two:true one:true inlined:true main:true
deep: 50017
loop: 1.00001510095E10 3478.0
lambdas: 0
*/
