// The JDK's jar and javap in this VM: an archive is made, listed, read back; a class in it is disassembled.
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

public class ToolJarJavap {
    interface Sample {
        int LIMIT = 7;

        static int sum(int[] values) {
            int sum = 0;
            for (int value : values) {
                if (value < LIMIT) {
                    sum += value;
                }
            }
            return sum;
        }

        default Runnable greet(String name) {
            return () -> System.out.println("hello " + name);
        }
    }

    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("jar");
        Path tree = Files.createDirectories(work.resolve("tree"));
        String name = "ToolJarJavap$Sample.class";
        try (var in = ToolJarJavap.class.getResourceAsStream(name)) {
            Files.copy(in, tree.resolve(name));
        }
        Files.writeString(Files.createDirectories(tree.resolve("data")).resolve("text.txt"), "brolga ".repeat(5000));
        String archive = work.resolve("a.jar").toString();
        run("jar", "--create", "--file", archive, "--main-class", "Main", "--date=2020-01-01T00:00:00Z", "-C", tree.toString(), ".");
        System.out.print(run("jar", "--list", "--file", archive).lines().sorted().map(line -> line + "\n").reduce("", String::concat));
        try (JarFile jar = new JarFile(archive)) {
            System.out.println(jar.getManifest().getMainAttributes().getValue("Main-Class"));
            var entry = jar.getEntry("data/text.txt");
            System.out.println(entry.getSize() + " " + (entry.getCompressedSize() < 200) + " " + Long.toHexString(entry.getCrc()));
        }
        System.out.print(run("javap", "-c", "-p", "-cp", archive, "ToolJarJavap$Sample"));
        System.out.print(run("jdeps", "-v", archive).lines().filter(line -> line.contains("->")).map(line -> line.replace(archive, "a.jar").replaceAll(" +", " ") + "\n").sorted().reduce("", String::concat));
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    static String run(String tool, String... command) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int status = ToolProvider.findFirst(tool).orElseThrow().run(out, out, command);
        return status == 0 ? text.toString() : tool + " failed: " + status + "\n" + text;
    }
}

/* expect-output:
META-INF/
META-INF/MANIFEST.MF
ToolJarJavap$Sample.class
data/
data/text.txt
Main
35000 true 7b7cdb08
Compiled from "ToolJarJavap.java"
interface ToolJarJavap$Sample {
  public static final int LIMIT;

  public static int sum(int[]);
    Code:
       0: iconst_0
       1: istore_1
       2: aload_0
       3: astore_2
       4: aload_2
       5: arraylength
       6: istore_3
       7: iconst_0
       8: istore        4
      10: iload         4
      12: iload_3
      13: if_icmpge     40
      16: aload_2
      17: iload         4
      19: iaload
      20: istore        5
      22: iload         5
      24: bipush        7
      26: if_icmpge     34
      29: iload_1
      30: iload         5
      32: iadd
      33: istore_1
      34: iinc          4, 1
      37: goto          10
      40: iload_1
      41: ireturn

  public default java.lang.Runnable greet(java.lang.String);
    Code:
       0: aload_1
       1: invokedynamic #3,  0              // InvokeDynamic #0:run:(Ljava/lang/String;)Ljava/lang/Runnable;
       6: areturn

  private static void lambda$greet$0(java.lang.String);
    Code:
       0: getstatic     #7                  // Field java/lang/System.out:Ljava/io/PrintStream;
       3: aload_0
       4: invokedynamic #13,  0             // InvokeDynamic #1:makeConcatWithConstants:(Ljava/lang/String;)Ljava/lang/String;
       9: invokevirtual #17                 // Method java/io/PrintStream.println:(Ljava/lang/String;)V
      12: return
}
 ToolJarJavap$Sample -> ToolJarJavap not found
 ToolJarJavap$Sample -> java.io.PrintStream java.base
 ToolJarJavap$Sample -> java.lang.Object java.base
 ToolJarJavap$Sample -> java.lang.Runnable java.base
 ToolJarJavap$Sample -> java.lang.String java.base
 ToolJarJavap$Sample -> java.lang.System java.base
 ToolJarJavap$Sample -> java.lang.invoke.CallSite java.base
 ToolJarJavap$Sample -> java.lang.invoke.LambdaMetafactory java.base
 ToolJarJavap$Sample -> java.lang.invoke.MethodHandle java.base
 ToolJarJavap$Sample -> java.lang.invoke.MethodHandles java.base
 ToolJarJavap$Sample -> java.lang.invoke.MethodHandles$Lookup java.base
 ToolJarJavap$Sample -> java.lang.invoke.MethodType java.base
 ToolJarJavap$Sample -> java.lang.invoke.StringConcatFactory java.base
a.jar -> java.base
a.jar -> not found
*/
