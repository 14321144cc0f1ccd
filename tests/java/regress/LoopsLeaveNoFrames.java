// A loop in a method too long to be compiled: asking for its code again and again takes no native stack.
import support.ClassBuilder;
import support.Loader;

public class LoopsLeaveNoFrames {
    public static void main(String[] args) throws Throwable {
        var b = new ClassBuilder("TooLong");
        b.method(ClassBuilder.PUBLIC | ClassBuilder.STATIC, "run", "()Ljava/lang/Object;", 2, 1, "iconst_0;; istore_0;; LOOP:;; iinc 0 1;; "
                + "iload_0;; ldc int 20000000;; if_icmplt LOOP;; " + "nop;; ".repeat(8000) + "ldc string done;; areturn");
        Loader loader = new Loader().add(b);
        var thread = new Thread(null, () -> {
            try {
                System.out.println(loader.call("TooLong", "run")); // expect: done
            } catch (Throwable t) {
                System.out.println(t);
            }
        }, "small stack", 256 << 10);
        thread.start();
        thread.join();
    }
}
