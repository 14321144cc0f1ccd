import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Methods of 65535 bytes, goto_w and jumps of 32 KB, 255 argument slots, a constant pool that needs ldc_w. */
public class BigMethods {
    public static void main(String[] args) throws Throwable {
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        ClassBuilder b = new ClassBuilder("BigMethods$Made");
        // 21,843 times iinc (3 bytes), then iload_0, ireturn: 65,531 + some.
        String code = "iconst_0;; istore_0;; .repeat 21843 iinc 0 49;; ";
        b.method(ps, "long", "()I", 2, 1, code + "iload_0;; ireturn");
        String nops = ".repeat 32700 nop;; ";
        b.method(ps, "jump", "()I", 2, 1, "iconst_3;; istore_0;; TOP:;; iinc 0 -1;; iload_0;; ifeq OUT;; " + nops + "goto TOP;; OUT:;; bipush 77;; ireturn");
        b.method(ps, "wide", "()I", 2, 1, "iconst_3;; istore_0;; TOP:;; iinc 0 -1;; iload_0;; ifne NEXT;; goto_w OUT;; NEXT:;; " + nops
                + "goto_w TOP;; OUT:;; bipush 78;; ireturn");
        StringBuilder sum = new StringBuilder("lconst_0;; lstore_0;; ");
        for (int i = 0; i < 300; i++) {
            sum.append("ldc2_w long ").append(1000L + i).append(";; lload_0;; ladd;; lstore_0;; ");
        }
        b.method(ps, "pool", "()J", 4, 2, sum + "lload_0;; lreturn");
        b.method(ps, "late", "()Ljava/lang/String;", 4, 2, "ldc_w string late constant;; areturn");
        String parameters = "J".repeat(127) + "I";
        b.method(ps, "many", "(" + parameters + ")J", 4, 255, "lload_0;; lload 252;; ladd;; iload 254;; i2l;; ladd;; lreturn");
        StringBuilder push = new StringBuilder();
        for (int i = 0; i < 127; i++) {
            push.append("ldc2_w long ").append(i * 1000).append(";; ");
        }
        b.method(ps, "callMany", "()J", 260, 0, push + "iconst_5;; invokestatic BigMethods$Made.many (" + parameters + ")J;; lreturn");
        String deep = "iconst_1;; .repeat 5000 sipush 1234;; .repeat 5000 iadd;; ";
        b.method(ps, "deep", "()I", 5001, 0, deep + "ireturn");
        Loader loader = new Loader().add(b);
        for (String name : new String[] {"long", "jump", "wide", "pool", "late", "callMany", "deep"}) {
            Show.outcome(name, () -> loader.call("BigMethods$Made", name));
        }
        ClassBuilder tooMany = new ClassBuilder("BigMethods$TooMany");
        tooMany.method(ps, "m", "(" + "J".repeat(128) + ")V", 0, 256, "return");
        Show.outcome("256 slots", () -> new Loader().add(tooMany).loadClass("BigMethods$TooMany"));
        ClassBuilder tooLong = new ClassBuilder("BigMethods$TooLong");
        tooLong.method(ps, "m", "()V", 0, 0, nops + nops + ".repeat 136 nop;; " + "return");
        Show.outcome("65536 bytes", () -> new Loader().add(tooLong).loadClass("BigMethods$TooLong"));
        ClassBuilder empty = new ClassBuilder("BigMethods$Empty");
        empty.method(ps, "m", "()V", 0, 0);
        Show.outcome("no bytes", () -> new Loader().add(empty).loadClass("BigMethods$Empty"));
    }
}

/* expect-output:
long: 1070307
jump: 77
wide: 78
pool: 344850
late: late constant
callMany: 126005
deep: 6170001
256 slots: java.lang.ClassFormatError: Too many arguments in method signature in class file BigMethods$TooMany
65536 bytes: java.lang.ClassFormatError: Invalid method Code length 65537 in class file BigMethods$TooLong
no bytes: java.lang.ClassFormatError: Invalid method Code length 0 in class file BigMethods$Empty
*/
