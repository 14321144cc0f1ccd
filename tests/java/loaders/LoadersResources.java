// Resources: Class and ClassLoader lookups, jrt URLs, encapsulated packages, overridden find methods.
import java.io.*;
import java.net.URL;
import java.util.*;

public class LoadersResources {
    static class Virtual extends ClassLoader {
        Virtual(ClassLoader parent) { super(parent); }
        @Override protected URL findResource(String name) {
            try {
                return name.startsWith("virtual/") ? new URL("file:/" + name) : null;
            } catch (IOException e) {
                return null;
            }
        }
        @Override protected Enumeration<URL> findResources(String name) throws IOException {
            return Collections.enumeration(name.startsWith("virtual/") ? List.of(findResource(name), new URL("file:/second/" + name)) : List.of());
        }
        @Override public InputStream getResourceAsStream(String name) {
            return name.equals("virtual/text") ? new ByteArrayInputStream("made up".getBytes()) : super.getResourceAsStream(name);
        }
    }

    static String magic(InputStream in) throws IOException {
        if (in == null) return "null";
        try (in) {
            return Integer.toHexString(new DataInputStream(in).readInt());
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(String.class.getResource("String.class"));
        System.out.println(String.class.getResource("/java/util/Map$Entry.class"));
        System.out.println(Object.class.getResource("absent") + " " + ClassLoader.getSystemResource("absent/x"));
        System.out.println(magic(String.class.getResourceAsStream("String.class")) + " " + magic(ClassLoader.getSystemResourceAsStream("java/util/List.class"))
                + " " + magic(LoadersResources.class.getResourceAsStream("LoadersResources.class")) + " " + magic(LoadersResources.class.getResourceAsStream("LoadersResources$Virtual.class")));
        System.out.println(magic(Object.class.getModule().getResourceAsStream("java/lang/Object.class")) + " " + magic(Object.class.getModule().getResourceAsStream("/java/lang/Object.class")));
        System.out.println(int.class.getResource("x") + " " + int[].class.getResource("Object.class") + " " + magic(String[].class.getResourceAsStream("Object.class")));
        // A class file is always found; another file of a package that is not open is not.
        System.out.println(magic(ClassLoader.getSystemResourceAsStream("sun/launcher/LauncherHelper.class")) + " " + (ClassLoader.getSystemResourceAsStream("sun/launcher/resources/launcher.properties") == null)
                + " " + (Class.forName("sun.launcher.LauncherHelper").getResourceAsStream("resources/launcher.properties") == null));
        Virtual virtual = new Virtual(LoadersResources.class.getClassLoader());
        System.out.println(virtual.getResource("virtual/text") + " " + Collections.list(virtual.getResources("virtual/text")) + " " + virtual.resources("virtual/x").count());
        System.out.println(new String(virtual.getResourceAsStream("virtual/text").readAllBytes()) + " " + virtual.getResource("LoadersResources.class").getPath().endsWith("LoadersResources.class"));
        System.out.println(new Virtual(null).getResource("LoadersResources.class") + " " + (new Virtual(null).getResource("java/lang/String.class") != null));
        Virtual below = new Virtual(virtual);
        System.out.println(Collections.list(below.getResources("virtual/a")).size());
        URL url = new URL("jrt:/java.base/java/lang/Integer.class");
        System.out.println(magic(url.openStream()) + " " + (url.openConnection().getContentLength() > 1000) + " " + url.openConnection().getClass().getSimpleName());
        try {
            new URL("jrt:/java.base/java/lang/Absent.class").openStream();
        } catch (IOException e) {
            System.out.println(e);
        }
        try (var fs = java.nio.file.FileSystems.getFileSystem(java.net.URI.create("jrt:/")).isOpen() ? java.nio.file.Files.list(java.nio.file.FileSystems.getFileSystem(java.net.URI.create("jrt:/")).getPath("/modules/java.base/java/lang/ref")) : null) {
            System.out.println(fs.map(p -> p.getFileName().toString()).filter(n -> n.startsWith("S") || n.startsWith("W")).sorted().toList());
        }
        System.out.println(LoadersResources.class.getClassLoader().getDefinedPackage("absent") + " [" + LoadersResources.class.getPackage().getName() + "] " + Package.getPackage("java.util"));
        System.out.println(Arrays.stream(new Virtual(null).getDefinedPackages()).count() + " " + String.class.getPackage() + " " + int.class.getPackage() + " " + int[].class.getPackage());
    }
}

/* expect-output:
jrt:/java.base/java/lang/String.class
jrt:/java.base/java/util/Map$Entry.class
null null
cafebabe cafebabe cafebabe cafebabe
cafebabe cafebabe
null jrt:/java.base/java/lang/Object.class cafebabe
cafebabe true true
file:/virtual/text [file:/virtual/text, file:/second/virtual/text] 2
made up true
null true
4
cafebabe true JavaRuntimeURLConnection
java.io.IOException: java.base/java/lang/Absent.class not found
[SoftReference.class, WeakReference.class]
null [] package java.util
0 package java.lang null null
*/
