/** try-with-resources: order of closing, suppressed exceptions, null resources, effectively final variables, exceptions in the head. */
public class TryResources {
    static class R implements AutoCloseable {
        final String name;
        final boolean failClose;

        R(String name) {
            this(name, false, false);
        }

        R(String name, boolean failOpen, boolean failClose) {
            if (failOpen) {
                throw new IllegalArgumentException("open " + name);
            }
            this.name = name;
            this.failClose = failClose;
            System.out.print("open " + name + "; ");
        }

        @Override
        public void close() {
            System.out.print("close " + name + "; ");
            if (failClose) {
                throw new IllegalStateException("close " + name);
            }
        }
    }

    interface Body {
        Object run() throws Exception;
    }

    static void run(Body body) {
        try {
            System.out.println("-> " + body.run());
        } catch (Throwable t) {
            StringBuilder s = new StringBuilder(t.toString());
            for (Throwable x : t.getSuppressed()) {
                s.append(" + ").append(x);
            }
            System.out.println("-> " + s);
        }
    }

    public static void main(String[] args) {
        run(() -> {
            try (R a = new R("a"); R b = new R("b")) {
                return a.name + b.name;
            }
        });
        run(() -> {
            try (R a = new R("a", false, true); R b = new R("b", false, true); R c = new R("c")) {
                throw new Exception("body");
            }
        });
        run(() -> {
            try (R a = new R("a", false, true); R b = new R("b", false, true)) {
                return "lost";
            }
        });
        run(() -> {
            try (R a = new R("a", false, true); R b = new R("b", true, false)) {
                return "never";
            }
        });
        run(() -> {
            try (R none = null) {
                return "null is fine";
            }
        });
        R outside = new R("outside");
        run(() -> {
            try (outside; R b = new R("b")) {
                return "both";
            } finally {
                System.out.print("finally; ");
            }
        });
        run(() -> {
            try (R a = new R("a", false, true)) {
                throw new Exception("body");
            } catch (Exception e) {
                System.out.print("catch " + e.getSuppressed()[0].getMessage() + "; ");
                return 1;
            }
        });
        run(() -> {
            for (int i = 0; ; i++) {
                try (R a = new R("a" + i)) {
                    if (i == 0) continue;
                    if (i == 2) break;
                }
            }
            return "loop";
        });
        run(() -> {
            RuntimeException same = new RuntimeException("same");
            try (AutoCloseable a = () -> { throw same; }) {
                throw same;
            }
        });
        run(() -> {
            try (R a = new R("a"); AutoCloseable b = () -> System.out.print("lambda closed; ")) {
                try (R c = new R("c", false, true)) {
                    return a.name;
                }
            }
        });
    }
}

/* expect-output:
open a; open b; close b; close a; -> ab
open a; open b; open c; close c; close b; close a; -> java.lang.Exception: body + java.lang.IllegalStateException: close b + java.lang.IllegalStateException: close a
open a; open b; close b; close a; -> java.lang.IllegalStateException: close b + java.lang.IllegalStateException: close a
open a; close a; -> java.lang.IllegalArgumentException: open b + java.lang.IllegalStateException: close a
-> null is fine
open outside; open b; close b; close outside; finally; -> both
open a; close a; catch close a; -> 1
open a0; close a0; open a1; close a1; open a2; close a2; -> loop
-> java.lang.IllegalArgumentException: Self-suppression not permitted
open a; open c; close c; lambda closed; close a; -> java.lang.IllegalStateException: close c
*/
