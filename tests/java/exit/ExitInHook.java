// exit: 3
/** Shutdown hooks: all run, one that throws does not stop the others; no hook can be added or removed any more; halt wins. */
public class ExitInHook {
    public static void main(String[] args) throws Exception {
        Thread removed = new Thread(() -> System.out.println("removed hook"));
        Runtime rt = Runtime.getRuntime();
        rt.addShutdownHook(removed);
        System.out.println(rt.removeShutdownHook(removed) + " " + rt.removeShutdownHook(removed));
        Thread same = new Thread(() -> {});
        rt.addShutdownHook(same);
        try { rt.addShutdownHook(same); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        java.util.concurrent.CountDownLatch tried = new java.util.concurrent.CountDownLatch(1);
        Thread started = new Thread(() -> {
            try { tried.await(); } catch (InterruptedException e) { throw new AssertionError(e); }
        });
        started.start();
        try { rt.addShutdownHook(started); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        tried.countDown();
        started.join();
        java.util.concurrent.CountDownLatch thrown = new java.util.concurrent.CountDownLatch(1);
        Thread bad = new Thread(() -> { throw new IllegalStateException("bad hook"); });
        bad.setUncaughtExceptionHandler((t, e) -> { System.out.println("hook failed: " + e.getMessage()); thrown.countDown(); });
        rt.addShutdownHook(bad);
        rt.addShutdownHook(new Thread(() -> {
            try { thrown.await(); } catch (InterruptedException e) { throw new AssertionError(e); }
            try { rt.addShutdownHook(new Thread(() -> {})); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
            try { rt.removeShutdownHook(same); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
            System.out.println("halting");
            System.out.flush();
            rt.halt(3);
        }));
        System.exit(99);
    }
}

/* expect-output:
true false
Hook previously registered
Hook already running
hook failed: bad hook
Shutdown in progress
Shutdown in progress
halting
*/
