import java.nio.file.*;

/** Prints the error that linking a class throws: the class's name, then the message. Arguments: directory, class. */
class Verdict extends ClassLoader {
    private final Path dir;

    Verdict(Path dir) {
        super(null);
        this.dir = dir;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            byte[] bytes = Files.readAllBytes(dir.resolve(name.replace('.', '/') + ".class"));
            return defineClass(name, bytes, 0, bytes.length);
        } catch (java.io.IOException e) {
            throw new ClassNotFoundException(name);
        }
    }

    public static void main(String[] args) {
        for (int i = 1; i < args.length; i++) {
            System.out.println("=== " + args[i]);
            try {
                Class.forName(args[i].replace('/', '.'), true, new Verdict(Path.of(args[0], args[i])));
                System.out.println("ok");
            } catch (Throwable t) {
                System.out.println(t.getClass().getSimpleName());
                System.out.println(t.getMessage());
            }
        }
    }
}
