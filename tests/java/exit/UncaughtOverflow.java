// exit: 1
// expect-stderr-contains: Exception in thread "main" java.lang.StackOverflowError
// expect-stderr-contains: 	at UncaughtOverflow.down(UncaughtOverflow.java:
/** A stack overflow that nobody catches ends main with its trace, not the process with a signal. */
public class UncaughtOverflow {
    static int down(int n) {
        return down(n + 1) + 1;
    }

    public static void main(String[] args) {
        System.out.println("start");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        down(0);
    }
}

/* expect-output:
start
hook
*/
