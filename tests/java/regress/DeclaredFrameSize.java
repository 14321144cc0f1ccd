import support.ClassBuilder;
import support.Loader;
import support.Show;

/** max_stack and max_locals as large as a class file can say, in methods that need little. */
public class DeclaredFrameSize {
    public static void main(String[] args) throws Throwable {
        ClassBuilder b = new ClassBuilder("DeclaredFrameSize$Made");
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        b.method(ps, "stack", "()I", 65535, 2, "iconst_4", "istore_0", "iload_0", "iconst_3", "imul", "ireturn");
        b.method(ps, "locals", "()J", 4, 65535, "lconst_1", "lstore 7", "lload 7", "lload 7", "ladd", "lreturn");
        b.method(ps, "both", "()I", 65535, 65535, "iconst_4", "istore 5", "iload 5", "iconst_3", "isub", "ireturn");
        b.method(ps, "wide", "()J", 65535, 65535, "lconst_1", "wide lstore 3000", "wide lload 3000", "lreturn");
        b.method(ps, "subroutine", "()I", 65535, 60000, "iconst_0", "istore_0", "jsr S", "jsr S", "iload_0", "ireturn",
                "S:", "astore_1", "iinc 0 7", "ret 1");
        b.method(ps, "handler", "(I)Ljava/lang/String;", 65535, 65535, "T:", "iconst_1", "iload_0", "idiv", "pop", "ldc string fine", "areturn",
                "H:", "invokevirtual java/lang/Throwable.getMessage ()Ljava/lang/String;", "areturn", ".catch any T H H");
        // Calls of such methods, with arguments, inside one another.
        b.method(ps, "down", "(IJ)J", 65535, 65535, "iload_0", "ifeq E", "iload_0", "iconst_1", "isub", "lload_1", "ldc2_w long 2", "lmul",
                "invokestatic DeclaredFrameSize$Made.down (IJ)J", "lreturn", "E:", "lload_1", "lreturn");
        Loader loader = new Loader().add(b);
        Class<?> made = loader.loadClass("DeclaredFrameSize$Made");
        var handler = made.getMethod("handler", int.class);
        var down = made.getMethod("down", int.class, long.class);
        Runnable all = () -> {
            for (String name : new String[] {"stack", "locals", "both", "wide", "subroutine"}) {
                Show.outcome(name, () -> loader.call("DeclaredFrameSize$Made", name));
            }
            Show.outcome("handler 0", () -> handler.invoke(null, 0));
            Show.outcome("handler 1", () -> handler.invoke(null, 1));
            Show.outcome("down", () -> down.invoke(null, 5, 3L));
        };
        // HotSpot takes the declared size at its word: a megabyte for each frame.
        Thread thread = new Thread(null, all, "roomy", 64 << 20);
        thread.start();
        thread.join();
    }
}

/* expect-output:
stack: 12
locals: 2
both: 1
wide: 1
subroutine: 14
handler 0: / by zero
handler 1: fine
down: 96
*/
