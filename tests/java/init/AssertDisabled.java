// vm-options: -ea:AssertDisabled$On -ea:some.pack... -dsa
/** Assertions are off by default; one class switched on by name; a package wildcard that matches nothing here. */
public class AssertDisabled {
    static class On {
        static boolean enabled() {
            boolean on = false;
            assert on = true;
            return on;
        }
    }

    static int effects;

    static boolean effect() {
        effects++;
        return true;
    }

    static class Programmatic {
        static boolean on;

        static {
            assert on = true;
        }
    }

    public static void main(String[] args) throws Exception {
        boolean on = false;
        assert on = true;
        assert effect();
        assert false : "never";
        System.out.println(on + " " + effects + " " + On.enabled() + " " + AssertDisabled.class.desiredAssertionStatus() + " "
                + On.class.desiredAssertionStatus() + " " + Programmatic.class.desiredAssertionStatus());
        // A loader asked at run time decides for classes that are not initialised yet.
        ClassLoader.getSystemClassLoader().setClassAssertionStatus("AssertDisabled$Programmatic", true);
        System.out.println(Programmatic.class.desiredAssertionStatus() + " " + Programmatic.on);
        ClassLoader.getSystemClassLoader().clearAssertionStatus();
        System.out.println(On.class.desiredAssertionStatus() + " " + On.enabled());
    }
}

/* expect-output:
false 0 false false true false
true false
false false
*/
