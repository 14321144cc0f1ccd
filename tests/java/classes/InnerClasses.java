import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Inner, local and anonymous classes: captured variables, outer references, shadowing, names, enclosing members, inheritance. */
public class InnerClasses {
    String name = "outer";
    int counter;

    class Inner {
        String name = "inner";

        class Deep {
            String name = "deep";
            String all(String name) { return name + this.name + Inner.this.name + InnerClasses.this.name + ++counter; }
        }
    }

    class SubInner extends Inner {
        SubInner() { InnerClasses.this.super(); name = "sub"; }
    }

    static class Other extends Inner {
        Other(InnerClasses o) { o.super(); }
    }

    static class Nested { static int made; final int id = ++made; }

    interface Greeter { String greet(String who); }

    Greeter local(int a, String b) {
        long c = a * 100L;
        final double d = 0.5;
        class Local implements Greeter {
            final int e;
            Local(int e) { this.e = e; }
            public String greet(String who) { return who + a + b + c + d + e + name + new Nested().id; }
            Greeter again() { return new Local(e + 1); }
        }
        Local first = new Local(7);
        return first.again();
    }

    static Greeter staticLocal(int x) {
        class Node {
            Node next;
            int v = x;
            int sum() { return v + (next == null ? 0 : next.sum()); }
        }
        Node n = new Node();
        n.next = new Node();
        n.next.v = 1000;
        return who -> who + n.sum();
    }

    Greeter anonymous(List<String> log) {
        return new Greeter() {
            int calls;
            { log.add("init " + name); }
            public String greet(String who) {
                calls++;
                Runnable r = new Runnable() { public void run() { log.add(who + calls + counter++); } };
                r.run();
                return log.toString();
            }
        };
    }

    static List<Supplier<Integer>> loop() {
        List<Supplier<Integer>> list = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int j = i;
            list.add(new Supplier<>() { int k = j; public Integer get() { return k++ * 10 + j; } });
        }
        for (int i : new int[] {7, 8}) list.add(() -> i);
        return list;
    }

    static void describe(Class<?> c) {
        System.out.println(c.getName() + " '" + c.getSimpleName() + "' " + c.getCanonicalName() + " " + c.isMemberClass() + c.isLocalClass() + c.isAnonymousClass() + " "
                + c.getEnclosingClass() + " " + c.getDeclaringClass() + " " + c.getEnclosingMethod() + " " + c.getEnclosingConstructor() + " "
                + java.lang.reflect.Modifier.toString(c.getModifiers()));
    }

    InnerClasses() {}

    InnerClasses(Object[] out) { out[0] = new Object() {}; }

    static Object fromInit = new Object() {};

    public static void main(String[] args) {
        InnerClasses o = new InnerClasses();
        System.out.println(o.new Inner().new Deep().all("arg") + " " + o.new SubInner().new Deep().all("x") + " " + new Other(o).new Deep().all("y"));
        Greeter g = o.local(1, "B");
        System.out.println(g.greet("w") + " " + g.greet("v") + " " + staticLocal(5).greet("n"));
        List<String> log = new ArrayList<>();
        Greeter a = o.anonymous(log);
        a.greet("p");
        System.out.println(a.greet("q"));
        StringBuilder s = new StringBuilder();
        for (var f : loop()) s.append(f.get()).append(' ').append(f.get()).append(' ');
        System.out.println(s);
        Object[] out = new Object[1];
        new InnerClasses(out);
        for (Object x : new Object[] {o.new Inner().new Deep(), g, a, out[0], fromInit, new Nested[0], o}) describe(x.getClass());
        describe(Greeter.class);
        describe(int.class);
        System.out.println(new Object() { int x = 3; int twice() { return x * 2; } }.twice());
        var adHoc = new Object() { int total; void add(int n) { total += n; } };
        for (int i = 0; i < 4; i++) adHoc.add(i);
        System.out.println(adHoc.total + " " + InnerClasses.class.getDeclaredClasses().length);
    }
}

/* expect-output:
argdeepinnerouter1 xdeepsubouter2 ydeepinnerouter3
w1B1000.58outer1 v1B1000.58outer2 n1005
[init outer, p13, q24]
0 10 11 21 22 32 7 7 8 8 
InnerClasses$Inner$Deep 'Deep' InnerClasses.Inner.Deep truefalsefalse class InnerClasses$Inner class InnerClasses$Inner null null 
InnerClasses$1Local 'Local' null falsetruefalse class InnerClasses null InnerClasses$Greeter InnerClasses.local(int,java.lang.String) null 
InnerClasses$1 '' null falsefalsetrue class InnerClasses null InnerClasses$Greeter InnerClasses.anonymous(java.util.List) null 
InnerClasses$3 '' null falsefalsetrue class InnerClasses null null InnerClasses(java.lang.Object[]) 
InnerClasses$4 '' null falsefalsetrue class InnerClasses null null null 
[LInnerClasses$Nested; 'Nested[]' InnerClasses.Nested[] falsefalsefalse null null null null abstract final
InnerClasses 'InnerClasses' InnerClasses falsefalsefalse null null null null public
InnerClasses$Greeter 'Greeter' InnerClasses.Greeter truefalsefalse class InnerClasses class InnerClasses null null abstract static interface
int 'int' int falsefalsefalse null null null null public abstract final
6
6 5
*/
