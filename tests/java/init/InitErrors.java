import support.Show;

/** Erroneous classes: ExceptionInInitializerError, then NoClassDefFoundError with its cause; errors pass through bare; subclasses suffer. */
public class InitErrors {
    static class Bad {
        static int x = 1 / Integer.parseInt("0");

        static void call() {}
    }

    static class BadError {
        static int x;

        static {
            if (x == 0) throw new AssertionError("bare");
        }
    }

    static class Child extends Bad {
        static int y = 5;
    }

    interface BadInterface {
        int V = Integer.parseInt("nope");

        default void m() {}
    }

    static class Implements implements BadInterface {}

    static class Nested {
        static {
            new Bad2();
        }
    }

    static class Bad2 {
        static {
            if (true) throw new IllegalStateException("deep", new RuntimeException("deeper"));
        }
    }

    static class CatchesOwn {
        static String log = "";

        static {
            try {
                new Bad3();
            } catch (ExceptionInInitializerError e) {
                log += "caught " + e.getCause();
            }
        }
    }

    static class Bad3 {
        static Object o = fail();

        static Object fail() {
            throw new UnsupportedOperationException("3");
        }
    }

    enum BadEnum {
        ONE, TWO;

        BadEnum() {
            if (ordinal() == 1) throw new IllegalArgumentException("no two");
        }
    }

    static class Overflow {
        static int depth = down(0);

        static int down(int n) {
            return down(n + 1) + 1;
        }
    }

    static class ThrowsEiie {
        static {
            if (true) throw new ExceptionInInitializerError("by hand");
        }
    }

    public static void main(String[] args) throws Throwable {
        for (int i = 0; i < 2; i++) {
            Show.outcome("field", () -> Bad.x);
            Show.outcome("method", () -> { Bad.call(); return 0; });
            Show.outcome("new", () -> new Bad());
            Show.outcome("child", () -> Child.y);
            Show.outcome("error", () -> BadError.x);
            Show.outcome("interface", () -> BadInterface.V);
            Show.outcome("implements", () -> new Implements());
            Show.outcome("nested", () -> new Nested());
            Show.outcome("catches", () -> CatchesOwn.log);
            Show.outcome("enum", () -> BadEnum.ONE);
            Show.outcome("enum values", () -> BadEnum.values().length);
            Show.outcome("overflow", () -> Overflow.depth);
            Show.outcome("by hand", () -> new ThrowsEiie());
            Show.outcome("reflection", () -> Bad3.class.getDeclaredConstructor().newInstance());
            Show.outcome("forName", () -> Class.forName("InitErrors$Bad2"));
            Show.outcome("forName without", () -> Class.forName("InitErrors$Bad2", false, InitErrors.class.getClassLoader()));
            Show.outcome("array", () -> new Bad[1].length);
        }
        try {
            new Bad();
        } catch (NoClassDefFoundError e) {
            StackTraceElement[] trace = e.getCause().getStackTrace();
            System.out.println(e.getCause().getClass() + " " + trace[0] + " " + trace.length);
        }
        Show.outcome("handle", () -> java.lang.invoke.MethodHandles.lookup().findStatic(Bad.class, "call",
                java.lang.invoke.MethodType.methodType(void.class)));
        ExceptionInInitializerError e = new ExceptionInInitializerError(new Exception("inner"));
        System.out.println(e.getException() + " " + e.getMessage() + " " + new ExceptionInInitializerError("m").getCause());
    }
}

/* expect-output:
field: java.lang.ExceptionInInitializerError <- java.lang.ArithmeticException: / by zero
method: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad <- java.lang.ExceptionInInitializerError: Exception java.lang.ArithmeticException: / by zero [in thread "main"]
new: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad <- java.lang.ExceptionInInitializerError: Exception java.lang.ArithmeticException: / by zero [in thread "main"]
child: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad <- java.lang.ExceptionInInitializerError: Exception java.lang.ArithmeticException: / by zero [in thread "main"]
error: java.lang.AssertionError: bare
interface: java.lang.ExceptionInInitializerError <- java.lang.NumberFormatException: For input string: "nope"
implements: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$BadInterface <- java.lang.ExceptionInInitializerError: Exception java.lang.NumberFormatException: For input string: "nope" [in thread "main"]
nested: java.lang.ExceptionInInitializerError <- java.lang.IllegalStateException: deep <- java.lang.RuntimeException: deeper
catches: caught java.lang.UnsupportedOperationException: 3
enum: java.lang.ExceptionInInitializerError <- java.lang.IllegalArgumentException: no two
enum values: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$BadEnum <- java.lang.ExceptionInInitializerError: Exception java.lang.IllegalArgumentException: no two [in thread "main"]
overflow: java.lang.StackOverflowError
by hand: java.lang.ExceptionInInitializerError: by hand
reflection: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad3 <- java.lang.ExceptionInInitializerError: Exception java.lang.UnsupportedOperationException: 3 [in thread "main"]
forName: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad2 <- java.lang.ExceptionInInitializerError: Exception java.lang.IllegalStateException: deep [in thread "main"]
forName without: class InitErrors$Bad2
array: 1
field: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad <- java.lang.ExceptionInInitializerError: Exception java.lang.ArithmeticException: / by zero [in thread "main"]
method: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad <- java.lang.ExceptionInInitializerError: Exception java.lang.ArithmeticException: / by zero [in thread "main"]
new: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad <- java.lang.ExceptionInInitializerError: Exception java.lang.ArithmeticException: / by zero [in thread "main"]
child: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Child <- java.lang.ExceptionInInitializerError: Exception java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad [in thread "main"]
error: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$BadError <- java.lang.ExceptionInInitializerError: Exception java.lang.AssertionError: bare [in thread "main"]
interface: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$BadInterface <- java.lang.ExceptionInInitializerError: Exception java.lang.NumberFormatException: For input string: "nope" [in thread "main"]
implements: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Implements <- java.lang.ExceptionInInitializerError: Exception java.lang.NoClassDefFoundError: Could not initialize class InitErrors$BadInterface [in thread "main"]
nested: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Nested <- java.lang.ExceptionInInitializerError: Exception java.lang.ExceptionInInitializerError [in thread "main"]
catches: caught java.lang.UnsupportedOperationException: 3
enum: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$BadEnum <- java.lang.ExceptionInInitializerError: Exception java.lang.IllegalArgumentException: no two [in thread "main"]
enum values: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$BadEnum <- java.lang.ExceptionInInitializerError: Exception java.lang.IllegalArgumentException: no two [in thread "main"]
overflow: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Overflow <- java.lang.ExceptionInInitializerError: Exception java.lang.StackOverflowError [in thread "main"]
by hand: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$ThrowsEiie <- java.lang.ExceptionInInitializerError: Exception java.lang.ExceptionInInitializerError: by hand [in thread "main"]
reflection: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad3 <- java.lang.ExceptionInInitializerError: Exception java.lang.UnsupportedOperationException: 3 [in thread "main"]
forName: java.lang.NoClassDefFoundError: Could not initialize class InitErrors$Bad2 <- java.lang.ExceptionInInitializerError: Exception java.lang.IllegalStateException: deep [in thread "main"]
forName without: class InitErrors$Bad2
array: 1
class java.lang.ExceptionInInitializerError InitErrors$Bad.<clinit>(InitErrors.java:6) 4
handle: MethodHandle()void
java.lang.Exception: inner null null
*/
