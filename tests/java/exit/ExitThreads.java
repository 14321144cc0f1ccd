// exit: 5
/**
 * exit from another thread while main waits in a monitor, and a second exit that must wait for ever. The hook ends only when the second
 * waits: one that came after the last hook would halt with its own status.
 */
public class ExitThreads {
    public static void main(String[] args) throws Exception {
        Object lock = new Object();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.out.println("hook 1");
            Thread second = new Thread(() -> { System.exit(77); System.out.println("never"); });
            second.setDaemon(true);
            second.start();
            while (second.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            System.out.println("hook 1 ends");
        }));
        Thread t = new Thread(() -> { System.out.println("exit from " + Thread.currentThread().getName()); System.exit(5); }, "other");
        t.start();
        synchronized (lock) {
            while (true) lock.wait();
        }
    }
}

/* expect-output:
exit from other
hook 1
hook 1 ends
*/
