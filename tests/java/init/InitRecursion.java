/** Recursive initialisation in one thread: half-made classes are visible with default values; circles over superclasses and constants. */
public class InitRecursion {
    static class A {
        static int a = B.b + 1;
        static final int CONSTANT = 100;
        static final int LATE = Integer.parseInt("7");
    }

    static class B {
        static int b = A.a + 10;
        static int seen = A.LATE;
        static int constant = A.CONSTANT;
    }

    static class Super {
        static {
            System.out.println("Super sees " + Sub.x + " " + Sub.TEXT + " " + new Sub());
        }
    }

    static class Sub extends Super {
        static int x = 5;
        static final String TEXT = "early";
        static String late = new String("late");

        @Override
        public String toString() {
            return "Sub with x " + x + " late " + late;
        }
    }

    static class Singleton {
        static final Singleton INSTANCE = new Singleton();
        static int count = 10;
        final int seen;

        Singleton() {
            seen = count++;
        }
    }

    static class Self {
        static Self one = make();
        static Self two = new Self();
        static int made;

        static Self make() {
            return new Self();
        }

        Self() {
            made++;
        }
    }

    enum Planet {
        EARTH, MARS;
        static final java.util.Map<String, Planet> BY_NAME = new java.util.HashMap<>();

        static {
            for (Planet p : values()) {
                BY_NAME.put(p.name().toLowerCase(), p);
            }
        }
    }

    interface I {
        int V = J.W + 1;

        default void m() {}
    }

    interface J {
        int W = new Impl().get() + 1;
    }

    static class Impl implements I {
        int get() {
            return V + 1000;
        }
    }

    static class Outer {
        static String log = "o";

        static class Inner {
            static String log = Outer.log + "i";
        }

        static {
            log += Inner.log + Inner.log;
        }
    }

    static int forward = early();
    static int value = 9;

    static int early() {
        return value;
    }

    public static void main(String[] args) {
        System.out.println(A.a + " " + B.b + " " + B.seen + " " + B.constant + " " + A.LATE);
        System.out.println(Sub.x + " " + Sub.late);
        System.out.println(Singleton.count + " " + Singleton.INSTANCE.seen);
        System.out.println(Self.made + " " + (Self.one != Self.two));
        System.out.println(Planet.BY_NAME.get("mars") + " " + Planet.BY_NAME.size());
        System.out.println(new Impl().get() + " " + J.W + " " + I.V);
        System.out.println(Outer.Inner.log + " " + Outer.log);
        System.out.println(forward + " " + value);
    }
}

/* expect-output:
11 10 0 100 7
Super sees 0 early Sub with x 0 late null
5 late
10 0
2 true
MARS 2
2002 1001 1002
onullnulli onullnull
0 9
*/
