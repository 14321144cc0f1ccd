import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import support.Bytes;
import support.ClassBuilder;
import support.Show;

/** Hidden classes: names, nest mates, class data, not found by name, stack frames, instances, arrays, strong and weak. */
public class HiddenClasses {
    private static String secret = "private";
    private static String tell(int x) { return secret + x; }

    static ClassBuilder template(String name) {
        return new ClassBuilder(55, 0x21, name, "java/lang/Object", "java/lang/Runnable").constructor("java/lang/Object").field(9, "count", "I")
                .method(1, "run", "()V", 2, 1, "getstatic " + name + ".count I", "iconst_1", "iadd", "putstatic " + name + ".count I", "return")
                .method(9, "self", "()Ljava/lang/Class;", 1, 0, "ldc class " + name, "areturn")
                .method(9, "make", "()Ljava/lang/Object;", 2, 0, "new " + name, "dup", "invokespecial " + name + ".<init> ()V", "areturn")
                .method(9, "peek", "()Ljava/lang/String;", 2, 0, "iconst_5", "invokestatic HiddenClasses.tell (I)Ljava/lang/String;", "areturn")
                .method(9, "fail", "()V", 2, 0, ".line 7", "aconst_null", "athrow");
    }

    static Object call(Class<?> c, String name) throws Throwable {
        try {
            return c.getMethod(name).invoke(null);
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static String show(Object o) { return String.valueOf(o).replaceAll("0x[0-9a-f]+", "0xADDR").replaceAll("@[0-9a-f]{5,8}", "@HASH"); }

    public static void main(String[] args) throws Throwable {
        Lookup l = MethodHandles.lookup();
        byte[] bytes = template("HiddenTemplate").bytes();
        Lookup h = l.defineHiddenClass(bytes, true), h2 = l.defineHiddenClass(bytes, false, ClassOption.NESTMATE, ClassOption.STRONG);
        Class<?> a = h.lookupClass(), b = h2.lookupClass();
        for (Class<?> c : new Class<?>[] {a, b, a.arrayType()}) {
            System.out.println(show(c.getName()) + " " + show(c.getSimpleName()) + " " + c.getCanonicalName() + " " + show(c) + " " + c.isHidden() + " " + show(c.descriptorString()) + " " + show(c.getNestHost()) + " " + c.getPackageName().isEmpty()
                    + " " + (c.getClassLoader() == HiddenClasses.class.getClassLoader()) + " " + c.describeConstable().isPresent() + " " + show(c.toGenericString()) + " " + c.isSynthetic());
        }
        System.out.println((a == b) + " " + (call(a, "self") == a) + " " + (call(a, "make").getClass() == a) + " " + b.isNestmateOf(HiddenClasses.class) + a.isNestmateOf(HiddenClasses.class));
        Show.outcome("nest mate", () -> call(b, "peek"));
        Show.outcome("no nest mate", () -> { try { return call(a, "peek"); } catch (IllegalAccessError e) { return show(e.getMessage()); } });
        Runnable r = (Runnable) call(a, "make");
        r.run();
        r.run();
        ((Runnable) call(b, "make")).run();
        System.out.println(a.getField("count").get(null) + " " + b.getField("count").get(null) + " " + show(r).startsWith("HiddenTemplate/0xADDR@HASH") + " " + show(r));
        Show.outcome("forName", () -> { try { return Class.forName(a.getName()); } catch (ClassNotFoundException e) { return "not found"; } });
        Show.outcome("forName plain", () -> Class.forName("HiddenTemplate"));
        Show.outcome("findClass", () -> { try { return l.findClass(a.getName()); } catch (ClassNotFoundException e) { return "not found"; } });
        Show.outcome("fail", () -> {
            try { call(a, "fail"); return 0; } catch (NullPointerException e) {
                return e.getStackTrace()[0].getMethodName() + " visible: " + java.util.Arrays.stream(e.getStackTrace()).anyMatch(f -> f.getMethodName().equals("fail"));
            }
        });
        Lookup data = l.defineHiddenClassWithClassData(bytes, java.util.List.of("the", "data"), true);
        Show.outcome("class data", () -> MethodHandles.classData(data, "_", java.util.List.class) + " " + MethodHandles.classDataAt(data, "_", String.class, 1));
        Show.outcome("class data of wrong type", () -> MethodHandles.classData(data, "_", String.class));
        Show.outcome("no class data", () -> MethodHandles.classData(h, "_", Object.class));
        Show.outcome("wrong package", () -> l.defineHiddenClass(template("p/Hidden").bytes(), true));
        Show.outcome("broken", () -> l.defineHiddenClass(new byte[] {1, 2, 3}, true));
        Show.outcome("cut", () -> l.defineHiddenClass(Bytes.cut(bytes, bytes.length - 5), true));
        Show.outcome("public lookup", () -> MethodHandles.publicLookup().defineHiddenClass(bytes, true));
        Show.outcome("handle", () -> show(h.findConstructor(a, MethodType.methodType(void.class)).type()) + show(h.findStatic(a, "self", MethodType.methodType(Class.class)).invoke()));
        Object[] array = (Object[]) java.lang.reflect.Array.newInstance(a, 2);
        array[0] = r;
        Show.outcome("array store", () -> { array[1] = call(b, "make"); return 0; });
        Show.outcome("cast", () -> { try { return b.cast(r); } catch (ClassCastException e) { return show(e.getMessage()); } });
        java.util.HashSet<Class<?>> many = new java.util.HashSet<>();
        for (int i = 0; i < 30; i++) {
            many.add(l.defineHiddenClass(bytes, true).lookupClass());
        }
        System.out.println(many.size() + " " + many.stream().map(Class::getName).distinct().count());
        Lookup plain = l;
        Show.outcome("defineClass", () -> plain.defineClass(template("HiddenPlain").bytes()).getName() + " " + Class.forName("HiddenPlain").isHidden());
        Show.outcome("defineClass twice", () -> plain.defineClass(template("HiddenPlain").bytes()).getName());
    }
}

/* expect-output:
HiddenTemplate/0xADDR HiddenTemplate/0xADDR null class HiddenTemplate/0xADDR true LHiddenTemplate.0xADDR; class HiddenTemplate/0xADDR true true false public class HiddenTemplate/0xADDR false
HiddenTemplate/0xADDR HiddenTemplate/0xADDR null class HiddenTemplate/0xADDR true LHiddenTemplate.0xADDR; class HiddenClasses true true false public class HiddenTemplate/0xADDR false
[LHiddenTemplate/0xADDR; HiddenTemplate/0xADDR[] null class [LHiddenTemplate/0xADDR; false [LHiddenTemplate.0xADDR; class [LHiddenTemplate/0xADDR; true true false HiddenTemplate/0xADDR[] false
false true true truefalse
nest mate: private5
no nest mate: class HiddenTemplate/0xADDR tried to access private method 'java.lang.String HiddenClasses.tell(int)' (HiddenTemplate/0xADDR and HiddenClasses are in unnamed module of loader 'app')
2 1 true HiddenTemplate/0xADDR@HASH
forName: not found
forName plain: java.lang.ClassNotFoundException: HiddenTemplate
findClass: not found
fail: invoke0 visible: false
class data: [the, data] data
class data of wrong type: java.lang.ClassCastException: Cannot cast java.util.ImmutableCollections$List12 to java.lang.String
no class data: null
wrong package: java.lang.IllegalArgumentException: p.Hidden not in same package as lookup class
broken: java.lang.ClassFormatError: Invalid ClassFile structure
cut: java.lang.ClassFormatError: Truncated class file
public lookup: java.lang.IllegalAccessException: java.lang.Object/publicLookup does not have full privilege access
handle: ()HiddenTemplate/0xADDRclass HiddenTemplate/0xADDR
array store: java.lang.ArrayStoreException: HiddenTemplate/0xADDRESS
cast: Cannot cast HiddenTemplate/0xADDR to HiddenTemplate/0xADDR
30 30
defineClass: HiddenPlain false
defineClass twice: java.lang.LinkageError: loader 'app' attempted duplicate class definition for HiddenPlain. (HiddenPlain is in unnamed module of loader 'app')
*/
