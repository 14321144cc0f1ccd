// exit: 0
// expect-stderr-contains: Exception in thread "plain" java.lang.RuntimeException: to the group
/** Who sees an uncaught exception: the thread's handler, the group, the default handler; a handler that throws; the main thread goes on. */
public class UncaughtHandlers {
    static void run(String name, Thread.UncaughtExceptionHandler handler, Runnable body) throws Exception {
        Thread t = new Thread(body, name);
        if (handler != null) {
            t.setUncaughtExceptionHandler(handler);
        }
        t.start();
        t.join();
        System.out.println(name + " " + t.getState() + " " + t.isAlive());
    }

    static void fail(String text) {
        throw new RuntimeException(text);
    }

    public static void main(String[] args) throws Exception {
        run("plain", null, () -> fail("to the group"));
        run("own", (t, e) -> System.out.println("own handler: " + t.getName() + " " + e.getMessage()), () -> fail("x"));
        run("throwing", (t, e) -> { throw new Error("from the handler"); }, () -> fail("y"));
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> System.out.println("default handler: " + t.getName() + " " + e));
        run("defaulted", null, () -> fail("z"));
        run("error", null, () -> { throw new StackOverflowError("made by hand"); });
        ThreadGroup group = new ThreadGroup("g") {
            @Override
            public void uncaughtException(Thread t, Throwable e) {
                System.out.println("group handler: " + t.getName() + " " + e.getMessage());
            }
        };
        Thread inGroup = new Thread(group, () -> fail("grouped"), "member");
        System.out.println(inGroup.getUncaughtExceptionHandler() == group);
        inGroup.start();
        inGroup.join();
        System.out.println(inGroup.getUncaughtExceptionHandler() + " " + inGroup.getThreadGroup());
        run("checked", null, () -> UncaughtHandlers.<RuntimeException>sneak(new Exception("checked")));
        run("null message", null, () -> { throw new RuntimeException(); });
        run("null", null, () -> { throw null; });
        System.out.println("main ends");
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable t) throws T {
        throw (T) t;
    }
}

/* expect-output:
plain TERMINATED false
own handler: own x
own TERMINATED false
throwing TERMINATED false
default handler: defaulted java.lang.RuntimeException: z
defaulted TERMINATED false
default handler: error java.lang.StackOverflowError: made by hand
error TERMINATED false
true
group handler: member grouped
null null
default handler: checked java.lang.Exception: checked
checked TERMINATED false
default handler: null message java.lang.RuntimeException
null message TERMINATED false
default handler: null java.lang.NullPointerException: Cannot throw exception because "null" is null
null TERMINATED false
main ends
*/
