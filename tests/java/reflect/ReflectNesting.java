// Enclosing classes and methods, declaring classes, nests, permitted subclasses, member listings.
import java.lang.reflect.Method;
import java.util.*;

public class ReflectNesting {
    static Class<?> fromStatic = new Object() { }.getClass();
    Class<?> fromField = new Object() { }.getClass();
    Class<?> fromMaker;
    class Inner { class Deeper { } }
    private interface Face { class InFace { } }

    ReflectNesting(int x, String... y) {
        class InMaker { }
        fromMaker = InMaker.class;
    }

    static <T extends Number> Class<?>[] fromMethod(T t, List<T> list) {
        class InMethod { class Below { } }
        Object anonymous = new InMethod() { };
        return new Class<?>[] {InMethod.class, InMethod.Below.class, anonymous.getClass(), ((java.util.function.Supplier<?>) () -> new Object() { }).get().getClass()};
    }

    sealed static abstract class Shape permits Circle, Square, Open { }
    static final class Circle extends Shape { }
    static sealed class Square extends Shape permits Tiny { }
    static final class Tiny extends Square { }
    static non-sealed class Open extends Shape { }
    sealed interface Auto { }
    record One() implements Auto { }
    enum Two implements Auto { A { }, B }

    static void show(Class<?> c) throws Exception {
        System.out.println(c.getName() + ": enclosing " + c.getEnclosingClass() + ", method " + c.getEnclosingMethod()
                + ", constructor " + c.getEnclosingConstructor() + ", declaring " + c.getDeclaringClass()
                + ", host " + c.getNestHost().getName());
    }

    static String names(Class<?>[] all) {
        if (all == null) return "null";
        TreeSet<String> names = new TreeSet<>();
        for (Class<?> c : all) names.add(c.getName());
        return names.toString();
    }

    public static void main(String[] args) throws Exception {
        show(fromStatic);
        show(new ReflectNesting(1).fromField);
        show(new ReflectNesting(1).fromMaker);
        show(Inner.Deeper.class);
        show(Face.InFace.class);
        for (Class<?> c : fromMethod(1, null)) show(c);
        show(int.class);
        show(String[].class);
        show(Map.Entry.class);
        show(Two.A.getClass());
        System.out.println(names(ReflectNesting.class.getDeclaredClasses()));
        System.out.println(names(ReflectNesting.class.getClasses()));
        System.out.println(names(ReflectNesting.class.getNestMembers()));
        System.out.println(Tiny.class.isNestmateOf(Circle.class) + " " + Tiny.class.isNestmateOf(String.class) + " "
                + int.class.isNestmateOf(int.class) + " " + String[].class.isNestmateOf(String.class));
        for (Class<?> c : new Class<?>[] {Shape.class, Square.class, Open.class, Auto.class, Two.class, Circle.class, Runnable.class}) {
            System.out.println(c.getSimpleName() + " sealed " + c.isSealed() + " permits " + names(c.getPermittedSubclasses()));
        }
        Method[] methods = ReflectNesting.class.getDeclaredMethods();
        TreeSet<String> signatures = new TreeSet<>();
        for (Method method : methods) if (!method.isSynthetic()) signatures.add(method.toString());
        signatures.forEach(System.out::println);
        // Public members of an interface hierarchy: the most specific wins, statics of interfaces are not inherited.
        TreeSet<String> of = new TreeSet<>();
        for (Method method : Lowest.class.getMethods()) if (method.getDeclaringClass() != Object.class) of.add(method.toString());
        of.forEach(System.out::println);
        System.out.println(Lowest.class.getMethod("both") + " " + Lowest.class.getField("K"));
    }

    interface Top { int K = 1; default Object both() { return 1; } static void st() { } void other(); }
    interface Left extends Top { default String both() { return ""; } }
    interface Right extends Top { default Number only() { return 1; } }
    public static abstract class Lowest implements Left, Right { public void mine() { } }
}

