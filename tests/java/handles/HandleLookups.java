import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import support.Show;

/** All kinds of lookups: static, virtual, special, constructor, fields, bind, unreflect, findClass; access modes and their errors. */
public class HandleLookups {
    private int field = 3;
    static String text = "static";
    final int fin = 9;
    static final int SFIN = 8;
    HandleLookups() {}
    HandleLookups(int f) { field = f; }
    private int priv(int x) { return field * x; }
    static String stat(String a, Object... rest) { return a + rest.length; }
    public String toString() { return "HL" + field; }
    interface Face { default String d() { return "Face.d"; } static int s() { return 5; } }
    static class Sub extends HandleLookups implements Face {
        public String toString() { return "Sub"; }
        static Lookup look() { return MethodHandles.lookup(); }
        public String d() { return "Sub.d"; }
    }

    static MethodType mt(Class<?> r, Class<?>... p) { return MethodType.methodType(r, p); }

    public static void main(String[] args) throws Throwable {
        Lookup l = MethodHandles.lookup(), pub = MethodHandles.publicLookup();
        HandleLookups o = new HandleLookups(4);
        System.out.println((int) l.findVirtual(HandleLookups.class, "priv", mt(int.class, int.class)).invokeExact(o, 5));
        System.out.println((String) l.findStatic(HandleLookups.class, "stat", mt(String.class, String.class, Object[].class)).invoke("v", 1, 2, 3));
        System.out.println((HandleLookups) l.findConstructor(HandleLookups.class, mt(void.class, int.class)).invokeExact(6));
        System.out.println((String) Sub.look().findSpecial(HandleLookups.class, "toString", mt(String.class), Sub.class).invokeExact(new Sub()));
        System.out.println((String) Sub.look().findSpecial(Face.class, "d", mt(String.class), Sub.class).invoke(new Sub()) + (String) l.findVirtual(Face.class, "d", mt(String.class)).invoke(new Sub()));
        System.out.println((int) l.findGetter(HandleLookups.class, "field", int.class).invokeExact(o) + (String) l.findStaticGetter(HandleLookups.class, "text", String.class).invokeExact());
        l.findSetter(HandleLookups.class, "field", int.class).invokeExact(o, 77);
        l.findStaticSetter(HandleLookups.class, "text", String.class).invokeExact("changed");
        System.out.println(o + text + (String) l.bind("bound", "concat", mt(String.class, String.class)).invokeExact("!") + (int) l.findStatic(Face.class, "s", mt(int.class)).invokeExact());
        System.out.println((int) l.findVirtual(int[].class, "hashCode", mt(int.class)).type().parameterCount() + " " + l.findVirtual(int[].class, "clone", mt(Object.class)).type());
        var m = HandleLookups.class.getDeclaredMethod("priv", int.class);
        var f = HandleLookups.class.getDeclaredField("field");
        System.out.println((int) l.unreflect(m).invoke(o, 2) + " " + (int) l.unreflectGetter(f).invoke(o) + " " + l.unreflectConstructor(HandleLookups.class.getDeclaredConstructor(int.class)).invoke(1) + " " + l.revealDirect(l.unreflect(m)) + " "
                + l.revealDirect(l.findStaticGetter(HandleLookups.class, "text", String.class)));
        Show.outcome("no method", () -> l.findVirtual(HandleLookups.class, "nope", mt(void.class)));
        Show.outcome("wrong type", () -> l.findVirtual(HandleLookups.class, "priv", mt(long.class, int.class)));
        Show.outcome("static as virtual", () -> l.findVirtual(HandleLookups.class, "stat", mt(String.class, String.class, Object[].class)));
        Show.outcome("virtual as static", () -> l.findStatic(HandleLookups.class, "priv", mt(int.class, int.class)));
        Show.outcome("no field", () -> l.findGetter(HandleLookups.class, "nope", int.class));
        Show.outcome("field of other type", () -> l.findGetter(HandleLookups.class, "field", long.class));
        Show.outcome("static field as instance", () -> l.findGetter(HandleLookups.class, "text", String.class));
        Show.outcome("final setter", () -> l.findSetter(HandleLookups.class, "fin", int.class));
        Show.outcome("static final setter", () -> l.findStaticSetter(HandleLookups.class, "SFIN", int.class));
        Show.outcome("public lookup", () -> pub.findVirtual(HandleLookups.class, "priv", mt(int.class, int.class)));
        Show.outcome("public lookup of a constructor", () -> pub.findConstructor(HandleLookups.class, mt(void.class)));
        Show.outcome("private elsewhere", () -> l.findVirtual(String.class, "isLatin1", mt(boolean.class)));
        Show.outcome("private lookup elsewhere", () -> MethodHandles.privateLookupIn(String.class, l));
        Show.outcome("special by stranger", () -> l.findSpecial(Object.class, "toString", mt(String.class), Sub.class));
        Show.outcome("constructor of abstract", () -> l.findConstructor(Number.class, mt(void.class)).invoke());
        Show.outcome("constructor of array", () -> l.findConstructor(int[].class, mt(void.class)));
        Show.outcome("init by name", () -> l.findVirtual(Object.class, "<init>", mt(void.class)));
        Show.outcome("findClass", () -> l.findClass("HandleLookups$Sub").getSimpleName() + l.accessClass(Sub.class).getSimpleName());
        Show.outcome("findClass none", () -> l.findClass("no.Such"));
        Show.outcome("in", () -> l.in(String.class) + " " + l + " " + pub + " " + l.dropLookupMode(Lookup.PRIVATE) + " " + Integer.toHexString(l.lookupModes()) + " " + l.in(Sub.class).lookupModes());
        Show.outcome("private in nestmate", () -> (int) MethodHandles.privateLookupIn(Sub.class, l).findVirtual(HandleLookups.class, "priv", mt(int.class, int.class)).invoke(o, 1));
        Show.outcome("null name", () -> l.findVirtual(HandleLookups.class, null, mt(void.class)));
        Show.outcome("caller sensitive", () -> l.findStatic(Class.class, "forName", mt(Class.class, String.class)).invoke("HandleLookups$Face"));
        Show.outcome("throws", () -> (int) l.findVirtual(String.class, "charAt", mt(char.class, int.class)).invoke("x", 5));
        Show.outcome("null receiver", () -> (int) l.findVirtual(String.class, "length", mt(int.class)).invokeExact((String) null));
        Show.outcome("null field receiver", () -> (int) l.findGetter(HandleLookups.class, "field", int.class).invokeExact((HandleLookups) null));
    }
}

