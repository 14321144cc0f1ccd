import support.ClassBuilder;
import support.Loader;
import support.Show;

/** jsr and ret: finally as old compilers wrote it, nested subroutines, wide forms, ret from a handler. */
public class JsrRet {
    public static void main(String[] args) throws Throwable {
        ClassBuilder b = new ClassBuilder("JsrRet$Made");
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        // One subroutine called from three places.
        b.method(ps, "thrice", "()I", 2, 3, "iconst_0", "istore_0", "jsr S", "jsr S", "jsr S", "iload_0", "ireturn",
                "S:", "astore_1", "iinc 0 7", "ret 1");
        // A subroutine inside a subroutine.
        b.method(ps, "nested", "()I", 2, 4, "iconst_1", "istore_0", "jsr A", "jsr A", "iload_0", "ireturn",
                "A:", "astore_1", "jsr B", "jsr B", "iinc 0 1", "ret 1",
                "B:", "astore_2", "iload_0", "iconst_2", "imul", "istore_0", "ret 2");
        // The return address in a local that needs the wide form, reached by jsr_w.
        b.method(ps, "wide", "()J", 4, 400, "lconst_1", "wide lstore 300", "jsr_w S", "jsr_w S", "wide lload 300", "lreturn",
                "S:", "wide astore 399", "wide lload 300", "ldc2_w long 1000", "lmul", "wide lstore 300", "wide ret 399");
        // try-finally of a javac 1.3: normal and exceptional exit.
        b.method(ps, "finally", "(I)Ljava/lang/String;", 3, 5,
                "ldc string -", "astore_1",
                "F:", "bipush 10", "iload_0", "idiv", "pop", "T:", "jsr FIN", "aload_1", "areturn",
                "H:", "astore_2", "jsr FIN", "aload_2", "athrow",
                "FIN:", "astore_3", "getstatic java/lang/System.out Ljava/io/PrintStream;", "ldc string fin",
                "invokevirtual java/io/PrintStream.println (Ljava/lang/String;)V", "ret 3",
                ".catch any F T H");
        // Leaves the subroutine without ret.
        b.method(ps, "escape", "()I", 2, 2, "iconst_0", "istore_0", "L:", "jsr S", "bipush 99", "ireturn",
                "S:", "astore_1", "iinc 0 1", "iload_0", "iconst_5", "if_icmplt L", "iload_0", "ireturn");
        // The return address goes over the stack: swap, dup.
        b.method(ps, "juggle", "()I", 3, 2, "bipush 42", "jsr S", "ireturn", "S:", "swap", "iconst_1", "iadd", "swap", "astore_0", "ret 0");
        Loader loader = new Loader().add(b);
        for (String name : new String[] {"thrice", "nested", "wide", "escape", "juggle"}) {
            Show.outcome(name, () -> loader.call("JsrRet$Made", name));
        }
        var fin = loader.loadClass("JsrRet$Made").getMethod("finally", int.class);
        Show.outcome("finally 3", () -> fin.invoke(null, 3));
        Show.outcome("finally 0", () -> fin.invoke(null, 0));

        // jsr is gone from version 51 on.
        ClassBuilder late = new ClassBuilder(51, ClassBuilder.PUBLIC | ClassBuilder.SUPER, "JsrRet$Late", "java/lang/Object");
        late.method(ps, "m", "()V", 1, 1, "jsr S", "return", "S:", "astore_0", "ret 0");
        Show.outcome("version 51", () -> new Loader().add(late).call("JsrRet$Late", "m").getClass());
    }
}

/* expect-output:
thrice: 21
nested: 21
wide: 1000000
escape: 5
juggle: 43
fin
finally 3: -
fin
finally 0: java.lang.reflect.InvocationTargetException <- java.lang.ArithmeticException: / by zero
version 51: java.lang.VerifyError: Bad instruction: a8
Exception Details:
  Location:
    JsrRet$Late.m()V @0: jsr
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: a800 04b1 4ba9 00                      

*/
