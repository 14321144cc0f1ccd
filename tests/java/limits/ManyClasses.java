import support.ClassBuilder;
import support.Loader;

/** Limits of class files: many fields, methods, interfaces, deep inheritance, long names, many loaders, many constants. */
public class ManyClasses {
    public static void main(String[] args) throws Throwable {
        ClassBuilder wide = new ClassBuilder("m/Wide");
        for (int i = 0; i < 300; i++) {
            wide.field(9, "f" + i, i % 2 == 0 ? "J" : "B").field(1, "g" + i, new String[] {"B", "J", "Ljava/lang/Object;", "S", "D", "Z", "C", "F", "I"}[i % 9]);
        }
        StringBuilder sum = new StringBuilder("lconst_0;; ");
        for (int i = 0; i < 300; i += 10) {
            sum.append("getstatic m/Wide.f").append(i).append(" J;; ladd;; ");
        }
        wide.method(9, "sum", "()J", 4, 0, "ldc2_w long 7;; putstatic m/Wide.f250 J;; ldc2_w long 8;; putstatic m/Wide.f10 J;; bipush 9;; putstatic m/Wide.f11 B;; " + sum + "lreturn");
        for (int i = 0; i < 400; i++) {
            wide.method(i % 2 == 0 ? 9 : 1, "m" + i, "()I", 1, 1, "sipush " + i, "ireturn");
        }
        wide.constructor("java/lang/Object");
        wide.method(9, "calls", "()I", 3, 0, "new m/Wide;; dup;; invokespecial m/Wide.<init> ()V;; invokevirtual m/Wide.m399 ()I;; invokestatic m/Wide.m398 ()I;; iadd;; ireturn");
        Loader l = new Loader().add(wide);
        System.out.println(l.call("m.Wide", "sum") + " " + l.call("m.Wide", "calls") + " " + l.loadClass("m.Wide").getDeclaredMethods().length + " " + l.loadClass("m.Wide").getDeclaredFields().length);
        Object o = l.loadClass("m.Wide").getConstructor().newInstance();
        for (int i = 0; i < 300; i++) {
            var f = o.getClass().getField("g" + i);
            switch (i % 9) { case 0 -> f.setByte(o, (byte) i); case 1 -> f.setLong(o, i * 1L << 33); case 2 -> f.set(o, "s" + i); case 3 -> f.setShort(o, (short) i); case 4 -> f.setDouble(o, i / 2.0);
                case 5 -> f.setBoolean(o, i % 2 == 0); case 6 -> f.setChar(o, (char) i); case 7 -> f.setFloat(o, i); default -> f.setInt(o, -i); }
        }
        int hash = 0;
        for (int i = 0; i < 300; i++) {
            hash = hash * 31 + String.valueOf(o.getClass().getField("g" + i).get(o)).hashCode();
        }
        System.out.println(hash);
        Loader deep = new Loader();
        for (int i = 0; i < 100; i++) {
            deep.add(new ClassBuilder(49, 0x21, "d/C" + i, i == 0 ? "java/lang/Object" : "d/C" + (i - 1)).constructor(i == 0 ? "java/lang/Object" : "d/C" + (i - 1)).field(1, "f" + i, "I")
                    .method(1, "v" + i % 10, "()I", 1, 1, "bipush " + i, "ireturn"));
        }
        Object leaf = deep.loadClass("d.C99").getConstructor().newInstance();
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            s.append(leaf.getClass().getMethod("v" + i).invoke(leaf)).append(' ');
        }
        int depth = 0;
        for (Class<?> c = leaf.getClass(); c != null; c = c.getSuperclass()) {
            depth++;
        }
        System.out.println(s + "" + depth + " " + leaf.getClass().getFields().length + " " + deep.loadClass("d.C0").isInstance(leaf) + deep.loadClass("d.C98").isAssignableFrom(leaf.getClass()) + deep.loadClass("d.C99").isInstance(deep.loadClass("d.C98").getConstructor().newInstance()));
        String[] faces = new String[100];
        Loader many = new Loader();
        for (int i = 0; i < 100; i++) {
            faces[i] = "i/F" + i;
            many.add(new ClassBuilder(52, 0x601, faces[i], "java/lang/Object").method(0x401, "a" + i, "()I").method(1, "d" + i, "()I", 1, 1, "sipush " + i, "ireturn"));
        }
        ClassBuilder impl = new ClassBuilder(49, 0x21, "i/Impl", "java/lang/Object", faces).constructor("java/lang/Object");
        for (int i = 0; i < 100; i++) {
            impl.method(1, "a" + i, "()I", 1, 1, "sipush " + i * 2, "ireturn");
        }
        many.add(impl);
        Object im = many.loadClass("i.Impl").getConstructor().newInstance();
        int total = 0;
        for (int i = 0; i < 100; i++) {
            Class<?> f = many.loadClass("i.F" + i);
            total += (int) f.getMethod("a" + i).invoke(im) + (int) f.getMethod("d" + i).invoke(im);
        }
        System.out.println(total + " " + im.getClass().getInterfaces().length);
        String longName = "n/" + "LongName".repeat(1000);
        System.out.println(new Loader().add(new ClassBuilder(longName).constructor("java/lang/Object")).loadClass(longName.replace('/', '.')).getSimpleName().length());
        int loaded = 0;
        for (int i = 0; i < 25; i++) {
            Loader each = new Loader("l" + i, ManyClasses.class.getClassLoader()).add(new ClassBuilder("e/Each").method(9, "id", "()I", 1, 0, "bipush " + i, "ireturn"));
            loaded += (int) each.call("e.Each", "id");
        }
        System.out.println(loaded);
    }
}

/* expect-output:
15 797 402 600
-1072871978
90 91 92 93 94 95 96 97 98 99 101 100 truetruefalse
14850 100
8000
300
*/
