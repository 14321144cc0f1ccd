// Field get and set: every primitive, widening, final and static final fields, wrong types.
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

public class ReflectFields {
    public byte b = 1;
    public short s = 2;
    public char c = 'c';
    public int i = 4;
    public long l = 5;
    public float f = 6.5f;
    public double d = 7.5;
    public boolean z = true;
    public volatile Object o = "o";
    public String text = "t";
    public static int shared = 9;
    public static volatile long sharedLong = 10;
    private final int fixed;
    private static final Object CONSTANT = new StringBuilder("constant");
    public int[] array = {1, 2};

    ReflectFields(int fixed) { this.fixed = fixed; }

    record Point(int x) { }

    interface Action { Object run() throws Exception; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static Field field(String name) throws Exception { return ReflectFields.class.getDeclaredField(name); }

    public static void main(String[] args) throws Exception {
        ReflectFields it = new ReflectFields(3);
        for (Field field : ReflectFields.class.getDeclaredFields()) {
            field.setAccessible(true);
            Object value = field.get(it);
            System.out.println(Modifier.toString(field.getModifiers()) + " " + field.getType().getTypeName() + " "
                    + field.getName() + " = " + (value instanceof int[] a ? a.length : value));
        }
        show("long of byte", () -> field("b").getLong(it));
        show("double of char", () -> field("c").getDouble(it));
        show("float of long", () -> field("l").getFloat(it));
        show("int of long", () -> field("l").getInt(it));
        show("byte of short", () -> field("s").getByte(it));
        show("int of boolean", () -> field("z").getInt(it));
        show("int of Object", () -> field("o").getInt(it));
        show("boolean of int", () -> field("i").getBoolean(it));
        show("set int from char", () -> { field("i").set(it, 'x'); return it.i; });
        show("setByte of int", () -> { field("i").setByte(it, (byte) -1); return it.i; });
        show("set int from long", () -> { field("i").set(it, 5L); return it.i; });
        show("setLong of int", () -> { field("i").setLong(it, 5); return it.i; });
        show("set int null", () -> { field("i").set(it, null); return it.i; });
        show("set long from int", () -> { field("l").set(it, 77); return it.l; });
        show("setFloat of double", () -> { field("d").setFloat(it, 1.1f); return it.d; });
        show("set volatile", () -> { field("o").set(it, 1); return it.o; });
        show("set text wrong", () -> { field("text").set(it, 1); return it.text; });
        show("set text null", () -> { field("text").set(it, null); return it.text; });
        show("static without object", () -> { field("shared").set(null, 11); return shared; });
        show("static with any object", () -> { field("sharedLong").setLong("any", 12); return sharedLong; });
        show("no object", () -> field("i").get(null));
        show("wrong object", () -> field("i").get("text"));
        show("wrong object to set", () -> { field("i").set("text", 1); return 0; });
        show("final refused", () -> { field("fixed").set(it, 4); return it.fixed; });
        show("final set", () -> {
            Field fixed = field("fixed");
            fixed.setAccessible(true);
            fixed.setInt(it, 4);
            return fixed.get(it);
        });
        show("static final", () -> {
            Field constant = field("CONSTANT");
            constant.setAccessible(true);
            constant.set(null, "other");
            return CONSTANT;
        });
        show("record", () -> {
            Point point = new Point(1);
            Field x = Point.class.getDeclaredField("x");
            x.setAccessible(true);
            x.setInt(point, 2);
            return point;
        });
        show("final wrong type", () -> { field("fixed").set(it, "s"); return it.fixed; });
        show("absent", () -> field("absent"));
        show("public of superclass", () -> java.util.ArrayList.class.getField("modCount"));
        show("toString", () -> field("CONSTANT") + " | " + field("o").toGenericString() + " | " + field("array"));
        show("equal", () -> field("i").equals(field("i")) + " " + field("i").equals(field("l")) + " "
                + (field("i").hashCode() == (ReflectFields.class.getName().hashCode() ^ "i".hashCode())));
    }
}

/* expect-output:
public byte b = 1
public short s = 2
public char c = c
public int i = 4
public long l = 5
public float f = 6.5
public double d = 7.5
public boolean z = true
public volatile java.lang.Object o = o
public java.lang.String text = t
public static int shared = 9
public static volatile long sharedLong = 10
private final int fixed = 3
private static final java.lang.Object CONSTANT = constant
public int[] array = 2
long of byte: 1
double of char: 99.0
float of long: 5.0
int of long: java.lang.IllegalArgumentException: Attempt to get long field "ReflectFields.l" with illegal data type conversion to int
byte of short: java.lang.IllegalArgumentException: Attempt to get short field "ReflectFields.s" with illegal data type conversion to byte
int of boolean: java.lang.IllegalArgumentException: Attempt to get boolean field "ReflectFields.z" with illegal data type conversion to int
int of Object: java.lang.IllegalArgumentException: Attempt to get java.lang.Object field "ReflectFields.o" with illegal data type conversion to int
boolean of int: java.lang.IllegalArgumentException: Attempt to get int field "ReflectFields.i" with illegal data type conversion to boolean
set int from char: 120
setByte of int: -1
set int from long: java.lang.IllegalArgumentException: Can not set int field ReflectFields.i to java.lang.Long
setLong of int: java.lang.IllegalArgumentException: Can not set int field ReflectFields.i to (long)5
set int null: java.lang.IllegalArgumentException: Can not set int field ReflectFields.i to null value
set long from int: 77
setFloat of double: 1.100000023841858
set volatile: 1
set text wrong: java.lang.IllegalArgumentException: Can not set java.lang.String field ReflectFields.text to java.lang.Integer
set text null: null
static without object: 11
static with any object: 12
no object: java.lang.NullPointerException: Cannot invoke "Object.getClass()" because "obj" is null
wrong object: java.lang.IllegalArgumentException: Can not set int field ReflectFields.i to java.lang.String
wrong object to set: java.lang.IllegalArgumentException: Can not set int field ReflectFields.i to java.lang.String
final refused: java.lang.IllegalAccessException: Can not set final int field ReflectFields.fixed to java.lang.Integer
final set: 4
static final: java.lang.IllegalAccessException: Can not set static final java.lang.Object field ReflectFields.CONSTANT to java.lang.String
record: java.lang.IllegalAccessException: Can not set final int field ReflectFields$Point.x to (int)2
final wrong type: java.lang.IllegalAccessException: Can not set final int field ReflectFields.fixed to java.lang.String
absent: java.lang.NoSuchFieldException: absent
public of superclass: java.lang.NoSuchFieldException: modCount
toString: private static final java.lang.Object ReflectFields.CONSTANT | public volatile java.lang.Object ReflectFields.o | public int[] ReflectFields.array
equal: true false true
*/
