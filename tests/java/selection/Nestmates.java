import support.Bytes;
import support.Loader;
import support.Show;

/** Private access between nest mates, by reflection too; nest host and members; nests that do not agree. */
public class Nestmates {
    private int secret = 1;
    private static String hidden() { return "hidden"; }
    private String inst(int x) { return "inst" + x; }

    static class A {
        private int a = 2;
        private A() {}
        private String peek(Nestmates n, B b) { return n.secret + n.inst(3) + hidden() + b.b + b.deep().value; }
        private interface Face { private String p() { return "p"; } static String call(Face f) { return f.p(); } }
    }

    class B {
        private String b = "b" + secret++;
        private Deep deep() { return new Deep(); }
        private class Deep { private final String value = "deep" + secret + b; }
    }

    static String local(int y) {
        class Local { private int z = y; private int get() { return z + new A().a; } }
        Local l = new Local();
        l.z++;
        return "local" + l.get() + l.z;
    }

    static String reflect() throws Exception {
        var f = A.class.getDeclaredField("a");
        var m = Nestmates.class.getDeclaredMethod("inst", int.class);
        return f.get(new A()) + (String) m.invoke(new Nestmates(), 9) + A.class.getDeclaredConstructor().newInstance().a;
    }

    public static void main(String[] args) throws Throwable {
        Nestmates n = new Nestmates();
        A a = new A();
        a.a += 5;
        System.out.println(a.peek(n, n.new B()) + " " + a.a + " " + local(7) + " " + reflect() + " " + A.Face.call(new A.Face() {}));
        for (Class<?> c : new Class<?>[] {Nestmates.class, A.class, B.class, B.Deep.class, A.Face.class, int.class, String[].class, A[].class}) {
            System.out.println(c.getSimpleName() + " " + c.getNestHost().getSimpleName() + " " + c.isNestmateOf(Nestmates.class) + " " + c.getNestMembers().length);
        }
        java.util.Arrays.stream(Nestmates.class.getNestMembers()).map(Class::getName).sorted().forEach(System.out::println);
        // The same classes without nest attributes (renamed away): private access fails.
        String[] strip = {"NestHost", "NestXost"};
        Loader l = new Loader().copy(Nestmates.class, B.class, B.Deep.class).add("Nestmates$A", Bytes.rename(Bytes.of(A.class), strip));
        Show.outcome("no NestHost", () -> l.call("Nestmates", "reflectOnly"));
        Show.outcome("no NestHost, direct", () -> l.call("Nestmates", "direct"));
        Loader m = new Loader().copy(A.class, B.class, B.Deep.class).add("Nestmates", Bytes.rename(Bytes.of(Nestmates.class), "NestMembers", "NestXembers"));
        Show.outcome("no NestMembers", () -> m.call("Nestmates", "direct"));
        Show.outcome("no NestMembers, host", () -> m.loadClass("Nestmates$A").getNestHost().getName());
        Loader h = new Loader().copy(A.class, B.class, B.Deep.class);
        Show.outcome("other loader's host", () -> h.loadClass("Nestmates$A").getNestHost().getName());
    }

    static Object reflectOnly() throws Exception {
        return A.class.getDeclaredField("a").getName() + A.class.getNestHost().getSimpleName();
    }

    static Object direct() {
        return new A().a;
    }
}

/* expect-output:
2inst3hiddenb1deep2b1 7 local108 2inst92 p
Nestmates Nestmates true 7
A Nestmates true 7
B Nestmates true 7
Deep Nestmates true 7
Face Nestmates true 7
int int false 1
String[] String[] false 1
A[] A[] false 1
Nestmates
Nestmates$1
Nestmates$1Local
Nestmates$A
Nestmates$A$Face
Nestmates$B
Nestmates$B$Deep
no NestHost: aA
no NestHost, direct: java.lang.IllegalAccessError: class Nestmates tried to access private method 'void Nestmates$A.<init>()' (Nestmates and Nestmates$A are in unnamed module of loader 'test' @HASH)
no NestMembers: java.lang.IllegalAccessError: class Nestmates tried to access private method 'void Nestmates$A.<init>()' (Nestmates and Nestmates$A are in unnamed module of loader 'test' @HASH), (Type Nestmates$A (loader: 'test' @HASH) is not a nest member of type Nestmates (loader: 'test' @HASH): current type is not listed as a nest member)
no NestMembers, host: Nestmates$A
other loader's host: Nestmates$A
*/
