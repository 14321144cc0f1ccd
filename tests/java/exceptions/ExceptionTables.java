import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Exception tables as no compiler writes them: order of rows, overlapping ranges, a handler that covers itself, ranges at the edges. */
public class ExceptionTables {
    public static void main(String[] args) throws Throwable {
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        ClassBuilder b = new ClassBuilder("ExceptionTables$Made");
        String fault = "iconst_1;; iconst_0;; idiv;; pop;; ";
        // The first matching row wins, although a later one is more specific.
        b.method(ps, "firstRow", "()I", 2, 1, "A:;; " + fault + "Z:;; iconst_0;; ireturn;; H1:;; pop;; iconst_1;; ireturn;; H2:;; pop;; iconst_2;; ireturn",
                ".catch java/lang/Exception A Z H1", ".catch java/lang/ArithmeticException A Z H2");
        // A row that does not match is passed over; `any` matches.
        b.method(ps, "passOver", "()I", 2, 1, "A:;; " + fault + "Z:;; iconst_0;; ireturn;; H1:;; pop;; iconst_1;; ireturn;; H2:;; pop;; iconst_2;; ireturn",
                ".catch java/lang/NullPointerException A Z H1", ".catch any A Z H2");
        // The end is exclusive, the start inclusive.
        b.method(ps, "exclusive", "()I", 2, 1, "iconst_1;; iconst_0;; S:;; idiv;; E:;; pop;; iconst_0;; ireturn;; H:;; pop;; iconst_5;; ireturn",
                ".catch any S E H");
        b.method(ps, "missed", "()I", 2, 1, "S:;; iconst_1;; iconst_0;; E:;; idiv;; pop;; iconst_0;; ireturn;; H:;; pop;; iconst_5;; ireturn",
                ".catch any S E H");
        // A handler inside its own range: counts three faults, then leaves.
        b.method(ps, "selfCover", "()I", 2, 2, "iconst_0;; istore_0;; S:;; " + fault + "H:;; pop;; iinc 0 1;; iload_0;; iconst_3;; if_icmpge OUT;; " + fault
                + "OUT:;; E:;; iload_0;; ireturn", ".catch any S E H");
        // The operand stack is emptied: what lay on it is gone, locals are kept.
        b.method(ps, "stackGone", "()I", 6, 1, "bipush 9;; istore_0;; iconst_1;; iconst_2;; iconst_3;; S:;; " + fault + "E:;; iadd;; iadd;; ireturn;; H:;; pop;; "
                + "iload_0;; ireturn", ".catch any S E H");
        // athrow of null inside a range that catches NullPointerException.
        b.method(ps, "throwNull", "()Ljava/lang/Object;", 2, 1, "S:;; aconst_null;; athrow;; E:;; H:;; areturn", ".catch java/lang/NullPointerException S E H");
        // A handler that is also a jump target with a throwable on the stack.
        b.method(ps, "jumpTarget", "(I)Ljava/lang/String;", 3, 1, "iload_0;; ifeq F;; new java/lang/Error;; dup;; ldc string made;; "
                + "invokespecial java/lang/Error.<init> (Ljava/lang/String;)V;; goto H;; F:;; S:;; " + fault + "E:;; aconst_null;; areturn;; H:;; "
                + "invokevirtual java/lang/Throwable.getMessage ()Ljava/lang/String;;; areturn", ".catch any S E H");
        // The catch type cannot be loaded: NoClassDefFoundError when a throwable comes by.
        b.method(ps, "noType", "()I", 2, 1, "S:;; " + fault + "E:;; iconst_0;; ireturn;; H:;; pop;; iconst_1;; ireturn", ".catch does/not/Exist S E H");
        b.method(ps, "noTypeLater", "()I", 2, 1, "S:;; " + fault + "E:;; iconst_0;; ireturn;; H:;; pop;; iconst_1;; ireturn;; G:;; pop;; iconst_2;; ireturn",
                ".catch java/lang/ArithmeticException S E H", ".catch does/not/Exist S E G");
        // Goes through two frames and a monitor.
        b.method(ps | ClassBuilder.SYNCHRONIZED, "deep", "(I)I", 3, 1, "iload_0;; ifeq Z;; iload_0;; iconst_1;; isub;; "
                + "invokestatic ExceptionTables$Made.deep (I)I;; ireturn;; Z:;; " + fault + "iconst_0;; ireturn");
        byte[] file = b.bytes();
        for (String name : new String[] {"firstRow", "passOver", "exclusive", "missed", "selfCover", "stackGone", "throwNull"}) {
            Show.outcome(name, () -> new Loader().add("ExceptionTables$Made", file).call("ExceptionTables$Made", name));
        }
        Loader loader = new Loader().add("ExceptionTables$Made", file);
        Show.outcome("noType", () -> loader.call("ExceptionTables$Made", "noType"));
        Show.outcome("noTypeLater", () -> loader.call("ExceptionTables$Made", "noTypeLater"));
        Class<?> made = loader.loadClass("ExceptionTables$Made");
        Show.outcome("jumpTarget 0", () -> made.getMethod("jumpTarget", int.class).invoke(null, 0));
        Show.outcome("jumpTarget 1", () -> made.getMethod("jumpTarget", int.class).invoke(null, 1));
        Show.outcome("deep", () -> made.getMethod("deep", int.class).invoke(null, 20));
        System.out.println("monitor free: " + !Thread.holdsLock(made));
    }
}

/* expect-output:
firstRow: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
passOver: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
exclusive: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
missed: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
selfCover: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
stackGone: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
throwNull: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
noType: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
noTypeLater: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
jumpTarget 0: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
jumpTarget 1: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
deep: java.lang.NoClassDefFoundError: does/not/Exist <- java.lang.ClassNotFoundException: does.not.Exist
monitor free: true
*/
