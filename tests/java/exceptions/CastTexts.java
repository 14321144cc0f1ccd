import support.Bytes;
import support.Loader;
import support.Show;

/** ClassCastException texts: same loader, platform classes, two loaders, arrays, hidden lambda classes, modules, generics. */
public class CastTexts {
    public static class Plain {}
    interface Face {}

    public static void main(String[] args) throws Throwable {
        Object plain = new Plain(), text = "s", number = 1, array = new int[0], objects = new Object[0];
        Show.outcome("app to app", () -> (Face) plain);
        Show.outcome("app to boot", () -> (String) plain);
        Show.outcome("boot to app", () -> (Plain) text);
        Show.outcome("boot to boot", () -> (Integer) text);
        Show.outcome("interface", () -> (Runnable) number);
        Show.outcome("primitive array", () -> (long[]) array);
        Show.outcome("array to class", () -> (Plain) objects);
        Show.outcome("class to array", () -> (Plain[]) plain);
        Show.outcome("object array", () -> (String[]) objects);
        Show.outcome("deep array", () -> (Plain[][]) (Object) new Plain[0]);
        Show.outcome("other module", () -> (java.sql.Date) plain);
        Show.outcome("from other module", () -> (Plain) (Object) new java.sql.Date(0));
        Object other = new Loader("mine", CastTexts.class.getClassLoader()).copy(Plain.class).loadClass("CastTexts$Plain").getConstructor().newInstance();
        Object nameless = new ClassLoader(CastTexts.class.getClassLoader()) {
            Class<?> define() { byte[] b = Bytes.of(Plain.class); return defineClass(null, b, 0, b.length); }
        }.define().getConstructor().newInstance();
        Show.outcome("same name, named loader", () -> (Plain) other);
        Show.outcome("same name, nameless loader", () -> (Plain) nameless);
        Show.outcome("array of other loader", () -> (Plain[]) java.lang.reflect.Array.newInstance(other.getClass(), 1));
        Object lambda = (Runnable) () -> {};
        Show.outcome("lambda", () -> { try { return (Plain) lambda; } catch (ClassCastException e) { return e.getMessage().replaceAll("\\$\\$Lambda\\$\\d+/0x[0-9a-f]+", "\\$\\$Lambda"); } });
        Show.outcome("Class.cast", () -> Plain.class.cast(text));
        Show.outcome("asSubclass", () -> String.class.asSubclass(Number.class));
        Show.outcome("sort", () -> { Object[] a = {1, "b"}; java.util.Arrays.sort(a); return 0; });
        Show.outcome("TreeMap", () -> new java.util.TreeMap<>(java.util.Map.of(plain, 1)).size() + new java.util.TreeSet<Object>(java.util.List.of(plain, new Plain())).size());
        Show.outcome("enum", () -> (Thread.State) (Object) java.time.DayOfWeek.MONDAY);
        Show.outcome("unboxing", () -> (int) (Integer) (Object) 5L);
        Show.outcome("generic return", () -> { java.util.List<String> l = (java.util.List) java.util.List.of(3); String s = l.get(0); return s; });
        Show.outcome("for each", () -> { java.util.List<String> l = (java.util.List) java.util.List.of(3); for (String s : l) return s; return null; });

    }
}

/* expect-output:
app to app: java.lang.ClassCastException: class CastTexts$Plain cannot be cast to class CastTexts$Face (CastTexts$Plain and CastTexts$Face are in unnamed module of loader 'app')
app to boot: java.lang.ClassCastException: class CastTexts$Plain cannot be cast to class java.lang.String (CastTexts$Plain is in unnamed module of loader 'app'; java.lang.String is in module java.base of loader 'bootstrap')
boot to app: java.lang.ClassCastException: class java.lang.String cannot be cast to class CastTexts$Plain (java.lang.String is in module java.base of loader 'bootstrap'; CastTexts$Plain is in unnamed module of loader 'app')
boot to boot: java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Integer (java.lang.String and java.lang.Integer are in module java.base of loader 'bootstrap')
interface: java.lang.ClassCastException: class java.lang.Integer cannot be cast to class java.lang.Runnable (java.lang.Integer and java.lang.Runnable are in module java.base of loader 'bootstrap')
primitive array: java.lang.ClassCastException: class [I cannot be cast to class [J ([I and [J are in module java.base of loader 'bootstrap')
array to class: java.lang.ClassCastException: class [Ljava.lang.Object; cannot be cast to class CastTexts$Plain ([Ljava.lang.Object; is in module java.base of loader 'bootstrap'; CastTexts$Plain is in unnamed module of loader 'app')
class to array: java.lang.ClassCastException: class CastTexts$Plain cannot be cast to class [LCastTexts$Plain; (CastTexts$Plain and [LCastTexts$Plain; are in unnamed module of loader 'app')
object array: java.lang.ClassCastException: class [Ljava.lang.Object; cannot be cast to class [Ljava.lang.String; ([Ljava.lang.Object; and [Ljava.lang.String; are in module java.base of loader 'bootstrap')
deep array: java.lang.ClassCastException: class [LCastTexts$Plain; cannot be cast to class [[LCastTexts$Plain; ([LCastTexts$Plain; and [[LCastTexts$Plain; are in unnamed module of loader 'app')
other module: java.lang.ClassCastException: class CastTexts$Plain cannot be cast to class java.sql.Date (CastTexts$Plain is in unnamed module of loader 'app'; java.sql.Date is in module java.sql of loader 'platform')
from other module: java.lang.ClassCastException: class java.sql.Date cannot be cast to class CastTexts$Plain (java.sql.Date is in module java.sql of loader 'platform'; CastTexts$Plain is in unnamed module of loader 'app')
same name, named loader: java.lang.ClassCastException: class CastTexts$Plain cannot be cast to class CastTexts$Plain (CastTexts$Plain is in unnamed module of loader 'mine' @HASH; CastTexts$Plain is in unnamed module of loader 'app')
same name, nameless loader: java.lang.ClassCastException: class CastTexts$Plain cannot be cast to class CastTexts$Plain (CastTexts$Plain is in unnamed module of loader CastTexts$1 @HASH; CastTexts$Plain is in unnamed module of loader 'app')
array of other loader: java.lang.ClassCastException: class [LCastTexts$Plain; cannot be cast to class [LCastTexts$Plain; ([LCastTexts$Plain; is in unnamed module of loader 'mine' @HASH; [LCastTexts$Plain; is in unnamed module of loader 'app')
lambda: class CastTexts$$Lambda cannot be cast to class CastTexts$Plain (CastTexts$$Lambda and CastTexts$Plain are in unnamed module of loader 'app')
Class.cast: java.lang.ClassCastException: Cannot cast java.lang.String to CastTexts$Plain
asSubclass: java.lang.ClassCastException: class java.lang.String
sort: java.lang.ClassCastException: class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
TreeMap: java.lang.ClassCastException: class CastTexts$Plain cannot be cast to class java.lang.Comparable (CastTexts$Plain is in unnamed module of loader 'app'; java.lang.Comparable is in module java.base of loader 'bootstrap')
enum: java.lang.ClassCastException: class java.time.DayOfWeek cannot be cast to class java.lang.Thread$State (java.time.DayOfWeek and java.lang.Thread$State are in module java.base of loader 'bootstrap')
unboxing: java.lang.ClassCastException: class java.lang.Long cannot be cast to class java.lang.Integer (java.lang.Long and java.lang.Integer are in module java.base of loader 'bootstrap')
generic return: java.lang.ClassCastException: class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
for each: java.lang.ClassCastException: class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
*/
