// vm-options: -Djdk.attach.allowAttachSelf=true
import com.sun.tools.attach.VirtualMachine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A Java agent that the program loads into itself: transformers see classes of every loader before they are defined. */
public class AgentTransform {
    static volatile Instrumentation instrumentation;

    public static void agentmain(String arguments, Instrumentation given) {
        System.out.println("agentmain " + arguments + " on " + Thread.currentThread().isDaemon());
        instrumentation = given;
    }

    static class Greeting {
        static String text() {
            return "original";
        }
    }

    static class Second {
        static String text() {
            return "original";
        }
    }

    static class Broken {}

    static class Failing {
        static String text() {
            return "original";
        }
    }

    /** Changes a text in the constant pool to another of the same length. */
    static class Rewriter implements ClassFileTransformer {
        final String wanted, from, to;

        Rewriter(String wanted, String from, String to) {
            this.wanted = wanted;
            this.from = from;
            this.to = to;
        }

        @Override
        public byte[] transform(Module module, ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain,
                byte[] bytes) throws IllegalClassFormatException {
            if (!wanted.equals(name)) {
                return null;
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            System.out.println(name + " " + (module == AgentTransform.class.getModule()) + " " + (domain != null) + " " + redefined
                    + " has " + from + ": " + text.contains(from));
            return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    static class OwnLoader extends ClassLoader {
        Class<?> define(String name) throws IOException {
            try (InputStream in = AgentTransform.class.getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }

    static Path jar(String file, Manifest manifest, Class<?>... classes) throws IOException {
        Path path = Files.createTempFile("brolga-", file);
        path.toFile().deleteOnExit();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream out = Files.newOutputStream(path); JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> one : classes) {
                String name = one.getName() + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in = AgentTransform.class.getResourceAsStream(name)) {
                    in.transferTo(jar);
                }
            }
        }
        return path;
    }

    public static void main(String[] args) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Agent-Class", "AgentTransform");
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path agent = jar("agent.jar", manifest);
        VirtualMachine self = VirtualMachine.attach("" + ProcessHandle.current().pid());
        self.loadAgent(agent.toString(), "hello");
        self.detach();
        Instrumentation inst = instrumentation;

        Rewriter first = new Rewriter("AgentTransform$Greeting", "original", "modified");
        inst.addTransformer(first);
        // One that may see classes again comes after those that may not.
        inst.addTransformer(new Rewriter("AgentTransform$Greeting", "modified", "improved"), true);
        System.out.println(Greeting.text());

        System.out.println("removed " + inst.removeTransformer(first) + " " + inst.removeTransformer(first));
        inst.addTransformer(new Rewriter("AgentTransform$Second", "original", "at last!"));
        System.out.println(Second.text());

        // A class of another loader, and while a transformer runs.
        OwnLoader loader = new OwnLoader();
        inst.addTransformer(new ClassFileTransformer() {
            @Override
            public byte[] transform(Module module, ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain,
                    byte[] bytes) {
                if (loader instanceof OwnLoader) {
                    System.out.println(name + " " + module.isNamed() + " " + Arrays.stream(new int[] {1, 2, 3}).map(i -> i + 1).sum());
                }
                if ("AgentTransform$Failing".equals(name)) {
                    throw new IllegalStateException("is ignored");
                }
                return "AgentTransform$Broken".equals(name) ? new byte[] {1, 2, 3, 4} : null;
            }
        });
        Class<?> other = loader.define("AgentTransform$Second");
        System.out.println(other != Second.class);
        System.out.println(Failing.text());
        try {
            System.out.println(new Broken());
        } catch (ClassFormatError error) {
            System.out.println(error);
        }
        try {
            System.out.println(new Broken());
        } catch (LinkageError error) {
            System.out.println(error.getClass());
        }
        Runnable hidden = () -> System.out.println("lambdas are seen by no transformer");
        hidden.run();

        System.out.println(Arrays.asList(inst.getAllLoadedClasses()).containsAll(Arrays.asList(Second.class, other, String.class,
                int[].class)));
        System.out.println(Arrays.asList(inst.getAllLoadedClasses()).contains(int.class));
        System.out.println(Arrays.asList(inst.getInitiatedClasses(other.getClassLoader())).contains(other));
        System.out.println(inst.getObjectSize(new byte[100]) >= 100 && inst.getObjectSize(new Object()) >= 8);
        System.out.println(inst.isModifiableClass(int.class) + " " + inst.isModifiableClass(int[].class));
        try {
            inst.appendToSystemClassLoaderSearch(null);
        } catch (NullPointerException exception) {
            System.out.println("no jar");
        }
        inst.redefineModule(Object.class.getModule(), java.util.Set.of(), java.util.Map.of("jdk.internal.misc",
                java.util.Set.of(AgentTransform.class.getModule())), java.util.Map.of(), java.util.Set.of(), java.util.Map.of());
        System.out.println(Object.class.getModule().isExported("jdk.internal.misc", AgentTransform.class.getModule()));

        // A class for the boot loader, which no other loader has.
        ByteArrayOutputStream renamed = new ByteArrayOutputStream();
        try (InputStream in = AgentTransform.class.getResourceAsStream("AgentTransform$Second.class")) {
            renamed.write(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).replace("AgentTransform$Second",
                    "AgentTransform$ABoot!").getBytes(StandardCharsets.ISO_8859_1));
        }
        Path boot = jar("boot.jar", new Manifest());
        try (OutputStream out = Files.newOutputStream(boot); JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry("AgentTransform$ABoot!.class"));
            renamed.writeTo(jar);
        }
        try {
            Class.forName("AgentTransform$ABoot!", false, null);
        } catch (ClassNotFoundException exception) {
            System.out.println("not yet " + exception.getMessage());
        }
        inst.appendToBootstrapClassLoaderSearch(new java.util.jar.JarFile(boot.toFile()));
        Class<?> found = Class.forName("AgentTransform$ABoot!", false, null);
        System.out.println(found + " " + found.getClassLoader());
    }
}

/* expect-output:
agentmain hello on true
AgentTransform$Greeting true true null has original: true
AgentTransform$Greeting true true null has modified: true
improved
removed true false
AgentTransform$Second true true null has original: true
at last!
AgentTransform$Second false true null has original: true
AgentTransform$Second false 9
true
original
java.lang.ClassFormatError: Truncated class file
class java.lang.ClassFormatError
lambdas are seen by no transformer
true
false
true
true
false false
no jar
true
not yet AgentTransform$ABoot!
class AgentTransform$ABoot! null
*/
