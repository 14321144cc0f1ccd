// exit: 1
// args: one two-words
// expect-stderr-contains: Exception in thread "main" MainThrows$Odd: odd one
/** main with varargs, inherited main is allowed, a checked exception thrown from it, with a toString of its own. */
public class MainThrows {
    static class Odd extends Exception {
        Odd(String s) {
            super(s);
        }

        @Override
        public String getLocalizedMessage() {
            return "odd " + getMessage();
        }
    }

    public static final synchronized void main(final String... args) throws Odd {
        System.out.println(args.length + args[0] + args[1] + Thread.holdsLock(MainThrows.class) + Thread.currentThread().getName() + Thread.currentThread().getThreadGroup().getName());
        throw new Odd(args[0]);
    }
}

/* expect-output:
2onetwo-wordstruemainmain
*/
