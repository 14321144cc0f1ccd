// Method.invoke: argument conversion, receiver checks, wrapping of exceptions, with the texts users see.
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;

public class ReflectInvoke {
    public static String wide(long a, double b) { return a + "/" + b; }
    public static int prim(int x) { return x + 1; }
    public String inst(String s) { return "inst " + s; }
    public static void fails(String text) throws Exception { throw new java.io.IOException(text); }
    public static void error() { throw new StackOverflowError("thrown by hand"); }
    public static String varargs(String... all) { return all.length + " strings"; }
    public static byte b(byte x) { return x; }
    public static char c(char x) { return x; }
    public static boolean z(boolean x) { return !x; }
    public static float f(float x) { return x; }
    public static short s(short x) { return x; }
    public static void nothing() { }

    static void show(String name, Callable<?> call) {
        try {
            Object value = call.call();
            System.out.println(name + ": " + value + (value == null ? "" : " " + value.getClass().getSimpleName()));
        } catch (InvocationTargetException e) {
            System.out.println(name + ": ITE message=" + e.getMessage() + " cause=" + e.getCause()
                    + " same=" + (e.getCause() == e.getTargetException()));
        } catch (Throwable e) {
            System.out.println(name + ": " + e + " cause=" + e.getCause());
        }
    }

    static Method method(String name, Class<?>... types) throws Exception {
        return ReflectInvoke.class.getMethod(name, types);
    }

    public static void main(String[] args) throws Exception {
        Method prim = method("prim", int.class);
        Method inst = method("inst", String.class);
        Method wide = method("wide", long.class, double.class);
        show("int", () -> prim.invoke(null, 41));
        show("byte widens", () -> prim.invoke(null, (byte) 5));
        show("char widens", () -> prim.invoke(null, 'A'));
        show("short widens", () -> prim.invoke(null, (short) -3));
        show("wide of int and float", () -> wide.invoke("ignored receiver", 7, 1.5f));
        show("wide of char and long", () -> wide.invoke(null, 'a', 9L));
        show("long for int", () -> prim.invoke(null, 5L));
        show("null for int", () -> prim.invoke(null, (Object) null));
        show("String for int", () -> prim.invoke(null, "x"));
        show("boolean for int", () -> prim.invoke(null, true));
        show("too few", () -> prim.invoke(null));
        show("too many", () -> prim.invoke(null, 1, 2));
        show("null array", () -> prim.invoke(null, (Object[]) null));
        show("null array, no parameters", () -> method("nothing").invoke(null, (Object[]) null));
        show("instance", () -> inst.invoke(new ReflectInvoke(), "x"));
        show("null argument", () -> inst.invoke(new ReflectInvoke(), (Object) null));
        show("null receiver", () -> inst.invoke(null, "x"));
        show("wrong receiver", () -> inst.invoke("receiver", "x"));
        show("wrong reference", () -> inst.invoke(new ReflectInvoke(), 5));
        show("checked exception", () -> method("fails", String.class).invoke(null, "text"));
        show("error", () -> method("error").invoke(null));
        show("varargs", () -> method("varargs", String[].class).invoke(null, (Object) new String[] {"a", "b"}));
        show("varargs spread", () -> method("varargs", String[].class).invoke(null, "a", "b"));
        show("byte", () -> method("b", byte.class).invoke(null, (byte) -128));
        show("int for byte", () -> method("b", byte.class).invoke(null, 1));
        show("char", () -> method("c", char.class).invoke(null, 'q'));
        show("boolean", () -> method("z", boolean.class).invoke(null, true));
        show("float of long", () -> method("f", float.class).invoke(null, 16777217L));
        show("float of double", () -> method("f", float.class).invoke(null, 1.0));
        show("short of byte", () -> method("s", short.class).invoke(null, (byte) 3));
        show("short of char", () -> method("s", short.class).invoke(null, 'x'));
        show("no such method", () -> method("absent", int.class, String[].class));
        int sum = 0;
        for (int i = 0; i < 60; i++) { // past the threshold where the library generates an accessor
            sum += (Integer) prim.invoke(null, i);
        }
        System.out.println("sum " + sum);
        show("after inflation, wrong", () -> prim.invoke(null, "x"));
        show("after inflation, null", () -> prim.invoke(null, (Object) null));
        show("after inflation, count", () -> prim.invoke(null));
    }
}

/* expect-output:
int: 42 Integer
byte widens: 6 Integer
char widens: 66 Integer
short widens: -2 Integer
wide of int and float: 7/1.5 String
wide of char and long: 97/9.0 String
long for int: java.lang.IllegalArgumentException: argument type mismatch cause=null
null for int: java.lang.IllegalArgumentException cause=null
String for int: java.lang.IllegalArgumentException: argument type mismatch cause=null
boolean for int: java.lang.IllegalArgumentException: argument type mismatch cause=null
too few: java.lang.IllegalArgumentException: wrong number of arguments cause=null
too many: java.lang.IllegalArgumentException: wrong number of arguments cause=null
null array: java.lang.IllegalArgumentException: wrong number of arguments cause=null
null array, no parameters: null
instance: inst x String
null argument: inst null String
null receiver: java.lang.NullPointerException: Cannot invoke "Object.getClass()" because "obj" is null cause=null
wrong receiver: java.lang.IllegalArgumentException: object is not an instance of declaring class cause=null
wrong reference: java.lang.IllegalArgumentException: argument type mismatch cause=null
checked exception: ITE message=null cause=java.io.IOException: text same=true
error: ITE message=null cause=java.lang.StackOverflowError: thrown by hand same=true
varargs: 2 strings String
varargs spread: java.lang.IllegalArgumentException: wrong number of arguments cause=null
byte: -128 Byte
int for byte: java.lang.IllegalArgumentException: argument type mismatch cause=null
char: q Character
boolean: false Boolean
float of long: 1.6777216E7 Float
float of double: java.lang.IllegalArgumentException: argument type mismatch cause=null
short of byte: 3 Short
short of char: java.lang.IllegalArgumentException: argument type mismatch cause=null
no such method: java.lang.NoSuchMethodException: ReflectInvoke.absent(int,[Ljava.lang.String;) cause=null
sum 1830
after inflation, wrong: java.lang.IllegalArgumentException cause=null
after inflation, null: java.lang.IllegalArgumentException cause=null
after inflation, count: java.lang.IllegalArgumentException cause=null
*/
