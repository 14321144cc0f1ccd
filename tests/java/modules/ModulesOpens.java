// --add-opens lets reflection in, and only where it says.
// vm-options: --add-opens java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-exports java.base/jdk.internal.misc=ALL-UNNAMED --add-exports=java.base/sun.security.util=java.sql
import java.lang.invoke.MethodHandles;
import java.lang.reflect.*;
import java.util.*;

public class ModulesOpens {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (InvocationTargetException e) {
            System.out.println(name + ": wraps " + e.getCause());
        } catch (Throwable e) {
            System.out.println(name + ": " + String.valueOf(e).replaceAll("@[0-9a-f]{3,}", "@N"));
        }
    }

    static Object get(Class<?> c, String field, Object o) throws Exception {
        Field f = c.getDeclaredField(field);
        f.setAccessible(true);
        return f.get(o);
    }

    public static void main(String[] args) throws Exception {
        Module base = Object.class.getModule(), mine = ModulesOpens.class.getModule();
        show("String.value", () -> Arrays.toString((byte[]) get(String.class, "value", "abc")));
        show("coder", () -> get(String.class, "coder", "\u0416") + " " + get(String.class, "coder", "x"));
        show("ArrayList.elementData", () -> ((Object[]) get(ArrayList.class, "elementData", new ArrayList<>(7))).length);
        show("HashMap.threshold", () -> { Map<String, String> m = new HashMap<>(20); return get(HashMap.class, "threshold", m); });
        show("Integer.value set", () -> { Integer i = new Integer(7); Field f = Integer.class.getDeclaredField("value"); f.setAccessible(true); f.setInt(i, 8); return i; });
        show("static final", () -> { Field f = Integer.class.getDeclaredField("SIZE"); f.setAccessible(true); f.setInt(null, 33); return Integer.SIZE; });
        show("defineClass", () -> { Method m = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class); m.setAccessible(true); return m.invoke(ModulesOpens.class.getClassLoader(), "ModulesOpens"); });
        show("concurrent is closed", () -> get(java.util.concurrent.ConcurrentHashMap.class, "sizeCtl", new java.util.concurrent.ConcurrentHashMap<>()));
        show("ref is closed", () -> get(java.lang.ref.Reference.class, "referent", new java.lang.ref.WeakReference<>("x")));
        show("sql is closed", () -> { Field f = java.sql.Timestamp.class.getDeclaredField("nanos"); f.setAccessible(true); return f.getInt(new java.sql.Timestamp(5)); });
        show("exported", () -> Class.forName("jdk.internal.misc.VM").getMethod("isBooted").invoke(null));
        show("exported, not opened", () -> get(Class.forName("jdk.internal.misc.VM"), "initLevel", null));
        show("exported to another", () -> Class.forName("sun.security.util.Debug").getMethod("Help").invoke(null));
        show("isOpen", () -> base.isOpen("java.lang", mine) + " " + base.isOpen("java.lang") + " " + base.isOpen("java.lang", java.sql.Driver.class.getModule()) + " " + base.isOpen("jdk.internal.misc", mine)
                + " " + base.isExported("jdk.internal.misc", mine) + " " + base.isExported("jdk.internal.misc") + " " + base.isExported("sun.security.util", java.sql.Driver.class.getModule()) + " " + base.isExported("sun.security.util", mine));
        show("another loader's unnamed module", () -> base.isOpen("java.lang", new ClassLoader() { }.getUnnamedModule()));
        show("private lookup", () -> MethodHandles.privateLookupIn(String.class, MethodHandles.lookup()).findVarHandle(String.class, "hash", int.class).get("a" + "bc"));
        show("lookup of the unopened", () -> MethodHandles.privateLookupIn(Class.forName("jdk.internal.misc.VM"), MethodHandles.lookup()));
        show("not from Class", () -> Class.class.getDeclaredField("classLoader"));
        show("hidden members", () -> Arrays.toString(Class.class.getDeclaredFields()).contains("classLoader") + " " + AccessibleObject.class.getDeclaredFields().length + " " + System.class.getDeclaredFields().length);
    }
}

/* expect-output:
String.value: [97, 98, 99]
coder: 1 0
ArrayList.elementData: 7
HashMap.threshold: 32
Integer.value set: 8
static final: java.lang.IllegalAccessException: Can not set static final int field java.lang.Integer.SIZE to (int)33
defineClass: class ModulesOpens
concurrent is closed: java.lang.reflect.InaccessibleObjectException: Unable to make field private transient volatile int java.util.concurrent.ConcurrentHashMap.sizeCtl accessible: module java.base does not "opens java.util.concurrent" to unnamed module @N
ref is closed: java.lang.reflect.InaccessibleObjectException: Unable to make field private java.lang.Object java.lang.ref.Reference.referent accessible: module java.base does not "opens java.lang.ref" to unnamed module @N
sql is closed: java.lang.reflect.InaccessibleObjectException: Unable to make field private int java.sql.Timestamp.nanos accessible: module java.sql does not "opens java.sql" to unnamed module @N
exported: true
exported, not opened: java.lang.reflect.InaccessibleObjectException: Unable to make field private static volatile int jdk.internal.misc.VM.initLevel accessible: module java.base does not "opens jdk.internal.misc" to unnamed module @N
exported to another: java.lang.IllegalAccessException: class ModulesOpens cannot access class sun.security.util.Debug (in module java.base) because module java.base does not export sun.security.util to unnamed module @N
isOpen: true false false false true false true false
another loader's unnamed module: true
private lookup: 0
lookup of the unopened: java.lang.IllegalAccessException: module java.base does not open jdk.internal.misc to unnamed module @N
not from Class: java.lang.NoSuchFieldException: classLoader
hidden members: false 0 11
*/
