/** What initialises a class and what does not; superclasses first, interfaces only with default methods or when a field is used. */
public class InitOrder {
    static int say(String s) {
        System.out.print(s + " ");
        return 1;
    }

    static class Base {
        static int x = say("Base");
        static final int CONSTANT = 5;
        static final Integer BOXED = 6;
        static int inherited = 3;

        static void method() {}
    }

    static class Derived extends Base implements WithDefault, Plain {
        static int y = say("Derived");
    }

    interface Plain {
        int P = say("Plain");
    }

    interface WithDefault extends Parent {
        int D = say("WithDefault");

        default void m() {}
    }

    interface Parent {
        int Q = say("Parent");
    }

    interface StaticOnly {
        int S = say("StaticOnly");

        static void run() {}
    }

    static class UsesStaticOnly implements StaticOnly {
        static int z = say("UsesStaticOnly");
    }

    static class Fields {
        static int f = say("Fields");
        static final String TEXT = "constant";
        static final String COMPUTED = "com" + "puted".length();
    }

    static class Arrays { static int a = say("Arrays"); }
    static class Literal { static int a = say("Literal"); }
    static class Cast { static int a = say("Cast"); }
    static class ForName { static int a = say("ForName"); }
    static class Reflected { static int a = say("Reflected"); static void m() {} }
    static class Handle { static int a = say("Handle"); static void m() {} }
    static class Lambda { static int a = say("Lambda"); static void m() {} }
    enum Color { RED(say("RED")), GREEN(say("GREEN")); static int s = say("Color.s"); Color(int i) { say("ctor"); } }
    record Rec(int i) { static int r = say("Rec"); }

    static void line(String title) {
        System.out.print("\n" + title + ": ");
    }

    public static void main(String[] args) throws Throwable {
        line("constant"); say("" + Base.CONSTANT + Fields.TEXT);
        line("array of class"); Object o = new Arrays[2];
        line("class literal"); Class<?> c = Literal.class;
        line("cast and instanceof"); say("" + (null instanceof Cast)); Cast cast = (Cast) null;
        line("inherited field through subclass"); say("" + Derived.inherited);
        line("boxed constant"); say("" + Base.BOXED);
        line("new Derived"); new Derived();
        line("interface field"); say("" + Derived.P);
        line("interface static method"); StaticOnly.run();
        line("class with static-only interface"); new UsesStaticOnly();
        line("parent interface field"); say("" + WithDefault.Q);
        line("computed constant"); say(Fields.COMPUTED);
        line("forName without"); Class<?> f = Class.forName("InitOrder$ForName", false, InitOrder.class.getClassLoader());
        line("forName with"); Class.forName("InitOrder$ForName");
        line("getMethod"); var m = Reflected.class.getDeclaredMethod("m");
        line("invoke"); m.invoke(null);
        line("findStatic"); var h = java.lang.invoke.MethodHandles.lookup().findStatic(Handle.class, "m", java.lang.invoke.MethodType.methodType(void.class));
        line("invokeExact"); h.invokeExact();
        line("method reference"); Runnable r = Lambda::m;
        line("run"); r.run();
        line("enum"); say("" + Color.GREEN);
        line("record"); new Rec(1);
        line("reflective array"); java.lang.reflect.Array.newInstance(java.util.Currency.class, 1);
        line("ensureInitialized"); java.lang.invoke.MethodHandles.lookup().ensureInitialized(Late.class);
        line("end\n");
    }

    static class Late { static int a = say("Late"); }
}

/* expect-output:

constant: 5constant 
array of class: 
class literal: 
cast and instanceof: false 
inherited field through subclass: Base 3 
boxed constant: 6 
new Derived: WithDefault Derived 
interface field: Plain 1 
interface static method: StaticOnly 
class with static-only interface: UsesStaticOnly 
parent interface field: Parent 1 
computed constant: Fields com5 
forName without: 
forName with: ForName 
getMethod: 
invoke: Reflected 
findStatic: 
invokeExact: Handle 
method reference: 
run: Lambda 
enum: RED ctor GREEN ctor Color.s GREEN 
record: Rec 
reflective array: 
ensureInitialized: Late 
end
: 
*/
