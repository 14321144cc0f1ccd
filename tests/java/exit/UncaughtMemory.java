// vm-options: -Xmx16m
// exit: 1
// expect-stderr-contains: Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
/** Memory exhaustion that nobody catches: message, exit status, hooks. */
public class UncaughtMemory {
    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        java.util.List<Object> list = new java.util.ArrayList<>();
        System.out.println("start");
        while (true) {
            list.add(new long[50_000]);
        }
    }
}

/* expect-output:
start
hook
*/
