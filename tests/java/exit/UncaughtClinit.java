// exit: 1
// expect-stderr-contains: Exception in thread "main" java.lang.ExceptionInInitializerError
// expect-stderr-contains: Caused by: java.lang.IllegalStateException: in the initialiser
// expect-stderr-contains: 	at UncaughtClinit.<clinit>(UncaughtClinit.java:
/** The main class's own initialiser fails: main never runs. */
public class UncaughtClinit {
    static {
        System.out.println("initialising");
        if (true) {
            throw new IllegalStateException("in the initialiser");
        }
    }

    public static void main(String[] args) {
        System.out.println("never");
    }
}

/* expect-output:
initialising
*/
