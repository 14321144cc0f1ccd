// Ends of the VM, seen from a parent: exit codes of exit, halt, uncaught exceptions, signals; daemons; the launcher's errors.
import java.io.*;
import java.nio.file.*;
import java.util.*;

public class ProcessExit {
    public static class Child {
        public static void main(String[] args) throws Exception {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> { System.out.print(" hook"); System.out.flush(); }));
            System.out.print("start");
            System.out.flush();
            switch (args[0]) {
                case "exit" -> System.exit(3);
                case "halt" -> Runtime.getRuntime().halt(4);
                case "throw" -> throw new Exception("uncaught");
                case "exit in thread" -> { Thread t = new Thread(() -> System.exit(5)); t.start(); t.join(); }
                case "daemon" -> { Thread t = new Thread(() -> { while (true) Thread.onSpinWait(); }); t.setDaemon(true); t.start(); }
                case "term" -> { new ProcessBuilder("sh", "-c", "kill -s TERM $0", "" + ProcessHandle.current().pid()).start(); Thread.sleep(60_000); }
                case "kill" -> { new ProcessBuilder("sh", "-c", "kill -s KILL $0", "" + ProcessHandle.current().pid()).start(); Thread.sleep(60_000); }
                case "big code" -> System.exit(0x12345);
                case "negative" -> System.exit(-1);
                default -> { }
            }
            System.out.print(" end");
        }
    }

    static void run(String name, String... command) throws Exception {
        // The engine of this process, whichever it is, and its options.
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path library = null;
        for (String map : Files.readAllLines(Path.of("/proc/self/maps"))) {
            if (map.endsWith("/libjvm.so")) library = Path.of(map.substring(map.indexOf('/')));
        }
        if (!library.getParent().endsWith("server")) line.add("-XXaltjvm=" + library.getParent());
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        line.addAll(List.of(command));
        Process p = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.PIPE).start();
        p.getOutputStream().close();
        String out = new String(p.getInputStream().readAllBytes()), err = new String(p.getErrorStream().readAllBytes());
        System.out.println(name + ": " + p.waitFor() + " [" + out + "] [" + err.lines().limit(2).reduce("", (a, b) -> a + b + "|").replace("\t", "") + "]");
    }

    public static void main(String[] args) throws Exception {
        for (String how : new String[] {"exit", "halt", "throw", "exit in thread", "daemon", "term", "kill", "big code", "negative", "plain"}) {
            run(how, "ProcessExit$Child", how);
        }
        run("no such class", "Absent");
        run("no main", "ProcessExit$NoMain");
        run("main not static", "ProcessExit$NotStatic");
        run("main returns", "ProcessExit$Returns");
        run("bad initialiser", "ProcessExit$BadInit");
    }

    public static class NoMain { }
    public static class NotStatic { public void main(String[] args) { } }
    public static class Returns { public static int main(String[] args) { return 1; } }
    public static class BadInit { static { if (true) throw new IllegalStateException("static"); } public static void main(String[] args) { } }
}

/* expect-output:
exit: 3 [start hook] []
halt: 4 [start] []
throw: 1 [start hook] [Exception in thread "main" java.lang.Exception: uncaught|at ProcessExit$Child.main(ProcessExit.java:15)|]
exit in thread: 5 [start hook] []
daemon: 0 [start end hook] []
term: 143 [start hook] []
kill: 137 [start] []
big code: 69 [start hook] []
negative: 255 [start hook] []
plain: 0 [start end hook] []
no such class: 1 [] [Error: Could not find or load main class Absent|Caused by: java.lang.ClassNotFoundException: Absent|]
no main: 1 [] [Error: Main method not found in class ProcessExit$NoMain, please define the main method as:|   public static void main(String[] args)|]
main not static: 1 [] [Error: Main method is not static in class ProcessExit$NotStatic, please define the main method as:|   public static void main(String[] args)|]
main returns: 1 [] [Error: Main method must return a value of type void in class ProcessExit$Returns, please |define the main method as:|]
bad initialiser: 1 [] [Exception in thread "main" java.lang.ExceptionInInitializerError|Caused by: java.lang.IllegalStateException: static|]
*/
