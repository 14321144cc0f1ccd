// HotSpotDiagnosticMXBean, verbose switches, assertion status, stack depth queries, logging. (Two modes have other collectors.)
// vm-options: -ea:MgmtFlags -da:MgmtFlags$Off -XX:+UseSerialGC
// modes: !compgc !compdeoptgc
import java.lang.management.*;
import java.util.*;
import java.util.logging.*;

public class MgmtFlags {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static class On { static boolean check() { boolean on = false; assert on = true; return on; } }
    static class Off { static boolean check() { boolean on = false; assert on = true; return on; } }

    public static void main(String[] args) throws Throwable {
        show("assertions", () -> MgmtFlags.class.desiredAssertionStatus() + " " + On.check() + " " + Off.check() + " " + String.class.desiredAssertionStatus());
        show("assertion error", () -> { assert args.length > 5 : "message " + args.length; return "no assertions"; });
        var d = ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class);
        show("flag", () -> d.getVMOption("UseSerialGC").getValue() + " " + d.getVMOption("UseSerialGC").getOrigin() + " " + d.getVMOption("MaxHeapFreeRatio").getValue() + " " + d.getVMOption("HeapDumpOnOutOfMemoryError").isWriteable());
        show("no flag", () -> d.getVMOption("NoSuchFlag"));
        show("not writeable", () -> { d.setVMOption("UseSerialGC", "false"); return 0; });
        show("some flags", () -> d.getDiagnosticOptions().size() > 3);
        Logger logger = Logger.getLogger("mgmt.test");
        logger.setUseParentHandlers(false);
        List<String> records = new ArrayList<>();
        logger.addHandler(new Handler() {
            public void publish(LogRecord r) { records.add(r.getLevel() + " " + r.getSourceClassName() + "." + r.getSourceMethodName().replaceAll("lambda.*", "lambda") + " " + new SimpleFormatter().formatMessage(r) + (r.getThrown() == null ? "" : " " + r.getThrown())); }
            public void flush() { }
            public void close() { }
        });
        logger.info("plain");
        logger.log(Level.WARNING, "with {0} and {1}", new Object[] {1, "two"});
        logger.fine("not logged");
        logger.setLevel(Level.ALL);
        logger.fine(() -> "supplied");
        logger.log(Level.SEVERE, "thrown", new IllegalStateException("x"));
        logger.entering("C", "m", 5);
        Runnable lambda = () -> logger.config("from lambda");
        lambda.run();
        records.forEach(System.out::println);
        show("levels", () -> logger.isLoggable(Level.FINEST) + " " + Logger.getLogger("").getLevel() + " " + logger.getParent().getName().isEmpty() + " " + Level.parse("CONFIG").intValue());
        show("System.Logger", () -> System.getLogger("mgmt.test").isLoggable(System.Logger.Level.TRACE) + " " + System.getLogger("x").getName());
        java.lang.ref.Reference.reachabilityFence(logger);
        show("timer", () -> { Timer timer = new Timer(true); java.util.concurrent.CountDownLatch l = new java.util.concurrent.CountDownLatch(3); int[] n = {0}; timer.schedule(new TimerTask() { public void run() { n[0]++; l.countDown(); if (n[0] == 3) cancel(); } }, 1, 1); l.await(); timer.cancel(); return n[0]; });
        show("timer cancelled", () -> { Timer timer = new Timer(); timer.cancel(); timer.schedule(new TimerTask() { public void run() { } }, 1); return 0; });
        show("timer dies", () -> {
            Timer timer = new Timer("dying", true);
            java.util.concurrent.CountDownLatch handled = new java.util.concurrent.CountDownLatch(1);
            Thread.setDefaultUncaughtExceptionHandler((t, e) -> { System.out.println("  " + t.getName() + " " + e); handled.countDown(); });
            timer.schedule(new TimerTask() { public void run() { throw new IllegalStateException("task"); } }, 0);
            handled.await();
            timer.schedule(new TimerTask() { public void run() { } }, 100000);
            return 0;
        });
    }
}

/* expect-output:
assertions: true true true false
assertion error: java.lang.AssertionError: message 0
flag: true VM_CREATION 70 true
no flag: java.lang.IllegalArgumentException: VM option "NoSuchFlag" does not exist
not writeable: java.lang.IllegalArgumentException: VM Option "UseSerialGC" is not writeable
some flags: true
INFO MgmtFlags.main plain
WARNING MgmtFlags.main with 1 and two
FINE MgmtFlags.main supplied
SEVERE MgmtFlags.main thrown java.lang.IllegalStateException: x
FINER C.m ENTRY 5
CONFIG MgmtFlags.lambda from lambda
levels: true INFO true 700
System.Logger: true x
timer: 3
timer cancelled: java.lang.IllegalStateException: Timer already cancelled.
  dying java.lang.IllegalStateException: task
timer dies: java.lang.IllegalStateException: Timer already cancelled.
*/
