// ServiceLoader with a class path made here: order, laziness, errors, providers of the platform.
import java.net.*;
import java.nio.file.*;
import java.util.*;

public class LoadersServices {
    public interface Plugin { String id(); }
    public static class First implements Plugin { static { System.out.println("  First initialised"); } public String id() { return "first"; } }
    public static class Second implements Plugin { public String id() { return "second"; } }
    public static class Failing implements Plugin { public Failing() { throw new IllegalStateException("no plugin today"); } public String id() { return ""; } }
    public static class NotOne { }
    static class Hidden implements Plugin { private Hidden() { } public String id() { return "hidden"; } }

    static void list(Path dir, String content) throws Exception {
        Path file = dir.resolve("META-INF/services/LoadersServices$Plugin");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("services");
        list(dir, "# comment\nLoadersServices$First\n\n  LoadersServices$Second # trailing\nLoadersServices$Failing\nLoadersServices$NotOne\nabsent.Plugin\nLoadersServices$Hidden\nLoadersServices$First\n");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, LoadersServices.class.getClassLoader())) {
            ServiceLoader<Plugin> services = ServiceLoader.load(Plugin.class, loader);
            System.out.println(services);
            Iterator<Plugin> all = services.iterator();
            for (int i = 0; i < 12; i++) {
                try {
                    if (!all.hasNext()) { System.out.println("end"); break; }
                    System.out.println(all.next().id());
                } catch (ServiceConfigurationError e) {
                    System.out.println(e.getMessage() + " cause " + e.getCause());
                }
            }
            Iterator<Plugin> again = services.iterator();
            System.out.println((again.next() == services.iterator().next()) + " cached");
            services.reload();
            System.out.println(services.findFirst().get().id());
            System.out.println(ServiceLoader.load(Plugin.class, loader).stream().limit(2).map(p -> p.type().getSimpleName()).toList());
            list(dir, "not a name\n");
            try {
                ServiceLoader.load(Plugin.class, new URLClassLoader(new URL[] {dir.toUri().toURL()}, LoadersServices.class.getClassLoader())).findFirst();
            } catch (ServiceConfigurationError e) {
                System.out.println(e.getMessage().replaceAll("file:.*/META", ".../META"));
            }
        }
        System.out.println(ServiceLoader.load(Plugin.class).findFirst().isPresent() + " " + ServiceLoader.loadInstalled(Plugin.class).findFirst().isPresent());
        Set<String> systems = new TreeSet<>();
        for (var provider : ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class)) systems.add(provider.getScheme());
        System.out.println(systems);
        Set<String> tools = new TreeSet<>();
        ServiceLoader.load(java.util.spi.ToolProvider.class).forEach(t -> tools.add(t.name()));
        System.out.println(tools.containsAll(List.of("jar", "javac", "javap")));
        try {
            ServiceLoader.load(null);
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        try (var walk = Files.walk(dir)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}

/* expect-output:
java.util.ServiceLoader[LoadersServices$Plugin]
  First initialised
first
second
LoadersServices$Plugin: Provider LoadersServices$Failing could not be instantiated cause java.lang.IllegalStateException: no plugin today
LoadersServices$Plugin: LoadersServices$NotOne not a subtype cause null
LoadersServices$Plugin: Provider absent.Plugin not found cause null
LoadersServices$Plugin: LoadersServices$Hidden Unable to get public no-arg constructor cause java.lang.NoSuchMethodException: LoadersServices$Hidden.<init>()
end
true cached
first
[First, Second]
LoadersServices$Plugin: .../META-INF/services/LoadersServices$Plugin:1: Illegal configuration-file syntax
false false
[jar, jrt]
true
null
*/
