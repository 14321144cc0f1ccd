/** The Java side of embed.c. */
public class Embedded {
    static int deep(int n) {
        return 1 + deep(n + 1);
    }

    /** A thread that DestroyJavaVM has to wait for, and a shutdown hook. */
    static void start() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        new Thread(() -> {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            System.out.println("thread ends in " + Thread.currentThread().getName());
        }, "slow").start();
    }
}
