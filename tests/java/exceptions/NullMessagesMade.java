import support.ClassBuilder;
import support.Loader;
import support.Show;

/** NullPointerException texts for code without variable names, of every array type, and of stack shapes javac does not write. */
public class NullMessagesMade {
    public static void main(String[] args) throws Throwable {
        int p = ClassBuilder.PUBLIC, ps = p | ClassBuilder.STATIC;
        String[][] cases = {
            {"iaload", "aconst_null;; iconst_0;; iaload;; pop"}, {"laload", "aconst_null;; iconst_0;; laload;; pop2"},
            {"faload", "aconst_null;; iconst_0;; faload;; pop"}, {"daload", "aconst_null;; iconst_0;; daload;; pop2"},
            {"aaload", "aconst_null;; iconst_0;; aaload;; pop"}, {"baload", "aconst_null;; iconst_0;; baload;; pop"},
            {"caload", "aconst_null;; iconst_0;; caload;; pop"}, {"saload", "aconst_null;; iconst_0;; saload;; pop"},
            {"iastore", "aconst_null;; iconst_0;; iconst_1;; iastore"}, {"lastore", "aconst_null;; iconst_0;; lconst_1;; lastore"},
            {"fastore", "aconst_null;; iconst_0;; fconst_1;; fastore"}, {"dastore", "aconst_null;; iconst_0;; dconst_1;; dastore"},
            {"aastore", "aconst_null;; iconst_0;; ldc string x;; aastore"}, {"bastore", "aconst_null;; iconst_0;; iconst_1;; bastore"},
            {"castore", "aconst_null;; iconst_0;; iconst_1;; castore"}, {"sastore", "aconst_null;; iconst_0;; iconst_1;; sastore"},
            {"arraylength", "aconst_null;; arraylength;; pop"}, {"monitorenter", "aconst_null;; monitorenter"},
            {"monitorexit", "aconst_null;; monitorexit"}, {"athrow", "aconst_null;; athrow"},
            {"local", "aconst_null;; astore_1;; aload_1;; invokevirtual java/lang/Object.hashCode ()I;; pop"},
            {"argument", "aload_0;; invokevirtual java/lang/Object.hashCode ()I;; pop"},
            {"array element", "aload_0;; checkcast [Ljava/lang/Object;;; iconst_3;; aaload;; pop"},
            {"dup", "aload_0;; dup;; invokevirtual java/lang/Object.hashCode ()I;; pop;; pop"},
            {"merged", "iconst_0;; ifeq A;; aload_0;; goto B;; A:;; aconst_null;; B:;; invokevirtual java/lang/Object.hashCode ()I;; pop"},
            {"same merged", "iconst_0;; ifeq A;; aload_0;; goto B;; A:;; aload_0;; B:;; invokevirtual java/lang/Object.hashCode ()I;; pop"},
            {"field", "aconst_null;; getfield NullMessagesMade$Made.f Ljava/lang/String;;; pop"},
            {"put", "aload_0;; checkcast NullMessagesMade$Made;; ldc string v;; putfield NullMessagesMade$Made.f Ljava/lang/String;"},
            {"static", "getstatic NullMessagesMade$Made.s [[J;; iconst_1;; aaload;; iconst_2;; laload;; pop2"},
            {"index kinds", "getstatic NullMessagesMade$Made.s [[J;; bipush 100;; aaload;; pop"},
            {"big index", "getstatic NullMessagesMade$Made.s [[J;; ldc int 100000;; aaload;; pop"},
            {"index of sum", "getstatic NullMessagesMade$Made.s [[J;; iconst_1;; iconst_2;; iadd;; aaload;; iconst_0;; laload;; pop2"},
            {"result", "ldc string k;; invokestatic java/lang/System.getProperty (Ljava/lang/String;)Ljava/lang/String;;; "
                    + "invokevirtual java/lang/String.length ()I;; pop"},
            {"interface", "aconst_null;; checkcast java/util/List;; ldc string e;; invokeinterface java/util/List.add (Ljava/lang/Object;)Z 2;; pop"},
            {"special", "aconst_null;; checkcast NullMessagesMade$Made;; invokespecial NullMessagesMade$Made.hidden ()V"},
            {"nested types", "aconst_null;; checkcast java/util/Map;; aconst_null;; invokeinterface java/util/Map.get (Ljava/lang/Object;)Ljava/lang/Object; 2;; "
                    + "invokevirtual java/lang/Object.toString ()Ljava/lang/String;;; pop"},
            {"two words", "lconst_1;; aload_0;; invokevirtual java/lang/Object.hashCode ()I;; pop;; pop2"},
            {"parameters", "aconst_null;; checkcast java/lang/String;; iconst_0;; aconst_null;; iconst_0;; iconst_1;; "
                    + "invokevirtual java/lang/String.regionMatches (ILjava/lang/String;II)Z;; pop"},
        };
        ClassBuilder b = new ClassBuilder("NullMessagesMade$Made");
        b.field(p, "f", "Ljava/lang/String;").field(ps, "s", "[[J");
        b.method(ClassBuilder.PRIVATE, "hidden", "()V", 0, 1, "return");
        for (int i = 0; i < cases.length; i++) {
            b.method(ps, "m" + i, "(Ljava/lang/Object;)V", 8, 4, cases[i][1] + ";; return");
        }
        Class<?> made = new Loader().add(b).loadClass("NullMessagesMade$Made");
        for (int i = 0; i < cases.length; i++) {
            var method = made.getMethod("m" + i, Object.class);
            Show.outcome(cases[i][0], () -> {
                try {
                    return method.invoke(null, (Object) null);
                } catch (java.lang.reflect.InvocationTargetException e) {
                    return e.getCause().getClass() == NullPointerException.class ? e.getCause().getMessage() : e.getCause();
                }
            });
        }
    }
}

