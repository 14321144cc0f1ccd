// URLClassLoader on a jar and a folder made here: classes, resources, manifest, packages, sealing, protection domains, closing.
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;
import java.util.jar.*;

public class LoadersJar {
    public static class InJar { public String toString() { return "from " + (getClass().getClassLoader() instanceof URLClassLoader); } }

    static byte[] bytes(String name) throws IOException { return LoadersJar.class.getResourceAsStream(name).readAllBytes(); }

    static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("loaders");
        Path jar = dir.resolve("a b.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.SPECIFICATION_TITLE, "Title");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "7.1");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "other.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            put(out, "LoadersJar$InJar.class", bytes("LoadersJar$InJar.class"));
            put(out, "data/one.txt", "one in jar".getBytes());
            put(out, "data/both.txt", "both in jar".getBytes());
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(dir.resolve("other.jar")))) {
            put(out, "data/both.txt", "both in other".getBytes());
        }
        Path folder = Files.createDirectories(dir.resolve("folder/data"));
        Files.writeString(folder.resolve("both.txt"), "both in folder");
        Files.writeString(folder.resolve("three.txt"), "three in folder");
        URL[] urls = {jar.toUri().toURL(), dir.resolve("folder").toUri().toURL(), dir.resolve("absent.jar").toUri().toURL()};
        URLClassLoader loader = new URLClassLoader("jars", urls, null);
        Class<?> c = loader.loadClass("LoadersJar$InJar");
        System.out.println(c.getConstructor().newInstance() + " " + (c.getClassLoader() == loader) + " " + (c == InJar.class));
        System.out.println(c.getProtectionDomain().getCodeSource().getLocation().equals(urls[0]) + " " + Arrays.toString(c.getProtectionDomain().getCodeSource().getCertificates())
                + " " + (c.getProtectionDomain().getClassLoader() == loader) + " " + String.class.getProtectionDomain().getCodeSource());
        Package p = c.getPackage();
        System.out.println("[" + p.getName() + "] " + p.getSpecificationTitle() + " " + p.getImplementationVersion() + " " + p.getImplementationTitle() + " " + p.isSealed());
        for (String name : new String[] {"data/one.txt", "data/both.txt", "data/three.txt", "data/absent.txt", "/data/one.txt", "data/"}) {
            try (InputStream in = loader.getResourceAsStream(name)) {
                System.out.println(name + ": " + (in == null ? "null" : name.endsWith("/") ? "folder" : new String(in.readAllBytes())));
            }
        }
        for (Enumeration<URL> all = loader.findResources("data/both.txt"); all.hasMoreElements();) {
            URL url = all.nextElement();
            System.out.println(url.getProtocol() + " " + url.toString().replaceAll("file:.*/loaders[0-9]+", "file:...") + " " + new String(url.openStream().readAllBytes()));
        }
        System.out.println(c.getResource("data/one.txt") != null ? "relative" : "none");
        System.out.println(new String(c.getResourceAsStream("/data/one.txt").readAllBytes()));
        JarURLConnection connection = (JarURLConnection) loader.findResource("data/one.txt").openConnection();
        System.out.println(connection.getEntryName() + " " + connection.getContentLength() + " " + connection.getMainAttributes().getValue("Specification-Title"));
        try {
            loader.loadClass("LoadersJar");
        } catch (ClassNotFoundException e) {
            System.out.println(e);
        }
        URLClassLoader child = URLClassLoader.newInstance(new URL[0], loader);
        System.out.println(child.loadClass("LoadersJar$InJar") == c);
        loader.close();
        System.out.println(loader.getResource("data/one.txt") + " " + loader.loadClass("LoadersJar$InJar").getName());
        try {
            loader.loadClass("Absent");
        } catch (ClassNotFoundException e) {
            System.out.println("closed: " + e);
        }
        try (var walk = Files.walk(dir)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}

/* expect-output:
from true true false
true null true null
[] null null null false
data/one.txt: one in jar
data/both.txt: both in jar
data/three.txt: three in folder
data/absent.txt: null
/data/one.txt: null
data/: folder
jar jar:file:.../a%20b.jar!/data/both.txt both in jar
jar jar:file:.../other.jar!/data/both.txt both in other
file file:.../folder/data/both.txt both in folder
relative
one in jar
data/one.txt 10 Title
java.lang.ClassNotFoundException: LoadersJar
true
null LoadersJar$InJar
closed: java.lang.ClassNotFoundException: Absent
*/
