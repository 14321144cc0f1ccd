import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.util.Arrays;
import java.util.List;
import support.Show;

/** invokeExact and invoke, asType conversions, spreaders, collectors, varargs collectors, and the texts of WrongMethodTypeException. */
public class HandleTypes {
    static final MethodHandles.Lookup L = MethodHandles.lookup();
    static MethodType mt(Class<?> r, Class<?>... p) { return MethodType.methodType(r, p); }
    static int add(int a, int b) { return a + b; }
    static long wide(long a, double b) { return a + (long) b; }
    static String objs(Object a, Object b, Object c) { return "" + a + b + c; }
    static String va(String s, int... xs) { return s + Arrays.toString(xs); }
    static void nothing() {}
    static boolean flag(boolean b) { return !b; }
    static byte small(byte b, char c, short s) { return (byte) (b + c + s); }

    public static void main(String[] args) throws Throwable {
        MethodHandle add = L.findStatic(HandleTypes.class, "add", mt(int.class, int.class, int.class)), wide = L.findStatic(HandleTypes.class, "wide", mt(long.class, long.class, double.class));
        MethodHandle objs = L.findStatic(HandleTypes.class, "objs", mt(String.class, Object.class, Object.class, Object.class)), va = L.findStatic(HandleTypes.class, "va", mt(String.class, String.class, int[].class));
        MethodHandle nothing = L.findStatic(HandleTypes.class, "nothing", mt(void.class)), flag = L.findStatic(HandleTypes.class, "flag", mt(boolean.class, boolean.class)), small = L.findStatic(HandleTypes.class, "small", mt(byte.class, byte.class, char.class, short.class));
        System.out.println((int) add.invokeExact(1, 2) + " " + (long) wide.invoke(1, 2f) + " " + (Object) add.invoke((short) 1, 'a') + " " + (double) add.invoke(Integer.valueOf(3), (byte) 4) + " " + (Object) nothing.invoke() + " " + (int) (Integer) (Object) add.invoke(5, 6));
        Show.outcome("exact result", () -> (long) add.invokeExact(1, 2));
        Show.outcome("exact argument", () -> (int) add.invokeExact(1, (short) 2));
        Show.outcome("exact object", () -> { Object r = add.invokeExact(1, 2); return r; });
        Show.outcome("exact void", () -> { add.invokeExact(1, 2); return 0; });
        Show.outcome("exact count", () -> (int) add.invokeExact(1));
        Show.outcome("invoke count", () -> (int) add.invoke(1, 2, 3));
        Show.outcome("invoke narrow", () -> (int) add.invoke(1L, 2));
        Show.outcome("invoke string", () -> (int) add.invoke("1", 2));
        Show.outcome("invoke bad object", () -> (int) add.invoke((Object) "1", 2));
        Show.outcome("invoke null", () -> (int) add.invoke((Integer) null, 2));
        Show.outcome("invoke object long", () -> (int) add.invoke((Object) 1L, 2));
        Show.outcome("with arguments", () -> add.invokeWithArguments(1, 2) + " " + add.invokeWithArguments(List.of(3, 4)) + " " + objs.invokeWithArguments("a", null, 'c') + " " + va.invokeWithArguments("v", 1, 2, 3) + " " + nothing.invokeWithArguments());
        Show.outcome("with wrong count", () -> add.invokeWithArguments(1));
        Show.outcome("with wrong class", () -> add.invokeWithArguments(1, "x"));
        Show.outcome("asType box", () -> (Integer) add.asType(mt(Integer.class, Object.class, Integer.class)).invokeExact((Object) 3, (Integer) 4));
        Show.outcome("asType widen", () -> (long) add.asType(mt(long.class, byte.class, char.class)).invokeExact((byte) -1, 'a'));
        Show.outcome("asType void", () -> { add.asType(mt(void.class, int.class, int.class)).invokeExact(1, 2); return "done"; });
        Show.outcome("asType from void", () -> (int) nothing.asType(mt(int.class)).invokeExact() + " " + (Object) nothing.asType(mt(Object.class)).invoke());
        Show.outcome("asType impossible", () -> add.asType(mt(int.class, String.class, int.class)));
        Show.outcome("asType narrow", () -> wide.asType(mt(int.class, long.class, double.class)));
        Show.outcome("asType count", () -> wide.asType(mt(long.class, long.class)));
        Show.outcome("asType cast fails", () -> (String) objs.asType(mt(String.class, String.class, Integer.class, List.class)).invoke("a", 1, List.of()) + (int) (Object) MethodHandles.identity(Object.class).asType(mt(Integer.class, String.class)).invoke("s"));
        Show.outcome("explicit cast", () -> (int) MethodHandles.explicitCastArguments(small, mt(int.class, long.class, double.class, boolean.class)).invokeExact(300L, 65.9, true) + " " + (boolean) MethodHandles.explicitCastArguments(flag, mt(boolean.class, int.class)).invokeExact(2)
                + " " + (int) MethodHandles.explicitCastArguments(add, mt(int.class, Object.class, Object.class)).invokeExact((Object) null, (Object) 5));
        Show.outcome("spreader", () -> (int) add.asSpreader(int[].class, 2).invokeExact(new int[] {7, 8}) + (String) objs.asSpreader(1, Object[].class, 2).invoke("a", new Object[] {"b", "c"}) + (String) objs.asSpreader(String[].class, 3).invoke(new String[] {"x", "y", "z"}));
        Show.outcome("spread null of 0", () -> (int) add.asSpreader(Object[].class, 0).invoke(1, 2, (Object[]) null));
        Show.outcome("spread null of 2", () -> (int) add.asSpreader(Object[].class, 2).invoke((Object[]) null));
        Show.outcome("spread wrong length", () -> (int) add.asSpreader(Object[].class, 2).invoke(new Object[3]));
        Show.outcome("spread wrong element", () -> (int) add.asSpreader(Object[].class, 2).invoke(new Object[] {1, "2"}));
        Show.outcome("spread too many", () -> add.asSpreader(Object[].class, 3));
        Show.outcome("spread no array", () -> add.asSpreader(String.class, 1));
        Show.outcome("collector", () -> (String) va.asCollector(int[].class, 3).invokeExact("c", 1, 2, 3) + (String) va.asFixedArity().invoke("f", new int[] {9}) + va.isVarargsCollector() + va.asFixedArity().isVarargsCollector());
        Show.outcome("collector type", () -> va.asCollector(Object[].class, 1));
        Show.outcome("varargs", () -> (String) va.invoke("n") + (String) va.invoke("o", 1) + (String) va.invoke("p", 1, 2, (short) 3) + (String) va.invoke("q", new int[] {4}));
        Show.outcome("varargs bad", () -> (String) va.invoke("q", 1L));
        Show.outcome("asVarargs", () -> (Object) MethodHandles.arrayConstructor(int[].class).invoke(3).getClass() + " " + Arrays.toString((Object[]) MethodHandles.identity(Object[].class).asVarargsCollector(Object[].class).invoke(1, "b", null)));
        Show.outcome("withVarargs", () -> va.withVarargs(false).isVarargsCollector() + "" + va.asFixedArity().withVarargs(true).type());
        Show.outcome("bindTo", () -> (String) objs.bindTo("first").bindTo(2).invoke(3L) + (String) va.bindTo("b").invoke(new int[0]));
        Show.outcome("bindTo primitive", () -> add.bindTo(1));
        Show.outcome("bindTo wrong", () -> L.findVirtual(String.class, "length", mt(int.class)).bindTo(5));
        Show.outcome("types", () -> mt(int.class, long.class).insertParameterTypes(1, String.class).changeReturnType(void.class).wrap() + " " + mt(Integer.class).unwrap() + " " + MethodType.genericMethodType(2, true) + " " + mt(int.class, int[].class).toMethodDescriptorString()
                + " " + MethodType.fromMethodDescriptorString("([Ljava/lang/String;J)V", null) + " " + mt(int.class).equals(mt(int.class)) + (mt(int.class) == mt(int.class)) + mt(String.class, int.class).erase().generic() + mt(int.class, int.class).hasPrimitives());
        Show.outcome("bad descriptor", () -> MethodType.fromMethodDescriptorString("(V)V", null));
        Show.outcome("void parameter", () -> mt(int.class, void.class));
        Show.outcome("toString", () -> add + " " + nothing + " " + va);
    }
}

