// CompletableFuture: chains, combination, failure, timeouts, cancellation, dependents.
import java.util.*;
import java.util.concurrent.*;
import java.util.function.Supplier;

public class ConcCompletable {
    static void show(String name, Callable<?> action) {
        try {
            System.out.println(name + ": " + action.call());
        } catch (Throwable e) {
            System.out.println(name + ": " + e + " / " + e.getCause());
        }
    }

    static <T> CompletableFuture<T> later(Supplier<T> s) { return CompletableFuture.supplyAsync(s); }
    static <T> CompletableFuture<T> failed() { return later(() -> { throw new IllegalStateException("bad"); }); }

    public static void main(String[] args) {
        show("supply", () -> later(() -> 5).get());
        show("chain", () -> later(() -> 5).thenApply(x -> x * 2).thenApplyAsync(x -> "v" + x).thenCompose(s -> later(() -> s + "!")).join());
        show("combine", () -> later(() -> 3).thenCombine(later(() -> 4), Integer::sum).get());
        show("accept", () -> { List<Object> seen = new ArrayList<>(); later(() -> 3).thenAccept(seen::add).thenRun(() -> seen.add("run")).get(); return seen; });
        show("both", () -> { List<Object> seen = new ArrayList<>(); later(() -> 3).thenAcceptBoth(later(() -> 4), (a, b) -> seen.add(a * b)).join(); later(() -> 1).runAfterBoth(later(() -> 2), () -> seen.add("after")).join(); return seen; });
        show("either", () -> new CompletableFuture<Integer>().applyToEither(later(() -> 9), x -> x + 1).join());
        show("any", () -> CompletableFuture.anyOf(new CompletableFuture<>(), later(() -> "any")).join());
        show("all", () -> { var fs = List.of(later(() -> 1), later(() -> 2), later(() -> 3)); return CompletableFuture.allOf(fs.toArray(CompletableFuture[]::new)).thenApply(v -> fs.stream().mapToInt(CompletableFuture::join).sum()).join(); });
        show("get failed", () -> failed().get());
        show("join failed", () -> failed().join());
        show("chain of failed", () -> failed().thenApply(x -> "never").thenCombine(later(() -> 1), (a, b) -> a).join());
        show("exceptionally", () -> failed().exceptionally(e -> e.getClass().getSimpleName() + " " + e.getCause().getMessage()).join());
        show("direct exceptionally", () -> { CompletableFuture<String> f = new CompletableFuture<>(); f.completeExceptionally(new Exception("direct")); return f.exceptionally(Throwable::toString).join(); });
        show("handle", () -> failed().handle((v, e) -> v + " " + (e != null)).join() + later(() -> 1).handle((v, e) -> v + " " + e).join());
        show("whenComplete", () -> { List<Object> seen = new ArrayList<>(); try { failed().whenComplete((v, e) -> seen.add(e.getCause().getMessage())).join(); } catch (CompletionException e) { seen.add("thrown"); } return seen; });
        show("compose exceptionally", () -> failed().exceptionallyCompose(e -> later(() -> "recovered")).join());
        show("complete", () -> { CompletableFuture<Integer> f = new CompletableFuture<>(); return f.complete(1) + " " + f.complete(2) + " " + f.join() + " " + f.isDone() + " " + f.isCompletedExceptionally() + " " + f.getNow(7); });
        show("getNow", () -> new CompletableFuture<Integer>().getNow(7));
        show("obtrude", () -> { CompletableFuture<Integer> f = CompletableFuture.completedFuture(1); f.obtrudeValue(2); return f.join(); });
        show("cancel", () -> { CompletableFuture<Integer> f = new CompletableFuture<>(); var g = f.thenApply(x -> x); boolean c = f.cancel(true); return c + " " + f.isCancelled() + " " + g.isCompletedExceptionally() + " " + g.isCancelled(); });
        show("get cancelled", () -> { CompletableFuture<Integer> f = new CompletableFuture<>(); f.cancel(false); return f.get(); });
        show("timeout", () -> new CompletableFuture<>().orTimeout(1, TimeUnit.MILLISECONDS).get());
        show("completeOnTimeout", () -> new CompletableFuture<String>().completeOnTimeout("late", 1, TimeUnit.MILLISECONDS).get());
        show("get timeout", () -> new CompletableFuture<>().get(1, TimeUnit.MILLISECONDS));
        show("delayed", () -> CompletableFuture.supplyAsync(() -> "delayed", CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS)).join());
        show("failedFuture", () -> CompletableFuture.failedFuture(new Error("e")).join());
        show("dependents", () -> { CompletableFuture<Integer> f = new CompletableFuture<>(); f.thenRun(() -> { }); f.thenRun(() -> { }); int n = f.getNumberOfDependents(); f.complete(1); return n + " " + f.getNumberOfDependents(); });
        show("order of dependents on one thread", () -> { StringBuilder b = new StringBuilder(); CompletableFuture<Integer> f = new CompletableFuture<>(); for (int i = 0; i < 3; i++) { int n = i; f.thenRun(() -> b.append(n)); } f.complete(1); return b.length(); });
        show("copy", () -> { CompletableFuture<Integer> f = new CompletableFuture<>(); var c = f.copy(); c.complete(3); return f.isDone() + " " + c.join(); });
        show("long chain", () -> { CompletableFuture<Integer> f = new CompletableFuture<>(), g = f; for (int i = 0; i < 2000; i++) g = g.thenApply(x -> x + 1); f.complete(0); return g.join(); });
        show("minimal stage", () -> { var stage = CompletableFuture.completedStage(4); try { stage.toCompletableFuture().complete(5); return stage.toCompletableFuture().join(); } catch (UnsupportedOperationException e) { return e; } });
        show("text", () -> { String s = new CompletableFuture<>().toString(); return s.substring(s.indexOf('[')) + CompletableFuture.completedFuture(1).toString().replaceAll(".*\\[", "["); });
        show("own executor", () -> { Thread[] seen = new Thread[1]; Executor direct = Runnable::run; CompletableFuture.runAsync(() -> seen[0] = Thread.currentThread(), direct).join(); return seen[0] == Thread.currentThread(); });
    }
}

/* expect-output:
supply: 5
chain: v10!
combine: 7
accept: [3, run]
both: [12, after]
either: 10
any: any
all: 6
get failed: java.util.concurrent.ExecutionException: java.lang.IllegalStateException: bad / java.lang.IllegalStateException: bad
join failed: java.util.concurrent.CompletionException: java.lang.IllegalStateException: bad / java.lang.IllegalStateException: bad
chain of failed: java.util.concurrent.CompletionException: java.lang.IllegalStateException: bad / java.lang.IllegalStateException: bad
exceptionally: CompletionException bad
direct exceptionally: java.lang.Exception: direct
handle: null true1 null
whenComplete: [bad, thrown]
compose exceptionally: recovered
complete: true false 1 true false 1
getNow: 7
obtrude: 2
cancel: true true true false
get cancelled: java.util.concurrent.CancellationException / null
timeout: java.util.concurrent.ExecutionException: java.util.concurrent.TimeoutException / java.util.concurrent.TimeoutException
completeOnTimeout: late
get timeout: java.util.concurrent.TimeoutException / null
delayed: delayed
failedFuture: java.util.concurrent.CompletionException: java.lang.Error: e / java.lang.Error: e
dependents: 2 0
order of dependents on one thread: 3
copy: false 3
long chain: 2000
minimal stage: 4
text: [Not completed][Completed normally]
own executor: true
*/
