// Class.forName with and without initialisation, what initialises a class and what does not, errors in <clinit>.
public class LoadersInitialize {
    static class A { static { System.out.println("  A"); } static int x = 1; static final int K = 2; static final Integer BOXED = 3; static final String S = "s"; static void f() { } }
    static class B extends A { static { System.out.println("  B"); } static int y = 1; }
    interface I { int V = say("I"); default void d() { } }
    interface J { int V = say("J"); }
    static class C implements I, J { static { System.out.println("  C"); } }
    static class Arrayed { static { System.out.println("  Arrayed"); } }
    static class Bad { static { System.out.println("  Bad"); if (true) throw new IllegalStateException("in clinit"); } static int x; static void f() { } }
    static class BadError { static { if (true) throw new OutOfMemoryError("by hand"); } }
    static class BelowBad extends Bad { static { System.out.println("  never"); } }
    static class Recursive { static int first = Other.v; static int w = 5; static class Other { static int v = Recursive.w; } }
    enum E { ONE, TWO; static { System.out.println("  E"); } static final int SIZE = values().length; }

    static int say(String s) { System.out.println("  " + s); return s.length(); }

    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        System.out.println(name);
        try {
            System.out.println("  = " + action.run());
        } catch (Throwable e) {
            System.out.println("  ! " + e + " | cause " + e.getCause() + " | root " + (e.getCause() == null ? null : e.getCause().getCause()));
        }
    }

    public static void main(String[] args) throws Exception {
        ClassLoader loader = LoadersInitialize.class.getClassLoader();
        show("forName false", () -> Class.forName("LoadersInitialize$A", false, loader));
        show("class literal and constants", () -> A.class.getName() + A.K + A.S);
        show("reflective lookup", () -> A.class.getDeclaredMethods().length + " " + A.class.getDeclaredField("x").getName());
        show("array", () -> new Arrayed[2].length + " " + Arrayed[].class.getName() + " " + (new Object() instanceof Arrayed));
        show("field of superclass through subclass", () -> B.x);
        show("own field", () -> B.y);
        show("BOXED", () -> A.BOXED);
        show("interface with default method", () -> new C().getClass().getSimpleName());
        show("interface by field", () -> J.V + J.V);
        show("bad", () -> { Bad.f(); return 0; });
        show("bad again", () -> Bad.x);
        show("bad by reflection", () -> Bad.class.getDeclaredField("x").get(null));
        show("bad forName", () -> Class.forName("LoadersInitialize$Bad"));
        show("bad forName false", () -> Class.forName("LoadersInitialize$Bad", false, loader));
        show("below bad", () -> new BelowBad());
        show("error", () -> new BadError());
        show("error again", () -> new BadError());
        show("recursive", () -> Recursive.first + " " + Recursive.w + " " + Recursive.Other.v);
        show("enum", () -> E.TWO.ordinal() + E.SIZE);
        show("ensure", () -> java.lang.invoke.MethodHandles.lookup().ensureInitialized(Arrayed.class));
        Thread[] threads = new Thread[4];
        int[] seen = new int[4];
        for (int i = 0; i < 4; i++) {
            int n = i;
            threads[i] = new Thread(() -> seen[n] = Slow.value);
            threads[i].start();
        }
        for (Thread t : threads) t.join();
        System.out.println(java.util.Arrays.toString(seen));
    }

    static class Slow {
        static int value = make();
        static int make() {
            System.out.println("  Slow once");
            try { Thread.sleep(30); } catch (InterruptedException e) { }
            return 42;
        }
    }
}

/* expect-output:
forName false
  = class LoadersInitialize$A
class literal and constants
  = LoadersInitialize$A2s
reflective lookup
  = 1 x
array
  = 2 [LLoadersInitialize$Arrayed; false
field of superclass through subclass
  A
  = 1
own field
  B
  = 1
BOXED
  = 3
interface with default method
  I
  C
  = C
interface by field
  J
  = 2
bad
  Bad
  ! java.lang.ExceptionInInitializerError | cause java.lang.IllegalStateException: in clinit | root null
bad again
  ! java.lang.NoClassDefFoundError: Could not initialize class LoadersInitialize$Bad | cause java.lang.ExceptionInInitializerError: Exception java.lang.IllegalStateException: in clinit [in thread "main"] | root null
bad by reflection
  ! java.lang.NoClassDefFoundError: Could not initialize class LoadersInitialize$Bad | cause java.lang.ExceptionInInitializerError: Exception java.lang.IllegalStateException: in clinit [in thread "main"] | root null
bad forName
  ! java.lang.NoClassDefFoundError: Could not initialize class LoadersInitialize$Bad | cause java.lang.ExceptionInInitializerError: Exception java.lang.IllegalStateException: in clinit [in thread "main"] | root null
bad forName false
  = class LoadersInitialize$Bad
below bad
  ! java.lang.NoClassDefFoundError: Could not initialize class LoadersInitialize$Bad | cause java.lang.ExceptionInInitializerError: Exception java.lang.IllegalStateException: in clinit [in thread "main"] | root null
error
  ! java.lang.OutOfMemoryError: by hand | cause null | root null
error again
  ! java.lang.NoClassDefFoundError: Could not initialize class LoadersInitialize$BadError | cause java.lang.ExceptionInInitializerError: Exception java.lang.OutOfMemoryError: by hand [in thread "main"] | root null
recursive
  = 0 5 0
enum
  E
  = 3
ensure
  Arrayed
  = class LoadersInitialize$Arrayed
  Slow once
[42, 42, 42, 42]
*/
