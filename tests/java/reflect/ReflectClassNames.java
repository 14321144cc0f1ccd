// Class: names of every shape, modifiers, arrays, primitives, components, descriptors.
import java.lang.reflect.Modifier;
import java.util.Map;

public class ReflectClassNames {
    private static final class Nested { class Deep { } }
    protected abstract static class Abs { }
    interface Face { }
    @interface Note { }
    enum Plain { A }
    enum Bodied { A { void f() { } }; void f() { } }
    record Rec(int x) { }
    sealed interface Shape permits Circle { }
    record Circle() implements Shape { }

    static void show(Class<?> c) {
        System.out.println(c + " | " + c.getName() + " | " + c.getSimpleName() + " | " + c.getCanonicalName() + " | "
                + c.getTypeName() + " | " + c.descriptorString() + " | " + c.getPackageName() + " | "
                + Modifier.toString(c.getModifiers()) + " " + Integer.toHexString(c.getModifiers()));
        System.out.println("   " + (c.isArray() ? "array " : "") + (c.isPrimitive() ? "primitive " : "")
                + (c.isInterface() ? "interface " : "") + (c.isEnum() ? "enum " : "") + (c.isRecord() ? "record " : "")
                + (c.isAnnotation() ? "annotation " : "") + (c.isAnonymousClass() ? "anonymous " : "")
                + (c.isLocalClass() ? "local " : "") + (c.isMemberClass() ? "member " : "") + (c.isSealed() ? "sealed " : "")
                + (c.isSynthetic() ? "synthetic " : "") + (c.isHidden() ? "hidden " : "")
                + "component=" + c.getComponentType() + " super=" + c.getSuperclass() + " generic=" + c.toGenericString());
    }

