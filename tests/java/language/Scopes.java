/** Names: shadowing, hiding of fields and static methods, initialiser scopes, definite assignment, blank finals, constant variables. */
public class Scopes {
    static int x = 1;
    int y = x + 1;
    final int blank;
    static final int SB;
    static { int x = 10; SB = x + Scopes.x; }
    { int y = 100; this.y += y; }
    Scopes(boolean b) { if (b) blank = 1; else { blank = 2; } }
    Scopes() { this(true); y++; }

    static class P { String n = "P.n"; static String s = "P.s"; String who() { return n; } static String st() { return "P.st"; } }
    static class Q extends P { String n = "Q.n"; static String s = "Q.s"; String who() { return n + super.n + ((P) this).n; } static String st() { return "Q.st"; } }
    static class R extends Q { int n = 3; String all() { return n + super.n + ((P) this).n + s + P.s; } }
    interface I { int K = 5; int M = K * 2; }
    interface J extends I { int K = 50; }
    static class Impl implements J, I { int sum() { return J.K + I.K + M; } }

    static int param(int x) { { int z = x; x = z * 2; } for (int z = 0; z < 2; z++) x += z; return x + Scopes.x; }
    static String x() { return "method x"; }
    static class x { static String x = "class x"; static String x() { return "x.x()"; } }

    int assign(int k) {
        final int r;
        switch (k) { case 0: r = 10; break; case 1: r = 20; break; default: r = 30; }
        final int t;
        if (k > 0 && (t = k * 2) > 2) return r + t;
        int u;
        do { u = k; } while (u++ < 0 && k > 5);
        return r + u;
    }

    static int lambdaScope(int a) {
        int b = a + 1;
        java.util.function.IntUnaryOperator f = c -> { int d = c + b; class In { int a = d; int go() { return a + b; } } return new In().go(); };
        return f.applyAsInt(100);
    }

    static <T> T id(T t) { T x = t; return x; }
    static int early = late();
    static int late = 7;
    static int late() { return late; }
    static final int CONST_LATE = lateConst();
    static final int CONST = 9;
    static int lateConst() { return CONST; }
    int self = this.self + 1;

    public static void main(String[] args) {
        Scopes s = new Scopes(), t = new Scopes(false);
        System.out.println(s.y + " " + t.y + " " + s.blank + t.blank + " " + SB + " " + s.self);
        R r = new R();
        P p = r;
        System.out.println(r.who() + " " + r.all() + " " + p.n + " " + ((Q) p).n + " " + p.st() + " " + r.st() + " " + p.s);
        System.out.println(new Impl().sum() + " " + J.M + " " + param(5) + " " + x() + " " + x + " " + new x().x + " " + new x().x());
        System.out.println(s.assign(0) + " " + s.assign(1) + " " + s.assign(5) + " " + lambdaScope(1) + " " + id("t") + id(5));
        System.out.println(early + " " + late + " " + CONST_LATE);
        int a = 5;
        { int b = a; a = b + 1; }
        { String b = "other"; a += b.length(); }
        for (int b = 0; b < 1; b++) { long c = b; a += c; }
        for (String b : new String[] {"zz"}) a += b.length();
        try { int c = a / 0; } catch (ArithmeticException c) { a++; }
        System.out.println(a);
        String String = "String";
        Object Object = String.length();
        System.out.println(String + Object);
        int var = 1, record = 2, sealed = 3, yield = 4;
        var list = new java.util.ArrayList<java.util.Map<Integer, ? super Integer>>();
        list.add(java.util.Map.of(var, record));
        System.out.println(list + "" + sealed + yield);
        http://label.example
        for (;;) break http;
        System.out.println(((Object) 'c').getClass().getSimpleName() + (int) +(char) -(int) +1 + (byte) ~0 + - -5);
    }
}

/* expect-output:
103 102 12 11 1
Q.nP.nP.n 3Q.nP.nQ.sP.s P.n Q.n P.st Q.st P.s
65 10 12 method x 1 class x x.x()
11 22 40 104 t5
0 7 9
14
String6
[{1=2}]34
Character65535-15
*/
