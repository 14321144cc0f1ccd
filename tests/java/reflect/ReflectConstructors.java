// Constructor.newInstance: inner classes, generics, exceptions, abstract classes, initialisers that throw.
import java.lang.reflect.*;
import java.util.*;
import java.util.concurrent.Callable;

public class ReflectConstructors {
    static class Failing { Failing() throws Exception { throw new Exception("from constructor"); } }
    static class BadInit { static int x = Integer.parseInt("no number"); BadInit() { } }
    static abstract class Abs { Abs() { } }
    class Inner { final int v; Inner(int v) { this.v = v; } }
    static class Many {
        final String made;
        Many() { made = "none"; }
        Many(int i) { made = "int"; }
        Many(Integer i) { made = "Integer"; }
        Many(long i) { made = "long"; }
        private Many(String... s) { made = "strings " + s.length; }
        Many(byte b, char c, short s, boolean z, float f, double d, long l, Object o) { made = "" + b + c + s + z + f + d + l + o; }
    }
    static class Counter { static int count; Counter() { count++; } }

    static void show(String name, Callable<?> call) {
        try {
            System.out.println(name + ": " + call.call());
        } catch (InvocationTargetException e) {
            System.out.println(name + ": wraps " + e.getCause());
        } catch (Throwable e) {
            System.out.println(name + ": " + e + (e.getCause() == null ? "" : " cause " + e.getCause()));
        }
    }

    public static void main(String[] args) throws Exception {
        show("failing", () -> Failing.class.getDeclaredConstructor().newInstance());
        show("Class.newInstance throws unwrapped", () -> Failing.class.newInstance());
        show("bad initialiser", () -> BadInit.class.getDeclaredConstructor().newInstance());
        show("bad initialiser again", () -> BadInit.class.getDeclaredConstructor().newInstance());
        show("abstract", () -> Abs.class.getDeclaredConstructor().newInstance());
        show("inner", () -> Inner.class.getDeclaredConstructor(ReflectConstructors.class, int.class).newInstance(new ReflectConstructors(), 4).v);
        show("inner without outer", () -> Inner.class.getDeclaredConstructor(ReflectConstructors.class, int.class).newInstance(null, 4).v);
        show("none", () -> Many.class.getDeclaredConstructor().newInstance().made);
        show("int", () -> Many.class.getDeclaredConstructor(int.class).newInstance(1).made);
        show("Integer", () -> Many.class.getDeclaredConstructor(Integer.class).newInstance(1).made);
        show("long widened", () -> Many.class.getDeclaredConstructor(long.class).newInstance('c').made);
        show("strings", () -> Many.class.getDeclaredConstructor(String[].class).newInstance((Object) new String[3]).made);
        show("all", () -> Many.class.getDeclaredConstructor(byte.class, char.class, short.class, boolean.class, float.class, double.class,
                long.class, Object.class).newInstance((byte) 1, 'c', (byte) 3, true, 4, 5f, 6, "seven").made);
        show("wrong count", () -> Many.class.getDeclaredConstructor(int.class).newInstance());
        show("wrong type", () -> Many.class.getDeclaredConstructor(int.class).newInstance("x"));
        show("absent", () -> Many.class.getDeclaredConstructor(List.class, int[][].class));
        show("absent public", () -> Many.class.getConstructor());
        show("Class.newInstance without one", () -> Integer.class.newInstance());
        show("Class.newInstance of interface", () -> Runnable.class.newInstance());
        show("of array", () -> int[].class.getDeclaredConstructors().length);
        show("of int", () -> int.class.newInstance());
        show("of void", () -> void.class.getDeclaredConstructors().length);
        Constructor<Counter> counter = Counter.class.getDeclaredConstructor();
        for (int i = 0; i < 40; i++) counter.newInstance();
        System.out.println("counted " + Counter.count);
        TreeSet<String> texts = new TreeSet<>();
        for (Constructor<?> c : Many.class.getDeclaredConstructors()) texts.add(c + " " + c.getParameterCount() + " " + c.isVarArgs() + " " + c.getName());
        texts.forEach(System.out::println);
        System.out.println(Inner.class.getDeclaredConstructors()[0].getParameters()[0] + " " + Inner.class.getDeclaredConstructors()[0].getParameters()[0].isImplicit());
        System.out.println(Many.class.getDeclaredConstructor().equals(Many.class.getDeclaredConstructor()) + " "
                + (Many.class.getDeclaredConstructor().hashCode() == Many.class.getName().hashCode()));
    }
}

/* expect-output:
failing: wraps java.lang.Exception: from constructor
Class.newInstance throws unwrapped: java.lang.Exception: from constructor
bad initialiser: java.lang.ExceptionInInitializerError cause java.lang.NumberFormatException: For input string: "no number"
bad initialiser again: java.lang.NoClassDefFoundError: Could not initialize class ReflectConstructors$BadInit cause java.lang.ExceptionInInitializerError: Exception java.lang.NumberFormatException: For input string: "no number" [in thread "main"]
abstract: java.lang.InstantiationException
inner: 4
inner without outer: 4
none: none
int: int
Integer: Integer
long widened: long
strings: strings 3
all: 1c3true4.05.06seven
wrong count: java.lang.IllegalArgumentException: wrong number of arguments
wrong type: java.lang.IllegalArgumentException: argument type mismatch
absent: java.lang.NoSuchMethodException: ReflectConstructors$Many.<init>(java.util.List,[[I)
absent public: java.lang.NoSuchMethodException: ReflectConstructors$Many.<init>()
Class.newInstance without one: java.lang.InstantiationException: java.lang.Integer cause java.lang.NoSuchMethodException: java.lang.Integer.<init>()
Class.newInstance of interface: java.lang.InstantiationException: java.lang.Runnable cause java.lang.NoSuchMethodException: java.lang.Runnable.<init>()
of array: 0
of int: java.lang.InstantiationException: int cause java.lang.NoSuchMethodException: int.<init>()
of void: 0
counted 40
ReflectConstructors$Many() 0 false ReflectConstructors$Many
ReflectConstructors$Many(byte,char,short,boolean,float,double,long,java.lang.Object) 8 false ReflectConstructors$Many
ReflectConstructors$Many(int) 1 false ReflectConstructors$Many
ReflectConstructors$Many(java.lang.Integer) 1 false ReflectConstructors$Many
ReflectConstructors$Many(long) 1 false ReflectConstructors$Many
private ReflectConstructors$Many(java.lang.String[]) 1 true ReflectConstructors$Many
ReflectConstructors arg0 false
true true
*/
