// Access checks of reflection: who may, and the exact words of those who may not.
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;

public class ReflectAccess {
    static class Nested {
        private int secret = 1;
        protected int guarded = 2;
        int plain = 3;
        private Nested() { }
        private static String whisper() { return "whisper"; }
    }

    static void show(String name, Callable<?> call) {
        try {
            System.out.println(name + ": " + call.call());
        } catch (Throwable e) {
            System.out.println(name + ": " + e.toString().replaceAll("module @[0-9a-f]+", "module @N"));
        }
    }

    public static void main(String[] args) throws Exception {
        Nested nested = new Nested();
        show("nestmate field", () -> Nested.class.getDeclaredField("secret").getInt(nested));
        show("nestmate method", () -> Nested.class.getDeclaredMethod("whisper").invoke(null));
        show("nestmate constructor", () -> Nested.class.getDeclaredConstructor().newInstance().plain);
        show("stranger's private field", () -> Stranger.class.getDeclaredField("secret").getInt(new Stranger(1)));
        show("stranger's private method", () -> Stranger.class.getDeclaredMethod("whisper", int[].class).invoke(null, new int[1]));
        show("stranger's private constructor", () -> Stranger.class.getDeclaredConstructor().newInstance());
        show("stranger's package field", () -> Stranger.class.getDeclaredField("open").getInt(new Stranger(1)));
        show("stranger made accessible", () -> {
            Field field = Stranger.class.getDeclaredField("secret");
            boolean before = field.isAccessible() || field.canAccess(new Stranger(2));
            field.setAccessible(true);
            return before + " " + field.getInt(new Stranger(2)) + " " + field.canAccess(new Stranger(2));
        });
        show("copy is not accessible", () -> {
            Field first = Stranger.class.getDeclaredField("secret");
            first.setAccessible(true);
            Field second = Stranger.class.getDeclaredField("secret");
            return first.equals(second) + " " + (first == second) + " " + second.isAccessible();
        });
        show("String.value get", () -> String.class.getDeclaredField("value").get("x"));
        show("String.value open", () -> {
            String.class.getDeclaredField("value").setAccessible(true);
            return "opened";
        });
        show("String.value try", () -> String.class.getDeclaredField("value").trySetAccessible());
        show("clone of Object", () -> {
            Method clone = Object.class.getDeclaredMethod("clone");
            return clone.invoke(new int[1]);
        });
        show("package private class of java.util", () -> {
            Object list = java.util.Arrays.asList(1, 2);
            return list.getClass().getMethod("size").invoke(list);
        });
        show("the same through the interface", () -> {
            Object list = java.util.Arrays.asList(1, 2);
            return java.util.List.class.getMethod("size").invoke(list);
        });
        show("constructor of Class", () -> {
            Constructor<?> maker = Class.class.getDeclaredConstructors()[0];
            maker.setAccessible(true);
            return "opened";
        });
        show("unexported package", () -> Class.forName("jdk.internal.misc.VM").getMethod("initLevel").invoke(null));
        show("canAccess without object", () -> Nested.class.getDeclaredField("plain").canAccess(null));
        show("canAccess static with object", () -> Nested.class.getDeclaredMethod("whisper").canAccess(nested));
        show("canAccess wrong object", () -> Nested.class.getDeclaredField("plain").canAccess("x"));
        show("hidden fields of reflection", () -> Field.class.getDeclaredFields().length);
        show("hidden fields of Class", () -> Class.class.getDeclaredField("classLoader"));
        show("abstract", () -> Number.class.getConstructor().newInstance());
        show("interface", () -> Runnable.class.getDeclaredConstructors().length);
        show("enum", () -> {
            Constructor<?> maker = Thread.State.class.getDeclaredConstructors()[0];
            return maker.newInstance("X", 9);
        });
        show("own enum", () -> {
            Constructor<?> maker = Own.class.getDeclaredConstructors()[0];
            maker.setAccessible(true);
            return maker.newInstance("X", 9);
        });
    }

    enum Own { A }
}

class Stranger {
    private int secret = 7;
    int open = 8;
    private Stranger() { }
    Stranger(int secret) { this.secret = secret; }
    private static String whisper(int[] x) { return "psst"; }
}

/* expect-output:
nestmate field: 1
nestmate method: whisper
nestmate constructor: 3
stranger's private field: java.lang.IllegalAccessException: class ReflectAccess cannot access a member of class Stranger with modifiers "private"
stranger's private method: java.lang.IllegalAccessException: class ReflectAccess cannot access a member of class Stranger with modifiers "private static"
stranger's private constructor: java.lang.IllegalAccessException: class ReflectAccess cannot access a member of class Stranger with modifiers "private"
stranger's package field: 8
stranger made accessible: false 2 true
copy is not accessible: true false false
String.value get: java.lang.IllegalAccessException: class ReflectAccess cannot access a member of class java.lang.String (in module java.base) with modifiers "private final"
String.value open: java.lang.reflect.InaccessibleObjectException: Unable to make field private final byte[] java.lang.String.value accessible: module java.base does not "opens java.lang" to unnamed module @N
String.value try: false
clone of Object: java.lang.IllegalAccessException: class ReflectAccess cannot access a member of class java.lang.Object (in module java.base) with modifiers "protected native"
package private class of java.util: java.lang.IllegalAccessException: class ReflectAccess cannot access a member of class java.util.Arrays$ArrayList (in module java.base) with modifiers "public"
the same through the interface: 2
constructor of Class: java.lang.reflect.InaccessibleObjectException: Unable to make private java.lang.Class(java.lang.ClassLoader,java.lang.Class) accessible: module java.base does not "opens java.lang" to unnamed module @N
unexported package: java.lang.IllegalAccessException: class ReflectAccess cannot access class jdk.internal.misc.VM (in module java.base) because module java.base does not export jdk.internal.misc to unnamed module @N
canAccess without object: java.lang.IllegalArgumentException: null object for int ReflectAccess$Nested.plain
canAccess static with object: java.lang.IllegalArgumentException: non-null object for private static java.lang.String ReflectAccess$Nested.whisper()
canAccess wrong object: java.lang.IllegalArgumentException: object is not an instance of ReflectAccess$Nested
hidden fields of reflection: 0
hidden fields of Class: java.lang.NoSuchFieldException: classLoader
abstract: java.lang.InstantiationException
interface: 0
enum: java.lang.IllegalAccessException: class ReflectAccess cannot access a member of class java.lang.Thread$State (in module java.base) with modifiers "private"
own enum: java.lang.IllegalArgumentException: Cannot reflectively create enum objects
*/
