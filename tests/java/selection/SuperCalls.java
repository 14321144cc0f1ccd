import support.Bytes;
import support.ClassBuilder;
import support.Loader;
import support.Show;

/** invokespecial: super calls over gaps, ACC_SUPER, grandparents inserted later, interface super calls, private methods of nest mates. */
public class SuperCalls {
    static class Grand { String m() { return "Grand"; } String only() { return "Grand.only"; } }
    static class Parent extends Grand {}
    static class Child extends Parent {
        @Override String m() { return "Child>" + super.m(); }
        String viaLambda() { java.util.function.Supplier<String> s = super::m; return s.get(); }
        String viaInner() { return new Object() { String go() { return Child.super.m() + Child.super.only(); } }.go(); }
        class Inner { String outerSuper() { return Child.super.m(); } }
    }
    interface Face { default String d() { return "Face.d"; } }
    static class WithFace extends Grand implements Face {
        public String d() { return "WithFace>" + Face.super.d(); }
        String viaLambda() { java.util.function.Supplier<String> s = Face.super::d; return s.get() + "!"; }
        @Override public String toString() { return super.toString().startsWith("SuperCalls$WithFace@") + ""; }
        @Override public boolean equals(Object o) { return super.equals(o); }
        @Override public int hashCode() { return super.hashCode(); }
        @Override protected WithFace clone() throws CloneNotSupportedException { return (WithFace) super.clone(); }
    }
    static class Middle extends Grand { @Override String m() { return "Middle>" + super.m(); } }

    public static void main(String[] args) throws Throwable {
        Child c = new Child();
        System.out.println(c.m() + " " + c.viaLambda() + " " + c.viaInner() + " " + c.new Inner().outerSuper() + " " + c.only());
        WithFace w = new WithFace();
        System.out.println(w.d() + " " + w.viaLambda() + " " + w + " " + w.equals(w) + " " + (w.hashCode() == w.hashCode()));
        Show.outcome("clone without Cloneable", w::clone);

        int p = 1, ps = 9;
        // The call names s/A; the direct superclass at run time is s/B, which overrides: ACC_SUPER selects from there.
        for (int flags : new int[] {p | 0x20, p}) {
            Loader l = new Loader();
            l.add(new ClassBuilder("s/A").constructor("java/lang/Object").method(p, "m", "()Ljava/lang/String;", 1, 1, "ldc string A;; areturn"));
            l.add(new ClassBuilder(49, p | 0x20, "s/B", "s/A").constructor("s/A").method(p, "m", "()Ljava/lang/String;", 1, 1, "ldc string B;; areturn"));
            l.add(new ClassBuilder(49, flags, "s/C", "s/B").constructor("s/B").method(p, "m", "()Ljava/lang/String;", 1, 1, "aload_0;; "
                    + "invokespecial s/A.m ()Ljava/lang/String;;; areturn").method(ps, "run", "()Ljava/lang/Object;", 2, 0, "new s/C;; dup;; "
                    + "invokespecial s/C.<init> ()V;; invokevirtual s/C.m ()Ljava/lang/String;;; areturn"));
            Show.outcome("ACC_SUPER " + (flags != p), () -> l.call("s.C", "run"));
        }
        // The superclass lost the method after the subclass was compiled.
        Loader gone = new Loader().copy(Parent.class, Child.class).add("SuperCalls$Grand", Bytes.rename(Bytes.of(Grand.class), "m", "q"));
        Show.outcome("gone", () -> {
            var type = gone.loadClass("SuperCalls$Child");
            var make = type.getDeclaredConstructor();
            make.setAccessible(true);
            var m = type.getDeclaredMethod("m");
            m.setAccessible(true);
            try {
                return m.invoke(make.newInstance());
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
            }
        });
        // A superclass method that became abstract.
        Loader abs = new Loader();
        abs.add(new ClassBuilder(49, p | 0x420, "s/A", "java/lang/Object").constructor("java/lang/Object").method(0x401, "m", "()I"));
        abs.add(new ClassBuilder(49, p | 0x20, "s/C", "s/A").constructor("s/A").method(p, "m", "()I", 1, 1, "aload_0;; invokespecial s/A.m ()I;; ireturn")
                .method(ps, "run", "()Ljava/lang/Object;", 2, 0, "new s/C;; dup;; invokespecial s/C.<init> ()V;; invokevirtual s/C.m ()I;; "
                        + "invokestatic java/lang/Integer.valueOf (I)Ljava/lang/Integer;;; areturn"));
        Show.outcome("abstract super", () -> abs.call("s.C", "run"));
        // An interface method of an indirect superinterface by invokespecial.
        Loader indirect = new Loader();
        indirect.add(new ClassBuilder(52, 0x601, "s/I", "java/lang/Object").method(p, "d", "()I", 1, 1, "iconst_5;; ireturn"));
        indirect.add(new ClassBuilder(52, 0x601, "s/J", "java/lang/Object", "s/I"));
        indirect.add(new ClassBuilder(52, p | 0x20, "s/C", "java/lang/Object", "s/J").constructor("java/lang/Object")
                .method(p, "m", "()I", 1, 1, "aload_0;; invokespecial interface s/I.d ()I;; ireturn").method(ps, "run", "()Ljava/lang/Object;", 2, 0,
                        "new s/C;; dup;; invokespecial s/C.<init> ()V;; invokevirtual s/C.m ()I;; invokestatic java/lang/Integer.valueOf (I)Ljava/lang/Integer;;; areturn"));
        Show.outcome("indirect interface", () -> indirect.call("s.C", "run"));
    }
}

/* expect-output:
Child>Grand Grand GrandGrand.only Grand Grand.only
WithFace>Face.d Face.d! true true true
clone without Cloneable: java.lang.CloneNotSupportedException: SuperCalls$WithFace
ACC_SUPER true: B
ACC_SUPER false: B
gone: java.lang.NoSuchMethodError: 'java.lang.String SuperCalls$Parent.m()'
abstract super: java.lang.AbstractMethodError: 'int s.A.m()'
indirect interface: java.lang.VerifyError: Bad invokespecial instruction: interface method reference is in an indirect superinterface.
Exception Details:
  Location:
    s/C.m()I @1: invokespecial
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 2ab7 0011 ac                           

*/
