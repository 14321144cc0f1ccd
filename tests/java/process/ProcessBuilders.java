// Child processes: exit codes, environment, directories, redirection, pipelines, destroying, handles.
import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;

public class ProcessBuilders {
    static void show(String name, Callable<?> action) {
        try { System.out.println(name + ": " + action.call()); } catch (Throwable e) { System.out.println(name + ": " + e); }
    }

    static Process sh(String script) throws IOException { return new ProcessBuilder("/bin/sh", "-c", script).start(); }
    static String text(InputStream in) throws IOException { return new String(in.readAllBytes()).replace("\n", "|"); }

    public static void main(String[] args) throws Exception {
        show("echo", () -> text(sh("echo one; echo two").getInputStream()));
        show("exit code", () -> sh("exit 7").waitFor() + " " + sh("true").waitFor() + " " + sh("kill -9 $$").waitFor() + " " + sh("kill -TERM $$").waitFor());
        show("stderr", () -> { Process p = sh("echo out; echo err >&2"); return text(p.getInputStream()) + text(p.getErrorStream()); });
        show("stdin", () -> { Process p = sh("tr a-z A-Z"); try (OutputStream out = p.getOutputStream()) { out.write("shout".getBytes()); } return text(p.getInputStream()) + p.waitFor(); });
        show("much output", () -> { Process p = sh("i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done"); long n = new BufferedReader(new InputStreamReader(p.getInputStream())).lines().count(); return n + " " + p.waitFor(); });
        show("environment", () -> { ProcessBuilder b = new ProcessBuilder("/bin/sh", "-c", "echo $ADDED-$HOME-$PATHX"); b.environment().clear(); b.environment().put("ADDED", "v\u00fc"); return text(b.start().getInputStream()).length() > 3; });
        show("bad variable", () -> new ProcessBuilder("x").environment().put("a=b", "c"));
        show("directory", () -> { ProcessBuilder b = new ProcessBuilder("pwd").directory(new File("/")); return text(b.start().getInputStream()); });
        show("merged", () -> { ProcessBuilder b = new ProcessBuilder("/bin/sh", "-c", "echo a; echo b >&2; echo c").redirectErrorStream(true); return text(b.start().getInputStream()); });
        Path dir = Files.createTempDirectory("process"), out = dir.resolve("out");
        show("to a file", () -> { Process p = new ProcessBuilder("/bin/sh", "-c", "cat; echo end").redirectOutput(out.toFile()).redirectInput(Files.writeString(dir.resolve("in"), "from file ").toFile()).start(); return p.waitFor() + Files.readString(out).trim() + p.getInputStream().read(); });
        show("append", () -> { new ProcessBuilder("echo", "more").redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile())).start().waitFor(); return Files.readAllLines(out); });
        show("discard", () -> new ProcessBuilder("echo", "x").redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor());
        System.out.flush();
        show("inherit", () -> new ProcessBuilder("echo", "inherited").inheritIO().start().waitFor());
        show("pipeline", () -> { List<Process> ps = ProcessBuilder.startPipeline(List.of(new ProcessBuilder("printf", "b\\na\\nb\\n"), new ProcessBuilder("sort"), new ProcessBuilder("uniq", "-c"))); return text(ps.get(2).getInputStream()).replaceAll(" +", " "); });
        show("arguments", () -> text(new ProcessBuilder("printf", "[%s]", "a b", "", "c\"d'", "*", "\u00e9".repeat(0), "$HOME").start().getInputStream()));
        show("absent", () -> new ProcessBuilder("/absent/program").start());
        show("directory as program", () -> new ProcessBuilder("/tmp").start());
        show("absent directory", () -> new ProcessBuilder("true").directory(new File("/absent")).start());
        show("empty command", () -> new ProcessBuilder().start());
        show("null argument", () -> new ProcessBuilder("a", null).start());
        show("exec", () -> text(Runtime.getRuntime().exec(new String[] {"echo", "exec"}).getInputStream()) + text(Runtime.getRuntime().exec("echo  two   words").getInputStream()));
        show("timeout", () -> { Process p = sh("exec sleep 1000"); boolean ended = p.waitFor(10, TimeUnit.MILLISECONDS); boolean alive = p.isAlive(); p.destroy(); return ended + " " + alive + " " + p.waitFor() + " " + p.isAlive() + " " + p.exitValue(); });
        show("destroyForcibly", () -> sh("trap '' TERM; exec sleep 1000").destroyForcibly().waitFor());
        show("exit value of the living", () -> { Process p = sh("exec sleep 1000"); try { return p.exitValue(); } finally { p.destroyForcibly(); } });
        show("onExit", () -> sh("exit 3").onExit().thenApply(Process::exitValue).get());
        show("handle", () -> { Process p = sh("read x"); ProcessHandle h = p.toHandle(); boolean child = ProcessHandle.current().children().anyMatch(c -> c.pid() == p.pid()); String s = h.isAlive() + " " + (h.pid() == p.pid()) + " " + child + " " + h.parent().get().equals(ProcessHandle.current()) + " " + h.info().command().isPresent(); p.getOutputStream().close(); p.waitFor(); return s + " " + h.onExit().get().isAlive(); });
        show("self", () -> { ProcessHandle h = ProcessHandle.current(); return h.isAlive() + " " + ProcessHandle.of(h.pid()).isPresent() + " " + h.info().startInstant().isPresent() + " " + h.info().command().get().endsWith("java") + " " + ProcessHandle.of(999999999L).isPresent() + " " + ProcessHandle.allProcesses().anyMatch(h::equals); });
        show("destroy self", () -> ProcessHandle.current().destroy());
        show("interrupted wait", () -> { Process p = sh("exec sleep 1000"); Thread.currentThread().interrupt(); try { return p.waitFor(); } finally { p.destroyForcibly(); } });
        show("many", () -> { List<Process> ps = new ArrayList<>(); for (int i = 0; i < 8; i++) ps.add(sh("exit " + i)); int sum = 0; for (Process p : ps) sum += p.waitFor(); return sum; });
        show("broken pipe", () -> { Process p = sh("exit 0"); p.waitFor(); try { p.getOutputStream().write(new byte[100000]); p.getOutputStream().flush(); return "written"; } catch (IOException e) { return "failed"; } });
        try (var walk = Files.walk(dir)) { for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(path); }
    }
}

/* expect-output:
echo: one|two|
exit code: 7 0 137 143
stderr: out|err|
stdin: SHOUT0
much output: 2000 0
environment: true
bad variable: java.lang.IllegalArgumentException: Invalid environment variable name: "a=b"
directory: /|
merged: a|b|c|
to a file: 0from file end-1
append: [from file end, more]
discard: 0
inherited
inherit: 0
pipeline:  1 a| 2 b|
arguments: [a b][][c"d'][*][][$HOME]
absent: java.io.IOException: Cannot run program "/absent/program": error=2, No such file or directory
directory as program: java.io.IOException: Cannot run program "/tmp": error=13, Permission denied
absent directory: java.io.IOException: Cannot run program "true" (in directory "/absent"): error=2, No such file or directory
empty command: java.lang.ArrayIndexOutOfBoundsException: Index 0 out of bounds for length 0
null argument: java.lang.NullPointerException
exec: exec|two words|
timeout: false true 143 false 143
destroyForcibly: 137
exit value of the living: java.lang.IllegalThreadStateException: process hasn't exited
onExit: 3
handle: true true true true true false
self: true true true true false true
destroy self: java.lang.IllegalStateException: destroy of current process not allowed
interrupted wait: java.lang.InterruptedException
many: 28
broken pipe: failed
*/