/* expect-output:
iaload: Cannot load from int array because "null" is null
laload: Cannot load from long array because "null" is null
faload: Cannot load from float array because "null" is null
daload: Cannot load from double array because "null" is null
aaload: Cannot load from object array because "null" is null
baload: Cannot load from byte/boolean array because "null" is null
caload: Cannot load from char array because "null" is null
saload: Cannot load from short array because "null" is null
iastore: Cannot store to int array because "null" is null
lastore: Cannot store to long array because "null" is null
fastore: Cannot store to float array because "null" is null
dastore: Cannot store to double array because "null" is null
aastore: Cannot store to object array because "null" is null
bastore: Cannot store to byte/boolean array because "null" is null
castore: Cannot store to char array because "null" is null
sastore: Cannot store to short array because "null" is null
arraylength: Cannot read the array length because "null" is null
monitorenter: Cannot enter synchronized block because "null" is null
monitorexit: Cannot exit synchronized block because "null" is null
athrow: Cannot throw exception because "null" is null
local: Cannot invoke "Object.hashCode()" because "<local1>" is null
argument: Cannot invoke "Object.hashCode()" because "<parameter1>" is null
array element: Cannot load from object array because "<parameter1>" is null
dup: Cannot invoke "Object.hashCode()" because "<parameter1>" is null
merged: Cannot invoke "Object.hashCode()"
same merged: Cannot invoke "Object.hashCode()"
field: Cannot read field "f" because "null" is null
put: Cannot assign field "f" because "<parameter1>" is null
static: Cannot load from object array because "NullMessagesMade$Made.s" is null
index kinds: Cannot load from object array because "NullMessagesMade$Made.s" is null
big index: Cannot load from object array because "NullMessagesMade$Made.s" is null
index of sum: Cannot load from object array because "NullMessagesMade$Made.s" is null
result: Cannot invoke "String.length()" because the return value of "java.lang.System.getProperty(String)" is null
interface: Cannot invoke "java.util.List.add(Object)" because "null" is null
special: Cannot invoke "NullMessagesMade$Made.hidden()" because "null" is null
nested types: Cannot invoke "java.util.Map.get(Object)" because "null" is null
two words: Cannot invoke "Object.hashCode()" because "<parameter1>" is null
parameters: Cannot invoke "String.regionMatches(int, String, int, int)" because "null" is null
*/