/* expect-output:
3 3 98 7.0 null 11
exact result: java.lang.invoke.WrongMethodTypeException: expected (int,int)int but found (int,int)long
exact argument: java.lang.invoke.WrongMethodTypeException: expected (int,int)int but found (int,short)int
exact object: java.lang.invoke.WrongMethodTypeException: expected (int,int)int but found (int,int)Object
exact void: java.lang.invoke.WrongMethodTypeException: expected (int,int)int but found (int,int)void
exact count: java.lang.invoke.WrongMethodTypeException: expected (int,int)int but found (int)int
invoke count: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(int,int)int to (int,int,int)int
invoke narrow: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(int,int)int to (long,int)int
invoke string: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(int,int)int to (String,int)int
invoke bad object: java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Number (java.lang.String and java.lang.Number are in module java.base of loader 'bootstrap')
invoke null: java.lang.NullPointerException: Cannot invoke "java.lang.Integer.intValue()" because "x" is null
invoke object long: java.lang.ClassCastException: Cannot cast java.lang.Long to java.lang.Integer
with arguments: 3 7 anullc v[1, 2, 3] null
with wrong count: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(int,int)int to (Object)Object
with wrong class: java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Number (java.lang.String and java.lang.Number are in module java.base of loader 'bootstrap')
asType box: 7
asType widen: 96
asType void: done
asType from void: 0 null
asType impossible: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(int,int)int to (String,int)int
asType narrow: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(long,double)long to (long,double)int
asType count: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(long,double)long to (long)long
asType cast fails: java.lang.ClassCastException: Cannot cast java.lang.String to java.lang.Integer
explicit cast: 110 true 5
spreader: 15abcxyz
spread null of 0: 3
spread null of 2: java.lang.NullPointerException: null array reference
spread wrong length: java.lang.IllegalArgumentException: array is not of length 2
spread wrong element: java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Number (java.lang.String and java.lang.Number are in module java.base of loader 'bootstrap')
spread too many: java.lang.IllegalArgumentException: bad spread array length
spread no array: java.lang.IllegalArgumentException: not an array type: class java.lang.String
collector: c[1, 2, 3]f[9]truefalse
collector type: java.lang.IllegalArgumentException: array type not assignable to argument: MethodHandle(String,int[])String, class [Ljava.lang.Object;
varargs: n[]o[1]p[1, 2, 3]q[4]
varargs bad: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(String,int)String to (String,long)String
asVarargs: class [I [1, b, null]
withVarargs: false(String,int[])String
bindTo: first23b[]
bindTo primitive: java.lang.IllegalArgumentException: no leading reference parameter
bindTo wrong: java.lang.ClassCastException: Cannot cast java.lang.Integer to java.lang.String
types: (Long,String)Void ()int (Object,Object,Object[])Object ([I)I (String[],long)void truetrue(Object)Objecttrue
bad descriptor: java.lang.IllegalArgumentException: bad signature: (V)V: bad argument type
void parameter: java.lang.IllegalArgumentException: parameter type cannot be void
toString: MethodHandle(int,int)int MethodHandle()void MethodHandle(String,int[])String
*/
