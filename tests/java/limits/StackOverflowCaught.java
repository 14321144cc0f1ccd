/** StackOverflowError caught at many places: plain and mutual recursion, many locals, in finally, in constructors, toString, locks; then life goes on. */
public class StackOverflowCaught {
    static int depth;
    static void down() { depth++; down(); }
    static void ping(int a) { pong(a, 1L); }
    static void pong(int a, long b) { ping(a + 1); }
    static long wide(long a, double b, Object c, long d, double e, long f) { long g = a + 1, h = d + 1; double i = b + e; return wide(g, i, c, h, e, f) + 1; }
    static class Link { Link next; Link() { next = new Link(); } }
    static class Loud { public String toString() { return "x" + this; } }
    static synchronized void locked() { locked(); }
    static int finallies;
    static void withFinally() { try { withFinally(); } finally { finallies++; } }
    static int catching(int n) { try { return catching(n + 1); } catch (StackOverflowError e) { return n > 0 ? 1 : 0; } }
    interface I { void go(I i); }
    static class A implements I { public void go(I i) { i.go(this); } }
    static class B implements I { public void go(I i) { i.go(this); } }
    static class EqualsLoop { EqualsLoop o; public int hashCode() { return o.hashCode() + 1; } }

    static void run(String name, Runnable r) {
        try {
            r.run();
            System.out.println(name + " returned");
        } catch (StackOverflowError e) {
            System.out.println(name + " " + e.getClass().getSimpleName() + " " + e.getMessage() + " " + (e.getStackTrace().length == 1024) + " " + e.getStackTrace()[1].getMethodName().replace("ping", "pong"));
        }
    }

    public static void main(String[] args) {
        run("down", StackOverflowCaught::down);
        System.out.println(depth > 1000);
        run("ping", () -> ping(0));
        run("wide", () -> wide(1, 2, "c", 3, 4, 5));
        run("constructor", () -> new Link());
        run("locked", () -> locked());
        System.out.println(Thread.holdsLock(StackOverflowCaught.class));
        run("withFinally", () -> withFinally());
        System.out.println(finallies > 100);
        System.out.println(catching(0));
        run("interface", () -> new A().go(new B()));
        EqualsLoop loop = new EqualsLoop();
        loop.o = loop;
        run("hashCode", () -> loop.hashCode());
        java.util.function.Function<Object, Object>[] f = new java.util.function.Function[1];
        f[0] = x -> f[0].apply(x);
        try { f[0].apply(1); } catch (StackOverflowError e) { System.out.println("lambda"); }
        try { new Loud().toString(); } catch (StackOverflowError e) { System.out.println("toString"); }
        java.util.List<Object> self = new java.util.ArrayList<>();
        self.add(self);
        try { self.hashCode(); } catch (StackOverflowError e) { System.out.println("list"); }
        try { new java.util.concurrent.Callable<Object>() { public Object call() throws Exception { return getClass().getMethod("call").invoke(this); } }.call(); } catch (Throwable e) {
            while (e.getCause() != null) e = e.getCause();
            System.out.println("reflection " + e.getClass().getSimpleName());
        }
        int rounds = 0;
        for (int i = 0; i < 20; i++) {
            try { down(); } catch (StackOverflowError e) { rounds++; }
        }
        System.out.println(rounds);
    }
}

/* expect-output:
down StackOverflowError null true down
true
ping StackOverflowError null true pong
wide StackOverflowError null true wide
constructor StackOverflowError null true <init>
locked StackOverflowError null true locked
false
withFinally StackOverflowError null true withFinally
true
1
interface StackOverflowError null true go
hashCode StackOverflowError null true hashCode
lambda
toString
list
reflection StackOverflowError
20
*/
