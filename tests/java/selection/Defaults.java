/** Default methods: diamonds, classes win, more specific interfaces win, super calls, re-abstraction, private and static ones. */
public class Defaults {
    interface A { default String m() { return "A"; } default String n() { return "A.n(" + m() + helper() + ")"; } private String helper() { return "A.helper"; } }
    interface B extends A { default String m() { return "B>" + A.super.m(); } }
    interface C extends A { default String m() { return "C>" + A.super.m(); } }
    interface D extends A {}
    interface Again extends B { String m(); }

    static class BD implements B, D {}
    static class DB implements D, B, A {}
    static class Both implements B, C { public String m() { return "Both>" + B.super.m() + "+" + C.super.m(); } }
    static class Base { public String m() { return "Base"; } }
    static class ClassWins extends Base implements B {}
    static class SubAgain implements Again { public String m() { return "SubAgain"; } }
    static abstract class Abs implements Again {}
    static class Late extends Abs { public String m() { return "Late"; } public String n() { return "own n>" + super.n(); } }
    static class Inherits extends BD {}
    static class Adds extends BD implements C2 {}
    interface C2 extends B { default String m() { return "C2>" + B.super.m(); } }
    static class AbstractObj { public String toString() { return "obj"; } }
    interface WithObject { boolean equals(Object o); String toString(); int hashCode(); default String show() { return toString() + equals(this); } }
    static class Obj extends AbstractObj implements WithObject {}

    interface Gen<T> { default String take(T t) { return "Gen:" + t; } default T give() { return null; } }
    interface StrGen extends Gen<String> { default String take(String s) { return "StrGen:" + s + "|" + Gen.super.take(s); } default String give() { return "given"; } }
    static class Impl implements StrGen {}
    static class Impl2 extends Impl implements Gen<String> { public String give() { return "Impl2>" + super.give(); } }

    interface Counter { int next(); default int twice() { return next() + next(); } static Counter from(int start) { int[] at = {start}; return () -> at[0]++; } }

    enum Op implements java.util.function.IntBinaryOperator, Named {
        ADD { public int applyAsInt(int a, int b) { return a + b; } },
        MUL { public int applyAsInt(int a, int b) { return a * b; } public String label() { return "times"; } }
    }

    interface Named { String name(); default String label() { return "op " + name().toLowerCase(); } }

    static String call(A a) { return a.m() + " " + a.n(); }

    public static void main(String[] args) throws Exception {
        A[] all = {new BD(), new DB(), new Both(), new ClassWins(), new SubAgain(), new Late(), new Inherits(), new Adds(), new A() {}, new B() {}, new C2() {}};
        for (A a : all) {
            System.out.println(call(a) + " " + a.getClass().getMethod("m").getDeclaringClass().getSimpleName());
        }
        System.out.println(new BD().m() + " " + new ClassWins().m() + " " + new Late().n() + " " + new Obj().show());
        Gen<String> g = new Impl();
        System.out.println(g.take("x") + " " + g.give() + " " + new Impl2().give() + " " + ((Gen<String>) new Impl2()).give() + " " + new Gen<Integer>() {}.take(5));
        try {
            ((Gen) g).take(5);
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(Counter.from(5).twice() + " " + ((Counter) () -> 21).twice());
        for (Op op : Op.values()) {
            System.out.println(op.label() + " " + op.applyAsInt(3, 4) + " " + op.getClass().isAnonymousClass() + " " + op.getDeclaringClass().getSimpleName());
        }
        for (var m : new String[] {"m", "n"}) {
            System.out.println(Adds.class.getMethod(m) + " " + Abs.class.getMethod(m).isDefault() + " " + Late.class.getMethod(m).invoke(new Late()));
        }
        A viaProxy = (A) java.lang.reflect.Proxy.newProxyInstance(A.class.getClassLoader(), new Class<?>[] {B.class},
                (p, m, a) -> m.isDefault() ? java.lang.reflect.InvocationHandler.invokeDefault(p, m, a) : null);
        System.out.println(viaProxy.getClass().isHidden());
    }
}

/* expect-output:
B>A A.n(B>AA.helper) B
B>A A.n(B>AA.helper) B
Both>B>A+C>A A.n(Both>B>A+C>AA.helper) Both
Base A.n(BaseA.helper) Base
SubAgain A.n(SubAgainA.helper) SubAgain
Late own n>A.n(LateA.helper) Late
B>A A.n(B>AA.helper) B
C2>B>A A.n(C2>B>AA.helper) C2
A A.n(AA.helper) A
B>A A.n(B>AA.helper) B
C2>B>A A.n(C2>B>AA.helper) C2
B>A Base own n>A.n(LateA.helper) objtrue
StrGen:x|Gen:x given Impl2>given Impl2>given Gen:5
class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
11 42
op add 7 true Op
times 12 true Op
public default java.lang.String Defaults$C2.m() false Late
public default java.lang.String Defaults$A.n() true own n>A.n(LateA.helper)
false
*/
