// options: -XX:MaxMetaspaceSize=24m -Xmx256m -Xlog:disable

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A storm of class definitions under a limit of metadata: an OutOfMemoryError that names it, and life after it. */
public class Metaspace {
    static class Sample {
        int a, b;

        int sum() {
            return a + b;
        }

        static String text(Object o) {
            return "sample " + o;
        }
    }

    static class Own extends ClassLoader {
        Own() {
            super(Metaspace.class.getClassLoader());
        }

        Class<?> define(byte[] file) {
            return defineClass("Metaspace$Sample", file, 0, file.length);
        }
    }

    public static void main(String[] args) throws Throwable {
        byte[] file;
        try (InputStream in = Metaspace.class.getResourceAsStream("Metaspace$Sample.class")) {
            file = in.readAllBytes();
        }
        for (int round = 0; round < 3; round++) {
            List<Class<?>> kept = new ArrayList<>();
            String outcome = "no error";
            try {
                for (int i = 0; i < 200_000; i++) {
                    kept.add(new Own().define(file));
                }
            } catch (OutOfMemoryError e) {
                outcome = e.getMessage();
            }
            boolean many = kept.size() > 200;
            kept = null;
            System.out.println("round " + round + ": " + outcome + ", many " + many);
        }
        System.out.println(Sample.text("still works"));
    }
}
