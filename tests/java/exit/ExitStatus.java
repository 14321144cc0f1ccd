// exit: 42
/** System.exit from a finally in a lambda: nothing after it runs, hooks do, the status is kept. */
public class ExitStatus {
    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook in " + Thread.currentThread().getThreadGroup().getName())));
        Runnable r = () -> {
            try {
                throw new IllegalStateException("dropped");
            } finally {
                System.out.println("before");
                System.exit(42);
                System.out.println("never");
            }
        };
        try {
            r.run();
        } catch (IllegalStateException e) {
            System.out.println("never caught");
        } finally {
            System.out.println("never finally");
        }
    }
}

/* expect-output:
before
hook in main
*/
