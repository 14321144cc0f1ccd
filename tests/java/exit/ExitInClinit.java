// exit: 7
/** System.exit while a class is being initialised, with another thread waiting for that class. */
public class ExitInClinit {
    static final java.util.concurrent.CountDownLatch waiting = new java.util.concurrent.CountDownLatch(1);

    static void useClass() {
        waiting.countDown();
        System.out.println("never " + Exits.x);
    }

    static class Exits {
        static int x;

        static {
            Thread t = new Thread(ExitInClinit::useClass);
            t.start();
            try {
                waiting.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            System.out.println("exiting in <clinit>");
            System.exit(7);
            x = 1;
        }
    }

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        System.out.println(Exits.x);
    }
}

/* expect-output:
exiting in <clinit>
hook
*/