    public static void main(String[] args) throws Exception {
        class Local { }
        Object anonymous = new Object() { };
        Runnable inLambda = () -> show(new Object() { }.getClass());
        Class<?>[] all = {
            ReflectClassNames.class, Nested.class, Nested.Deep.class, Abs.class, Face.class, Note.class, Plain.class,
            Bodied.class, Bodied.A.getClass(), Rec.class, Shape.class, Local.class, anonymous.getClass(), int.class, void.class,
            boolean.class, int[].class, long[][].class, String[].class, Nested[].class, Local[][].class, Map.Entry.class,
            Map.Entry[].class, Object.class, Class.class, Override.class, Runnable.class, Integer.class,
        };
        for (Class<?> c : all) show(c);
        inLambda.run();
        System.out.println(Class.forName("[I") == int[].class);
        System.out.println(Class.forName("[[Ljava.lang.String;") == String[][].class);
        System.out.println(int[].class.getComponentType() == int.class);
        System.out.println(Class.forName("[LReflectClassNames$Nested;").getComponentType() == Nested.class);
        System.out.println(int.class.arrayType().arrayType() + " " + String.class.arrayType().getSimpleName());
        for (String bad : new String[] {"int", "", "[", "[X", "[Lx", "[Lx;", "[[Z;", "a/b", "java.lang.string", "Ljava.lang.String;",
            "java/lang/String", "[java.lang.String", "ReflectClassNames.Nested", "reflectclassnames"}) {
            try {
                System.out.println(bad + " " + Class.forName(bad));
            } catch (ClassNotFoundException e) {
                System.out.println("not found: " + e.getMessage() + " cause " + e.getCause());
            } catch (NoClassDefFoundError e) { // wrong name, on file systems that ignore case
                System.out.println("no definition: " + e.getMessage());
            }
        }
        System.out.println(Integer.TYPE == int.class && Void.TYPE == void.class);
        System.out.println(Integer.class.isAssignableFrom(int.class) + " " + Object.class.isAssignableFrom(int[].class) + " "
                + Object[].class.isAssignableFrom(int[][].class) + " " + Object[].class.isAssignableFrom(int[].class) + " "
                + Cloneable.class.isAssignableFrom(int[].class) + " " + Number[].class.isAssignableFrom(Integer[].class) + " "
                + long.class.isAssignableFrom(int.class) + " " + int.class.isInstance(1) + " " + Face.class.isInstance(null));
        try {
            Integer.class.cast("x");
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
        try {
            Nested.class.asSubclass(Runnable.class);
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(java.util.Arrays.toString(int[].class.getInterfaces()) + int[].class.getMethods().length
                + " " + int[].class.getDeclaredMethods().length + " " + int[].class.getFields().length);
    }
}

/* expect-output:
class ReflectClassNames | ReflectClassNames | ReflectClassNames | ReflectClassNames | ReflectClassNames | LReflectClassNames; |  | public 1
   component=null super=class java.lang.Object generic=public class ReflectClassNames
class ReflectClassNames$Nested | ReflectClassNames$Nested | Nested | ReflectClassNames.Nested | ReflectClassNames$Nested | LReflectClassNames$Nested; |  | private static final 1a
   member component=null super=class java.lang.Object generic=private static final class ReflectClassNames$Nested
class ReflectClassNames$Nested$Deep | ReflectClassNames$Nested$Deep | Deep | ReflectClassNames.Nested.Deep | ReflectClassNames$Nested$Deep | LReflectClassNames$Nested$Deep; |  |  0
   member component=null super=class java.lang.Object generic=class ReflectClassNames$Nested$Deep
class ReflectClassNames$Abs | ReflectClassNames$Abs | Abs | ReflectClassNames.Abs | ReflectClassNames$Abs | LReflectClassNames$Abs; |  | protected abstract static 40c
   member component=null super=class java.lang.Object generic=protected abstract static class ReflectClassNames$Abs
interface ReflectClassNames$Face | ReflectClassNames$Face | Face | ReflectClassNames.Face | ReflectClassNames$Face | LReflectClassNames$Face; |  | abstract static interface 608
   interface member component=null super=null generic=abstract static interface ReflectClassNames$Face
interface ReflectClassNames$Note | ReflectClassNames$Note | Note | ReflectClassNames.Note | ReflectClassNames$Note | LReflectClassNames$Note; |  | abstract static interface 2608
   interface annotation member component=null super=null generic=abstract static @interface ReflectClassNames$Note
class ReflectClassNames$Plain | ReflectClassNames$Plain | Plain | ReflectClassNames.Plain | ReflectClassNames$Plain | LReflectClassNames$Plain; |  | static final 4018
   enum member component=null super=class java.lang.Enum generic=static final enum ReflectClassNames$Plain
class ReflectClassNames$Bodied | ReflectClassNames$Bodied | Bodied | ReflectClassNames.Bodied | ReflectClassNames$Bodied | LReflectClassNames$Bodied; |  | static 4008
   enum member sealed component=null super=class java.lang.Enum generic=static enum ReflectClassNames$Bodied
class ReflectClassNames$Bodied$1 | ReflectClassNames$Bodied$1 |  | null | ReflectClassNames$Bodied$1 | LReflectClassNames$Bodied$1; |  | final 4010
   anonymous component=null super=class ReflectClassNames$Bodied generic=final class ReflectClassNames$Bodied$1
class ReflectClassNames$Rec | ReflectClassNames$Rec | Rec | ReflectClassNames.Rec | ReflectClassNames$Rec | LReflectClassNames$Rec; |  | static final 18
   record member component=null super=class java.lang.Record generic=static final record ReflectClassNames$Rec
interface ReflectClassNames$Shape | ReflectClassNames$Shape | Shape | ReflectClassNames.Shape | ReflectClassNames$Shape | LReflectClassNames$Shape; |  | abstract static interface 608
   interface member sealed component=null super=null generic=abstract static interface ReflectClassNames$Shape
class ReflectClassNames$1Local | ReflectClassNames$1Local | Local | null | ReflectClassNames$1Local | LReflectClassNames$1Local; |  |  0
   local component=null super=class java.lang.Object generic=class ReflectClassNames$1Local
class ReflectClassNames$1 | ReflectClassNames$1 |  | null | ReflectClassNames$1 | LReflectClassNames$1; |  |  0
   anonymous component=null super=class java.lang.Object generic=class ReflectClassNames$1
int | int | int | int | int | I | java.lang | public abstract final 411
   primitive component=null super=null generic=int
void | void | void | void | void | V | java.lang | public abstract final 411
   primitive component=null super=null generic=void
boolean | boolean | boolean | boolean | boolean | Z | java.lang | public abstract final 411
   primitive component=null super=null generic=boolean
class [I | [I | int[] | int[] | int[] | [I | java.lang | public abstract final 411
   array component=int super=class java.lang.Object generic=int[]
class [[J | [[J | long[][] | long[][] | long[][] | [[J | java.lang | public abstract final 411
   array component=class [J super=class java.lang.Object generic=long[][]
class [Ljava.lang.String; | [Ljava.lang.String; | String[] | java.lang.String[] | java.lang.String[] | [Ljava/lang/String; | java.lang | public abstract final 411
   array component=class java.lang.String super=class java.lang.Object generic=java.lang.String[]
class [LReflectClassNames$Nested; | [LReflectClassNames$Nested; | Nested[] | ReflectClassNames.Nested[] | ReflectClassNames$Nested[] | [LReflectClassNames$Nested; |  | private abstract final 412
   array component=class ReflectClassNames$Nested super=class java.lang.Object generic=ReflectClassNames$Nested[]
class [[LReflectClassNames$1Local; | [[LReflectClassNames$1Local; | Local[][] | null | ReflectClassNames$1Local[][] | [[LReflectClassNames$1Local; |  | abstract final 410
   array component=class [LReflectClassNames$1Local; super=class java.lang.Object generic=ReflectClassNames$1Local[][]
interface java.util.Map$Entry | java.util.Map$Entry | Entry | java.util.Map.Entry | java.util.Map$Entry | Ljava/util/Map$Entry; | java.util | public abstract static interface 609
   interface member component=null super=null generic=public abstract static interface java.util.Map$Entry<K,V>
class [Ljava.util.Map$Entry; | [Ljava.util.Map$Entry; | Entry[] | java.util.Map.Entry[] | java.util.Map$Entry[] | [Ljava/util/Map$Entry; | java.util | public abstract final 411
   array component=interface java.util.Map$Entry super=class java.lang.Object generic=java.util.Map$Entry<K,V>[]
class java.lang.Object | java.lang.Object | Object | java.lang.Object | java.lang.Object | Ljava/lang/Object; | java.lang | public 1
   component=null super=null generic=public class java.lang.Object
class java.lang.Class | java.lang.Class | Class | java.lang.Class | java.lang.Class | Ljava/lang/Class; | java.lang | public final 11
   component=null super=class java.lang.Object generic=public final class java.lang.Class<T>
interface java.lang.Override | java.lang.Override | Override | java.lang.Override | java.lang.Override | Ljava/lang/Override; | java.lang | public abstract interface 2601
   interface annotation component=null super=null generic=public abstract @interface java.lang.Override
interface java.lang.Runnable | java.lang.Runnable | Runnable | java.lang.Runnable | java.lang.Runnable | Ljava/lang/Runnable; | java.lang | public abstract interface 601
   interface component=null super=null generic=public abstract interface java.lang.Runnable
class java.lang.Integer | java.lang.Integer | Integer | java.lang.Integer | java.lang.Integer | Ljava/lang/Integer; | java.lang | public final 11
   component=null super=class java.lang.Number generic=public final class java.lang.Integer
class ReflectClassNames$2 | ReflectClassNames$2 |  | null | ReflectClassNames$2 | LReflectClassNames$2; |  |  0
   anonymous component=null super=class java.lang.Object generic=class ReflectClassNames$2
true
true
true
true
class [[I String[]
not found: int cause null
not found:  cause null
not found: [ cause null
not found: [X cause null
not found: [Lx cause null
not found: x cause null
not found: [[Z; cause null
not found: a/b cause null
not found: java.lang.string cause null
not found: Ljava/lang/String; cause null
not found: java/lang/String cause null
not found: [java/lang/String cause null
not found: ReflectClassNames.Nested cause null
not found: reflectclassnames cause null
true
false true true false true true false false false
Cannot cast java.lang.String to java.lang.Integer
class ReflectClassNames$Nested
[interface java.lang.Cloneable, interface java.io.Serializable]9 0 0
*/
