/** Virtual calls: deep chains, overloads against overrides, private and static that do not override, final, calls from constructors. */
public class Virtual {
    static class A {
        String name() { return "A.name"; }
        String callName() { return name() + "/" + hidden() + "/" + fixed() + "/" + stat(); }
        private String hidden() { return "A.hidden"; }
        final String fixed() { return "A.fixed"; }
        static String stat() { return "A.stat"; }
        String over(Object o) { return "A.over(Object)"; }
        String over(String s) { return "A.over(String)"; }
        String over(long l) { return "A.over(long)"; }
        String over(Integer i) { return "A.over(Integer)"; }
        String over(Object... os) { return "A.over(Object...)"; }
        A self() { return this; }
        protected Object twice(int x) { return x * 2; }
    }

    static class B extends A {
        @Override String name() { return "B.name>" + super.name(); }
        String hidden() { return "B.hidden"; }
        static String stat() { return "B.stat"; }
        @Override String over(Object o) { return "B.over(Object)"; }
        String over(char c) { return "B.over(char)"; }
        @Override B self() { return this; }
        @Override public Integer twice(int x) { return (Integer) super.twice(x) + 1; }
    }

    static class C extends B {
        @Override String name() { return "C.name>" + super.name(); }
        private String secret = "C.secret";
        @Override String over(String s) { return "C.over(String)" + super.over(s); }
        @Override C self() { return this; }
    }

    static abstract class Template {
        final String run() { return before() + body(1) + after(); }
        String before() { return "<"; }
        abstract String body(int x);
        String after() { return ">"; }
    }

    static abstract class Middle extends Template {
        @Override String before() { return "[" + super.before(); }
        abstract String more();
        @Override String body(int x) { return more() + x; }
    }

    static class Leaf extends Middle {
        @Override String more() { return "leaf"; }
        @Override String after() { return super.after() + "]"; }
    }

    public static void main(String[] args) {
        A[] all = {new A(), new B(), new C(), new A() { @Override String name() { return "anon>" + super.name(); } }};
        for (A a : all) {
            System.out.println(a.name() + " | " + a.callName() + " | " + a.self().getClass().getSimpleName() + " | " + a.twice(10));
            byte small = 1;
            System.out.println(a.over(new Object()) + " " + a.over("s") + " " + a.over(5) + " " + a.over(Integer.valueOf(5)) + " " + a.over(5f) + " "
                    + a.over((Object) "s") + " " + a.over(small) + " " + a.over('c') + " " + a.over() + " " + a.over(1, 2) + " " + a.over((Object) null));
        }
        System.out.println(new B().over('c') + " " + new C().over('c') + " " + ((A) new C()).over('c') + " " + new C().hidden() + " " + C.stat() + " "
                + A.stat() + " " + ((C) all[2]).secret);
        System.out.println(new Leaf().run() + " " + new Template() { @Override String body(int x) { return "b" + x; } }.run());
        // A long call site history: the same site sees many classes.
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            s.append(all[i * 7 % all.length].name().charAt(0)).append(all[i % 3].twice(i));
        }
        System.out.println(s);
        Object[] objects = {"str", 1, 'c', 2L, new int[0], new C(), Virtual.class, 1.5, new StringBuilder("sb"), new Object[0]};
        for (Object o : objects) {
            String text = o.toString();
            System.out.print((text.contains("@") ? text.substring(0, text.indexOf('@')) : text) + " " + o.equals(o) + " " + (o.hashCode() == o.hashCode()) + "; ");
        }
        System.out.println();
    }
}

/* expect-output:
A.name | A.name/A.hidden/A.fixed/A.stat | A | 20
A.over(Object) A.over(String) A.over(long) A.over(Integer) A.over(Object) A.over(Object) A.over(long) A.over(long) A.over(Object...) A.over(Object...) A.over(Object)
B.name>A.name | B.name>A.name/A.hidden/A.fixed/A.stat | B | 21
B.over(Object) A.over(String) A.over(long) A.over(Integer) B.over(Object) B.over(Object) A.over(long) A.over(long) A.over(Object...) A.over(Object...) B.over(Object)
C.name>B.name>A.name | C.name>B.name>A.name/A.hidden/A.fixed/A.stat | C | 21
B.over(Object) C.over(String)A.over(String) A.over(long) A.over(Integer) B.over(Object) B.over(Object) A.over(long) A.over(long) A.over(Object...) A.over(Object...) B.over(Object)
anon>A.name | anon>A.name/A.hidden/A.fixed/A.stat |  | 20
A.over(Object) A.over(String) A.over(long) A.over(Integer) A.over(Object) A.over(Object) A.over(long) A.over(long) A.over(Object...) A.over(Object...) A.over(Object)
B.over(char) B.over(char) A.over(long) B.hidden B.stat A.stat C.secret
[<leaf1>] <b1>
A0a3C5B6A9a11C12B15A17a18C21B23A24a27C29B30A33a35C36B39A41a42C45B47A48a51C53B54A57a59C60B63A65a66C69B71A72a75C77B78
str true true; 1 true true; c true true; 2 true true; [I true true; Virtual$C true true; class Virtual true true; 1.5 true true; sb true true; [Ljava.lang.Object; true true; 
*/
