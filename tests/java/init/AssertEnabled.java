// vm-options: -ea -da:AssertEnabled$Off -esa
/** Assertions switched on for the application, off for one class; their message forms; side effects only when on. */
public class AssertEnabled {
    static class Off {
        static boolean enabled() {
            boolean on = false;
            assert on = true;
            return on;
        }
    }

    static class On {
        static int n;

        static boolean enabled() {
            boolean on = false;
            assert on = true;
            return on;
        }

        static void check(int x, Object message) {
            assert x > 0 : message;
            assert n++ >= 0;
        }
    }

    static void show(Runnable r) {
        try {
            r.run();
            System.out.println("fine");
        } catch (AssertionError e) {
            System.out.println(e + " cause " + e.getCause());
        }
    }

    /** Used before its own static initialiser ended: assertions count as on. */
    static class Early {
        static final boolean SEEN = Nested.ask();
        static boolean done = true;

        static class Nested {
            static boolean ask() {
                return Early.assertion();
            }
        }

        static boolean assertion() {
            boolean on = false;
            assert on = true;
            return on;
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(On.enabled() + " " + Off.enabled() + " " + Early.SEEN + " " + AssertEnabled.class.desiredAssertionStatus() + " "
                + Off.class.desiredAssertionStatus() + " " + String.class.desiredAssertionStatus());
        show(() -> On.check(1, "unused"));
        show(() -> On.check(0, "text"));
        show(() -> On.check(-1, null));
        show(() -> On.check(-1, 5));
        show(() -> On.check(-1, 'c'));
        show(() -> On.check(-1, new IllegalStateException("as cause")));
        show(() -> { assert On.n == 99; });
        System.out.println(On.n);
        ClassLoader loader = new ClassLoader(null) {};
        loader.setDefaultAssertionStatus(true);
        loader.setClassAssertionStatus("x.Y", false);
        loader.setPackageAssertionStatus("p", false);
        System.out.println(new AssertionError(5L) + " " + new AssertionError(1.5) + " " + new AssertionError(true) + " " + new AssertionError("m", null));
    }
}

/* expect-output:
true true true true false true
fine
java.lang.AssertionError: text cause null
java.lang.AssertionError: null cause null
java.lang.AssertionError: 5 cause null
java.lang.AssertionError: c cause null
java.lang.AssertionError: java.lang.IllegalStateException: as cause cause java.lang.IllegalStateException: as cause
java.lang.AssertionError cause null
1
java.lang.AssertionError: 5 java.lang.AssertionError: 1.5 java.lang.AssertionError: true java.lang.AssertionError: m
*/