/* expect-output:
20
v3
HL6
HL3
Face.dSub.d
4static
HL77changedbound!5
1 (HandleLookups)Object
154 77 HL1 invokeVirtual HandleLookups.priv:(int)int getStatic HandleLookups.text:()String
no method: java.lang.NoSuchMethodException: no such method: HandleLookups.nope()void/invokeVirtual <- java.lang.NoSuchMethodError: 'void HandleLookups.nope()'
wrong type: java.lang.NoSuchMethodException: no such method: HandleLookups.priv(int)long/invokeVirtual <- java.lang.NoSuchMethodError: 'long HandleLookups.priv(int)'
static as virtual: java.lang.IllegalAccessException: no such method: HandleLookups.stat(String,Object[])String/invokeVirtual <- java.lang.IncompatibleClassChangeError: Expecting non-static method 'java.lang.String HandleLookups.stat(java.lang.String, java.lang.Object[])'
virtual as static: java.lang.IllegalAccessException: no such method: HandleLookups.priv(int)int/invokeStatic <- java.lang.IncompatibleClassChangeError: Expected static method 'int HandleLookups.priv(int)'
no field: java.lang.NoSuchFieldException: no such field: HandleLookups.nope/int/getField <- java.lang.NoSuchFieldError: nope
field of other type: java.lang.NoSuchFieldException: no such field: HandleLookups.field/long/getField <- java.lang.NoSuchFieldError: field
static field as instance: java.lang.IllegalAccessException: expected a non-static field: HandleLookups.text/java.lang.String/getStatic, from class HandleLookups (unnamed module @HASH)
final setter: java.lang.IllegalAccessException: unexpected set of a final field: HandleLookups.fin/int/putField, from class HandleLookups (unnamed module @HASH)
static final setter: java.lang.IllegalAccessException: unexpected set of a final field: HandleLookups.SFIN/int/putStatic, from class HandleLookups (unnamed module @HASH)
public lookup: java.lang.IllegalAccessException: no such method: HandleLookups.priv(int)int/invokeVirtual <- java.lang.IllegalAccessError: class java.lang.Object tried to access private method 'int HandleLookups.priv(int)' (java.lang.Object is in module java.base of loader 'bootstrap'; HandleLookups is in unnamed module of loader 'app')
public lookup of a constructor: java.lang.IllegalAccessException: no such constructor: HandleLookups.<init>()void/newInvokeSpecial <- java.lang.IllegalAccessError: class java.lang.Object tried to access method 'void HandleLookups.<init>()' (java.lang.Object is in module java.base of loader 'bootstrap'; HandleLookups is in unnamed module of loader 'app')
private elsewhere: java.lang.IllegalAccessException: no such method: java.lang.String.isLatin1()boolean/invokeVirtual <- java.lang.IllegalAccessError: class HandleLookups tried to access method 'boolean java.lang.String.isLatin1()' (HandleLookups is in unnamed module of loader 'app'; java.lang.String is in module java.base of loader 'bootstrap')
private lookup elsewhere: java.lang.IllegalAccessException: module java.base does not open java.lang to unnamed module @HASH
special by stranger: java.lang.IllegalAccessException: no private access for invokespecial: class HandleLookups$Sub, from class HandleLookups (unnamed module @HASH)
constructor of abstract: java.lang.InstantiationException: java.lang.Number
constructor of array: java.lang.NoSuchMethodException: no constructor for array class: [I
init by name: java.lang.NoSuchMethodException: illegal method name: <init>
findClass: SubSub
findClass none: java.lang.ClassNotFoundException: no.Such
in: java.lang.String/HandleLookups/public HandleLookups java.lang.Object/publicLookup HandleLookups/package 5f 31
private in nestmate: 77
null name: java.lang.NullPointerException: Cannot invoke "String.startsWith(String)" because "name" is null
caller sensitive: interface HandleLookups$Face
throws: java.lang.StringIndexOutOfBoundsException: String index out of range: 5
null receiver: java.lang.NullPointerException
null field receiver: java.lang.NullPointerException
*/
