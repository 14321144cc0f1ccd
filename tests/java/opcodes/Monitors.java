import support.ClassBuilder;
import support.Loader;
import support.Show;

/** monitorenter and monitorexit: nesting, exceptions, unbalanced use in made code, synchronized methods of every kind, wait and notify rules. */
public class Monitors {
    static synchronized boolean stat() { return Thread.holdsLock(Monitors.class); }
    synchronized boolean inst() { return Thread.holdsLock(this); }
    synchronized void fails() { throw new IllegalStateException("in sync"); }
    static int nest(Object o, int n) { synchronized (o) { return n == 0 ? (Thread.holdsLock(o) ? 1 : 0) : nest(o, n - 1) + 1; } }

    public static void main(String[] args) throws Throwable {
        Monitors m = new Monitors();
        Object lock = new Object();
        System.out.println(stat() + " " + m.inst() + " " + nest(lock, 300) + " " + Thread.holdsLock(lock) + Thread.holdsLock(m));
        try { m.fails(); } catch (IllegalStateException e) { System.out.println(e.getMessage() + Thread.holdsLock(m)); }
        try { synchronized (lock) { synchronized (m) { throw new Error("two"); } } } catch (Error e) { System.out.println(e.getMessage() + Thread.holdsLock(lock) + Thread.holdsLock(m)); }
        for (int i = 0; i < 3; i++) synchronized (lock) { if (i == 1) continue; if (i == 2) break; }
        System.out.println(Thread.holdsLock(lock));
        Show.outcome("wait", () -> { lock.wait(); return 0; });
        Show.outcome("notify", () -> { lock.notify(); return 0; });
        Show.outcome("notifyAll", () -> { lock.notifyAll(); return 0; });
        Show.outcome("wait negative", () -> { synchronized (lock) { lock.wait(-1); } return 0; });
        Show.outcome("wait nanos", () -> { synchronized (lock) { lock.wait(0, 1000000); } return 0; });
        Show.outcome("wait interrupted", () -> { Thread.currentThread().interrupt(); synchronized (lock) { lock.wait(); } return 0; });
        Show.outcome("timed wait", () -> { synchronized (lock) { lock.wait(1); } return Thread.holdsLock(lock); });
        Show.outcome("null", () -> { synchronized ((Object) null) { return 0; } });
        int hash = lock.hashCode();
        synchronized (lock) { System.out.println(lock.hashCode() == hash); }
        ClassBuilder b = new ClassBuilder("Monitors$Made");
        int ps = 9;
        b.field(9, "o", "Ljava/lang/Object;");
        String get = "getstatic Monitors$Made.o Ljava/lang/Object;;; ";
        b.method(ps, "never entered", "()V", 2, 0, get + "monitorexit", "return");
        b.method(ps, "not left", "()V", 2, 0, get + "monitorenter", "return");
        b.method(ps, "left twice", "()V", 2, 0, get + "monitorenter", get + "monitorexit", get + "monitorexit", "return");
        b.method(ps, "entered twice", "()V", 2, 0, get + "monitorenter", get + "monitorenter", get + "monitorexit", "return");
        b.method(ps, "balanced", "()Z", 2, 0, get + "monitorenter", get + "invokestatic java/lang/Thread.holdsLock (Ljava/lang/Object;)Z", get + "monitorexit", "ireturn");
        b.method(ps, "throws held", "()V", 2, 0, get + "monitorenter", "aconst_null", "athrow");
        b.method(ps | 0x20, "leaves own", "()V", 2, 0, "ldc class Monitors$Made", "monitorexit", "return");
        Loader l = new Loader().add(b);
        l.loadClass("Monitors$Made").getField("o").set(null, lock);
        for (String name : new String[] {"never entered", "balanced", "balanced"}) {
            Show.outcome(name, () -> l.call("Monitors$Made", name));
            System.out.println("  " + Thread.holdsLock(lock));
        }
        Object[] seen = new Object[1];
        Thread t = new Thread(() -> { synchronized (lock) { seen[0] = "free"; } });
        t.start();
        t.join();
        System.out.println(seen[0]);
    }
}

/* expect-output:
true true 301 falsefalse
in syncfalse
twofalsefalse
false
wait: java.lang.IllegalMonitorStateException: current thread is not owner
notify: java.lang.IllegalMonitorStateException: current thread is not owner
notifyAll: java.lang.IllegalMonitorStateException: current thread is not owner
wait negative: java.lang.IllegalArgumentException: timeout value is negative
wait nanos: java.lang.IllegalArgumentException: nanosecond timeout value out of range
wait interrupted: java.lang.InterruptedException
timed wait: false
null: java.lang.NullPointerException: Cannot enter synchronized block because "null" is null
true
never entered: java.lang.IllegalMonitorStateException
  false
balanced: true
  false
balanced: true
  false
free
*/
