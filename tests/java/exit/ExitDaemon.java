/** The machine ends when the last non-daemon thread ends, after main; daemons are cut off. */
public class ExitDaemon {
    public static void main(String[] args) throws Exception {
        Thread daemon = new Thread(() -> { while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { return; } } }, "daemon");
        daemon.setDaemon(true);
        daemon.start();
        Thread spinner = new Thread(() -> { long x = 0; while (true) x++; }, "spinner");
        spinner.setDaemon(true);
        spinner.start();
        Thread main = Thread.currentThread();
        Thread worker = new Thread(() -> {
            try { main.join(); } catch (InterruptedException e) { throw new AssertionError(e); }
            System.out.println("worker after main " + main.getState() + " " + main.isAlive());
            Thread child = new Thread(() -> System.out.println("child daemon " + Thread.currentThread().isDaemon()));
            child.start();
            try { child.join(); } catch (InterruptedException e) { throw new AssertionError(e); }
        }, "worker");
        worker.start();
        try { worker.setDaemon(true); } catch (IllegalThreadStateException e) { System.out.println("too late " + e.getMessage()); }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook; daemons alive " + daemon.isAlive() + spinner.isAlive())));
        System.out.println("main ends");
    }
}

/* expect-output:
too late null
main ends
worker after main TERMINATED false
child daemon false
hook; daemons alive truetrue
*/