/* expect-output:
ReflectNesting$1: enclosing class ReflectNesting, method null, constructor null, declaring null, host ReflectNesting
ReflectNesting$2: enclosing class ReflectNesting, method null, constructor null, declaring null, host ReflectNesting
ReflectNesting$1InMaker: enclosing class ReflectNesting, method null, constructor ReflectNesting(int,java.lang.String[]), declaring null, host ReflectNesting
ReflectNesting$Inner$Deeper: enclosing class ReflectNesting$Inner, method null, constructor null, declaring class ReflectNesting$Inner, host ReflectNesting
ReflectNesting$Face$InFace: enclosing interface ReflectNesting$Face, method null, constructor null, declaring interface ReflectNesting$Face, host ReflectNesting
ReflectNesting$1InMethod: enclosing class ReflectNesting, method static java.lang.Class[] ReflectNesting.fromMethod(java.lang.Number,java.util.List), constructor null, declaring null, host ReflectNesting
ReflectNesting$1InMethod$Below: enclosing class ReflectNesting$1InMethod, method null, constructor null, declaring class ReflectNesting$1InMethod, host ReflectNesting
ReflectNesting$3: enclosing class ReflectNesting, method static java.lang.Class[] ReflectNesting.fromMethod(java.lang.Number,java.util.List), constructor null, declaring null, host ReflectNesting
ReflectNesting$4: enclosing class ReflectNesting, method static java.lang.Class[] ReflectNesting.fromMethod(java.lang.Number,java.util.List), constructor null, declaring null, host ReflectNesting
int: enclosing null, method null, constructor null, declaring null, host int
[Ljava.lang.String;: enclosing null, method null, constructor null, declaring null, host [Ljava.lang.String;
java.util.Map$Entry: enclosing interface java.util.Map, method null, constructor null, declaring interface java.util.Map, host java.util.Map
ReflectNesting$Two$1: enclosing class ReflectNesting$Two, method null, constructor null, declaring null, host ReflectNesting
[ReflectNesting$Auto, ReflectNesting$Circle, ReflectNesting$Face, ReflectNesting$Inner, ReflectNesting$Left, ReflectNesting$Lowest, ReflectNesting$One, ReflectNesting$Open, ReflectNesting$Right, ReflectNesting$Shape, ReflectNesting$Square, ReflectNesting$Tiny, ReflectNesting$Top, ReflectNesting$Two]
[ReflectNesting$Lowest]
[ReflectNesting, ReflectNesting$1, ReflectNesting$1InMaker, ReflectNesting$1InMethod, ReflectNesting$1InMethod$Below, ReflectNesting$2, ReflectNesting$3, ReflectNesting$4, ReflectNesting$Auto, ReflectNesting$Circle, ReflectNesting$Face, ReflectNesting$Face$InFace, ReflectNesting$Inner, ReflectNesting$Inner$Deeper, ReflectNesting$Left, ReflectNesting$Lowest, ReflectNesting$One, ReflectNesting$Open, ReflectNesting$Right, ReflectNesting$Shape, ReflectNesting$Square, ReflectNesting$Tiny, ReflectNesting$Top, ReflectNesting$Two, ReflectNesting$Two$1]
true false true false
Shape sealed true permits [ReflectNesting$Circle, ReflectNesting$Open, ReflectNesting$Square]
Square sealed true permits [ReflectNesting$Tiny]
Open sealed false permits null
Auto sealed true permits [ReflectNesting$One, ReflectNesting$Two]
Two sealed true permits [ReflectNesting$Two$1]
Circle sealed false permits null
Runnable sealed false permits null
public static void ReflectNesting.main(java.lang.String[]) throws java.lang.Exception
static java.lang.Class[] ReflectNesting.fromMethod(java.lang.Number,java.util.List)
static java.lang.String ReflectNesting.names(java.lang.Class[])
static void ReflectNesting.show(java.lang.Class) throws java.lang.Exception
public abstract void ReflectNesting$Top.other()
public default java.lang.Number ReflectNesting$Right.only()
public default java.lang.Object ReflectNesting$Left.both()
public default java.lang.String ReflectNesting$Left.both()
public void ReflectNesting$Lowest.mine()
public default java.lang.String ReflectNesting$Left.both() public static final int ReflectNesting$Top.K
*/
