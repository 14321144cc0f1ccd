import support.ClassBuilder;
import support.Loader;

/** A handler that covers itself and throws again is a loop without a branch: it must stop for a collection, at the end, and by Thread.stop. */
@SuppressWarnings("removal")
public class HandlerOfItself {
    static final int PS = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
    static volatile int handled;

    public static void count() {
        handled++;
    }

    public static void fail() throws Exception {
        throw new Exception();
    }

    static boolean isIn(Thread thread, String method) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals(method)) return true;
        }
        return false;
    }

    public static void main(String[] args) throws Throwable {
        ClassBuilder b = new ClassBuilder("HandlerOfItself$Made");
        b.method(PS, "rethrows", "()V", 1, 0,
                "S:", "invokestatic HandlerOfItself.fail ()V", "return",
                "H:", "athrow", "E:", "nop", "return",
                ".catch java/lang/Throwable S E H");
        b.method(PS, "throwsNull", "()V", 1, 0,
                "S:", "aconst_null", "athrow",
                "H:", "pop", "aconst_null", "athrow", "E:", "nop", "return",
                ".catch any S E H");
        b.method(PS, "fails", "()V", 1, 0,
                "S:", "invokestatic HandlerOfItself.fail ()V", "return",
                "H:", "pop", "invokestatic HandlerOfItself.fail ()V", "E:", "return",
                ".catch java/lang/Exception S E H");
        b.method(PS, "counts", "()V", 2, 0,
                "S:", "invokestatic HandlerOfItself.fail ()V", "return",
                "H:", "invokestatic HandlerOfItself.count ()V", "athrow", "E:", "nop", "return",
                ".catch java/lang/Exception S E H");
        b.method(PS, "letsErrorsOut", "()V", 1, 0,
                "S:", "invokestatic HandlerOfItself.fail ()V", "return",
                "H:", "athrow", "E:", "nop", "return",
                ".catch java/lang/Exception S E H");
        Loader loader = new Loader(null, HandlerOfItself.class.getClassLoader()).add(b);
        for (String name : new String[] {"rethrows", "throwsNull", "fails", "counts", "letsErrorsOut"}) {
            Thread thread = new Thread(() -> {
                try {
                    loader.call("HandlerOfItself$Made", name);
                } catch (Throwable t) {
                    System.out.println("left " + name);
                }
            });
            thread.setDaemon(true);
            thread.start();
            while (!isIn(thread, name)) Thread.yield();
            System.gc();
            System.out.println(name + " " + isIn(thread, name) + " " + thread.isAlive());
            if (name.equals("letsErrorsOut")) {
                thread.stop();
                thread.join();
            }
        }
        while (handled < 1000) Thread.yield();
        System.out.println("counted");
    }
}

/* expect-output:
rethrows true true
throwsNull true true
fails true true
counts true true
letsErrorsOut true true
left letsErrorsOut
counted
*/
