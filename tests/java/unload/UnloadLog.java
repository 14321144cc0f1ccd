// The lines that -Xlog:class+unload shows.
// vm-options: -Xlog:class+unload=info:file=unload-log-%p.txt::filecount=0
package unload;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.function.Supplier;
import support.Loader;

public class UnloadLog {
    public static class Guest implements Supplier<String> {
        public String get() {
            Supplier<String> lambda = () -> "lambda";
            return lambda.get() + new Guest[1].length;
        }
    }

    static void run() throws Exception {
        Class<?> type = new Loader().copy(Guest.class).loadClass(Guest.class.getName());
        System.out.println(((Supplier<?>) type.getConstructor().newInstance()).get());
    }

    public static void main(String[] args) throws Exception {
        Path log = Path.of("unload-log-" + ProcessHandle.current().pid() + ".txt");
        run();
        System.gc();
        var shapes = new TreeSet<String>();
        for (String line : Files.readAllLines(log)) {
            if (line.contains("unload.")) {
                shapes.add(line.replaceAll("^\\[[0-9.,]+s\\]", "[T]").replaceAll("0x[0-9a-f]{16}", "ADDRESS").replaceAll("\\$\\d+/", "\\$N/"));
            }
        }
        shapes.forEach(System.out::println);
        Files.delete(log);
    }
}

/* expect-output:
lambda1
[T][info][class,unload] unloading class unload.UnloadLog$Guest ADDRESS
[T][info][class,unload] unloading class unload.UnloadLog$Guest$$Lambda$N/ADDRESS ADDRESS
*/
