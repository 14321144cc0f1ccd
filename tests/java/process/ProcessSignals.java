// sun.misc.Signal: handlers in Java, raised in the process and from outside; the default handler; refused signals.
import java.util.*;
import java.util.concurrent.*;
import sun.misc.Signal;
import sun.misc.SignalHandler;

public class ProcessSignals {
    static void show(String name, Callable<?> action) {
        try { System.out.println(name + ": " + action.call()); } catch (Throwable e) { System.out.println(name + ": " + e); }
    }

    public static void main(String[] args) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        SignalHandler handler = s -> seen.add(s.getName() + " " + s.getNumber() + " in " + Thread.currentThread().getName() + " daemon " + Thread.currentThread().isDaemon());
        for (String name : new String[] {"USR2", "HUP", "INT", "TERM", "WINCH"}) {
            Signal signal = new Signal(name);
            SignalHandler before = Signal.handle(signal, handler);
            Signal.raise(signal);
            System.out.println(seen.take() + " " + (before == SignalHandler.SIG_DFL || before != handler) + " " + signal);
        }
        Signal usr2 = new Signal("USR2");
        new ProcessBuilder("sh", "-c", "kill -s USR2 $0", "" + ProcessHandle.current().pid()).start().waitFor();
        System.out.println("from outside " + seen.take());
        show("previous", () -> Signal.handle(usr2, SignalHandler.SIG_IGN) == handler);
        show("raise ignored", () -> { Signal.raise(usr2); return 0; });
        new ProcessBuilder("sh", "-c", "kill -s USR2 $0", "" + ProcessHandle.current().pid()).start().waitFor();
        show("ignored", () -> seen.poll(20, TimeUnit.MILLISECONDS) + " " + (Signal.handle(usr2, handler) == SignalHandler.SIG_IGN));
        for (int i = 0; i < 5; i++) { Signal.raise(usr2); seen.take(); }
        System.out.println("again and again " + seen.size());
        Signal.handle(usr2, s -> { seen.add("throwing"); throw new IllegalStateException("ignored by nobody"); });
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> seen.add("uncaught in " + t.getName() + " " + e.getMessage()));
        Signal.raise(usr2);
        System.out.println(seen.take() + ", " + seen.take());
        show("unknown", () -> new Signal("NOPE"));
        for (String used : new String[] {"SEGV", "KILL", "STOP", "QUIT", "FPE", "ILL", "USR1"}) {
            show(used, () -> Signal.handle(new Signal(used), handler));
        }
        show("equal", () -> new Signal("INT").equals(new Signal("INT")) + " " + new Signal("INT").hashCode() + " " + new Signal("INT").equals(new Signal("HUP")));
    }
}

/* expect-output:
USR2 12 in SIGUSR2 handler daemon true true SIGUSR2
HUP 1 in SIGHUP handler daemon true true SIGHUP
INT 2 in SIGINT handler daemon true true SIGINT
TERM 15 in SIGTERM handler daemon true true SIGTERM
WINCH 28 in SIGWINCH handler daemon true true SIGWINCH
from outside USR2 12 in SIGUSR2 handler daemon true
previous: true
raise ignored: java.lang.IllegalArgumentException: Unhandled signal: SIGUSR2
ignored: null true
again and again 0
throwing, uncaught in SIGUSR2 handler ignored by nobody
unknown: java.lang.IllegalArgumentException: Unknown signal: NOPE
SEGV: java.lang.IllegalArgumentException: Signal already used by VM or OS: SIGSEGV
KILL: java.lang.IllegalArgumentException: Signal already used by VM or OS: SIGKILL
STOP: java.lang.IllegalArgumentException: Signal already used by VM or OS: SIGSTOP
QUIT: java.lang.IllegalArgumentException: Signal already used by VM or OS: SIGQUIT
FPE: java.lang.IllegalArgumentException: Signal already used by VM or OS: SIGFPE
ILL: java.lang.IllegalArgumentException: Signal already used by VM or OS: SIGILL
USR1: SIG_DFL
equal: true 2 false
*/
