// vm-options: -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The class that a handler catches cannot be loaded (where it is verified, the verifier finds that). The error takes the place of the exception, and goes on from the handler: to what covers
 * that, not to the handler's neighbours.
 */
public class CatchGone {
    static class Gone extends RuntimeException {}

    public static class Work {
        public static String covered(int i) {
            try {
                try {
                    if (i % 2 == 0) throw new IllegalStateException("x");
                    return "none";
                } catch (Gone e) {
                    return "gone";
                }
            } catch (NoClassDefFoundError e) {
                return "outer " + e.getMessage();
            }
        }

        public static String neighbours(int i) {
            try {
                if (i % 2 == 0) throw new IllegalStateException("x");
                return "none";
            } catch (Gone e) {
                return "gone";
            } catch (Throwable e) {
                return "neighbour " + e;
            }
        }

        public static synchronized String locked(int i) {
            int kept = i * 3;
            try {
                kept += 1;
                if (i % 2 == 0) throw new IllegalStateException("x" + kept);
            } catch (Gone e) {
                return "gone" + kept;
            } finally {
                kept += 5;
                if (i % 4 == 0) return "finally " + kept;
            }
            return "none " + kept;
        }
    }

    static class Refusing extends ClassLoader {
        Refusing() {
            super(CatchGone.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals("CatchGone$Gone")) throw new ClassNotFoundException(name);
            if (!name.equals("CatchGone$Work")) return super.loadClass(name, resolve);
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) return loaded;
            try (InputStream in = CatchGone.class.getResourceAsStream("CatchGone$Work.class")) {
                byte[] file = in.readAllBytes();
                return defineClass(name, file, 0, file.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    public static void main(String[] args) throws Exception {
        Class<?> work = new Refusing().loadClass("CatchGone$Work");
        for (String name : new String[] {"covered", "neighbours", "locked"}) {
            Method method = work.getMethod(name, int.class);
            for (int i = 0; i < 3000; i++) {
                String got;
                try {
                    got = (String) method.invoke(null, i % 8);
                } catch (InvocationTargetException e) {
                    got = "thrown " + e.getCause();
                }
                if (i < 8 || i > 2991) {
                    System.out.println(name + " " + got);
                }
            }
        }
        System.out.println(Thread.holdsLock(work));
    }
}

/* expect-output:
covered outer CatchGone$Gone
covered none
covered outer CatchGone$Gone
covered none
covered outer CatchGone$Gone
covered none
covered outer CatchGone$Gone
covered none
covered outer CatchGone$Gone
covered none
covered outer CatchGone$Gone
covered none
covered outer CatchGone$Gone
covered none
covered outer CatchGone$Gone
covered none
neighbours thrown java.lang.NoClassDefFoundError: CatchGone$Gone
neighbours none
neighbours thrown java.lang.NoClassDefFoundError: CatchGone$Gone
neighbours none
neighbours thrown java.lang.NoClassDefFoundError: CatchGone$Gone
neighbours none
neighbours thrown java.lang.NoClassDefFoundError: CatchGone$Gone
neighbours none
neighbours thrown java.lang.NoClassDefFoundError: CatchGone$Gone
neighbours none
neighbours thrown java.lang.NoClassDefFoundError: CatchGone$Gone
neighbours none
neighbours thrown java.lang.NoClassDefFoundError: CatchGone$Gone
neighbours none
neighbours thrown java.lang.NoClassDefFoundError: CatchGone$Gone
neighbours none
locked finally 6
locked none 9
locked thrown java.lang.NoClassDefFoundError: CatchGone$Gone
locked none 15
locked finally 18
locked none 21
locked thrown java.lang.NoClassDefFoundError: CatchGone$Gone
locked none 27
locked finally 6
locked none 9
locked thrown java.lang.NoClassDefFoundError: CatchGone$Gone
locked none 15
locked finally 18
locked none 21
locked thrown java.lang.NoClassDefFoundError: CatchGone$Gone
locked none 27
false
*/
