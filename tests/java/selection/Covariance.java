import java.lang.reflect.Method;
import java.util.*;
import java.util.function.Supplier;

/** Covariant returns through classes, interfaces and generics at once; bridges called by reflection, by handles and through raw types. */
public class Covariance {
    interface Shape { Object id(); default Number size() { return 1; } }
    interface Round extends Shape { CharSequence id(); Integer size(); }
    static class Base { Number value() { return 1; } Object[] items() { return new Object[1]; } Base me() { return this; } Collection<?> all() { return List.of(); } }
    static class Mid extends Base { @Override Integer value() { return 2; } @Override String[] items() { return new String[2]; } @Override Mid me() { return this; } }
    static class Leaf extends Mid implements Round, Supplier<String>, Comparable<Leaf> { public String id() { return "leaf"; } public Integer size() { return 5; } @Override List<String> all() { return List.of("a"); } public String get() { return "got"; } public int compareTo(Leaf o) { return 0; } @Override Leaf me() { return this; } }
    static abstract class Source<T, S extends Source<T, S>> { abstract T next(); abstract S self(); T twice() { next(); return self().next(); } }
    static class Ints extends Source<Integer, Ints> { int n; Integer next() { return ++n; } Ints self() { return this; } }
    static class More extends Ints { @Override Integer next() { return super.next() * 10; } }

    static String list(Class<?> c) {
        List<String> out = new ArrayList<>();
        for (Method m : c.getDeclaredMethods()) out.add((m.isBridge() ? "~" : "") + m.getReturnType().getSimpleName() + " " + m.getName());
        Collections.sort(out);
        return c.getSimpleName() + out;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    public static void main(String[] args) throws Throwable {
        for (Class<?> c : new Class<?>[] {Round.class, Mid.class, Leaf.class, Ints.class, More.class}) System.out.println(list(c));
        Leaf l = new Leaf();
        Base b = l; Shape s = l; Round r = l; Supplier raw = l; Comparable cmp = l;
        System.out.println(b.value() + " " + b.items().length + b.me().getClass().getSimpleName() + b.all() + s.id() + s.size() + r.id().length() + r.size() + raw.get() + cmp.compareTo(l) + l.me().id());
        try { b.items()[0] = 5; } catch (ArrayStoreException e) { System.out.println(e.getMessage()); }
        System.out.println(new Ints().twice() + " " + new More().twice() + " " + ((Source) new More()).next());
        List<String> results = new ArrayList<>();
        for (Method m : Leaf.class.getDeclaredMethods()) {
            if (m.getName().equals("id") || m.getName().equals("me")) results.add(m.getReturnType().getSimpleName() + "=" + String.valueOf(m.invoke(l)).replaceAll("@.*", ""));
        }
        Collections.sort(results);
        System.out.print(results + " ");
        System.out.println(Base.class.getDeclaredMethod("value").invoke(l) + " " + Mid.class.getMethod("hashCode").getDeclaringClass().getSimpleName() + " " + Leaf.class.getMethod("id").getReturnType().getSimpleName() + " " + Leaf.class.getMethod("size").getReturnType().getSimpleName());
        var look = java.lang.invoke.MethodHandles.lookup();
        for (Class<?> ret : new Class<?>[] {Object.class, CharSequence.class, String.class}) {
            System.out.print(look.findVirtual(Leaf.class, "id", java.lang.invoke.MethodType.methodType(ret)).invoke(l) + " ");
        }
        System.out.println(look.findVirtual(Shape.class, "id", java.lang.invoke.MethodType.methodType(Object.class)).invoke((Shape) l));
        try { cmp.compareTo("x"); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
    }
}

/* expect-output:
Round[CharSequence id, Integer size, ~Number size, ~Object id]
Mid[Integer value, Mid me, String[] items, ~Base me, ~Number value, ~Object[] items]
Leaf[Integer size, Leaf me, List all, String get, String id, int compareTo, ~Base me, ~CharSequence id, ~Collection all, ~Mid me, ~Number size, ~Object get, ~Object id, ~int compareTo]
Ints[Integer next, Ints self, ~Object next, ~Source self]
More[Integer next, ~Object next]
2 2Leaf[a]leaf545got0leaf
java.lang.Integer
2 20 10
[Base=Covariance$Leaf, CharSequence=leaf, Leaf=Covariance$Leaf, Mid=Covariance$Leaf, Object=leaf, String=leaf] 2 Object String Integer
leaf leaf leaf leaf
class java.lang.String cannot be cast to class Covariance$Leaf (java.lang.String is in module java.base of loader 'bootstrap'; Covariance$Leaf is in unnamed module of loader 'app')
*/
