import com.sun.jdi.*;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.event.*;
import com.sun.jdi.request.*;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * A debugger that starts `Debuggee` in the VM its arguments name (a `java` and options), drives it through scenes, and prints what it sees:
 * what every VM shows alike.
 */
public class Debugger {
    private static final long LIMIT = Long.getLong("debugger.limit", 60_000);
    /** Java runs there on HotSpot 17 as well, but what it does is its own. */
    private static final Set<String> THREADS = Set.of("main", "thrower", "holder", "blocked", "waiter", "child", "parked", "doomed", "asleep");

    private final VirtualMachine vm;
    private final EventRequestManager requests;
    private final String java;
    private EventSet current;
    private ThreadReference main;

    private Debugger(VirtualMachine vm, String java) {
        this.vm = vm;
        this.java = java;
        requests = vm.eventRequestManager();
    }

    private static void print(Object... words) {
        System.out.println(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
    }

    private static void scene(String name) {
        print("----", name);
    }

    /** What comes of it, or the exception it fails with. */
    private static void attempt(String what, Callable<?> action) {
        try {
            print(what, action.call());
        } catch (Exception | Error e) {
            print(what, e.getClass().getSimpleName(), e.getMessage());
        }
    }

    // ---- words for what is seen

    private static String name(String type) {
        return type.replaceAll("\\$\\$Lambda.*", "\\$\\$Lambda").replaceAll("GeneratedMethodAccessor\\d+", "GeneratedMethodAccessor");
    }

    private static String show(Value value) {
        if (value instanceof StringReference text) {
            return '"' + text.value() + '"';
        } else if (value instanceof ArrayReference array) {
            return name(array.type().name()) + array.getValues().stream().map(Debugger::show).toList();
        } else if (value instanceof ClassObjectReference type) {
            return type.reflectedType().name() + ".class";
        } else if (value instanceof ThreadReference thread) {
            return "thread " + thread.name();
        } else if (value instanceof ObjectReference object) {
            Field name = object.referenceType().name().equals("Debuggee$Lock") ? object.referenceType().fieldByName("name") : null;
            return name(object.type().name()) + (name == null ? "" : " " + show(object.getValue(name)));
        }
        return value == null ? "null" : value.type() + " " + value;
    }

    private static String at(Location location) {
        String method = location.method().name().replaceAll("^lambda\\$(\\w+)\\$\\d+", "lambda-$1");
        return name(location.declaringType().name()) + "." + method + ":" + location.lineNumber();
    }

    private static String describe(Event event) {
        String words = event.getClass().getSimpleName().replaceAll("(Event)?Impl", "");
        if (event instanceof ClassPrepareEvent prepared) {
            return words + " " + prepared.referenceType().name();
        } else if (event instanceof ThreadStartEvent started) {
            return words + " " + started.thread().name();
        } else if (event instanceof ThreadDeathEvent died) {
            return words + " " + died.thread().name();
        } else if (!(event instanceof LocatableEvent located)) {
            return words;
        } else {
            words += " " + located.thread().name() + " " + at(located.location());
        }
        if (event instanceof StepEvent step && "minimal".equals(step.request().getProperty("size"))) {
            words += " " + step.location().codeIndex();
        } else if (event instanceof MethodExitEvent exit) {
            words += " -> " + show(exit.returnValue());
        } else if (event instanceof ExceptionEvent thrown) {
            words += " " + show(thrown.exception()) + " caught " + (thrown.catchLocation() == null ? "nowhere" : at(thrown.catchLocation()));
        } else if (event instanceof WatchpointEvent watched) {
            words += " " + show(watched.object()) + " " + watched.field() + " " + show(watched.valueCurrent());
            words += event instanceof ModificationWatchpointEvent modified ? " -> " + show(modified.valueToBe()) : "";
        } else if (event instanceof MonitorContendedEnterEvent enter) {
            words += " " + show(enter.monitor());
        } else if (event instanceof MonitorContendedEnteredEvent entered) {
            words += " " + show(entered.monitor());
        } else if (event instanceof MonitorWaitEvent wait) {
            words += " " + show(wait.monitor()) + " " + wait.timeout();
        } else if (event instanceof MonitorWaitedEvent waited) {
            words += " " + show(waited.monitor()) + " " + waited.timedout();
        }
        return words;
    }

    private static boolean isOthers(Event event) {
        ThreadReference thread = event instanceof ThreadStartEvent started ? started.thread()
                : event instanceof ThreadDeathEvent died ? died.thread() : null;
        return thread != null && !THREADS.contains(thread.name());
    }

    private static void frames(ThreadReference thread) throws Exception {
        for (StackFrame frame : thread.frames()) {
            String locals;
            try {
                Map<LocalVariable, Value> values = frame.getValues(frame.visibleVariables());
                locals = frame.visibleVariables().stream().map(local -> local.name() + "=" + show(values.get(local)))
                        .collect(Collectors.joining(", "));
            } catch (AbsentInformationException | NativeMethodException e) {
                locals = e.getClass().getSimpleName();
            }
            print(" ", at(frame.location()), "this=" + show(frame.thisObject()), "arguments=" + frame.getArgumentValues().size(), locals);
        }
    }

    // ---- how it is driven

    /** The debuggee goes on until an event of the type; prints all. */
    private <E extends Event> E go(Class<E> type) throws InterruptedException {
        while (true) {
            if (current != null) {
                current.resume();
            }
            current = vm.eventQueue().remove(LIMIT);
            if (current == null) {
                throw new IllegalStateException("no event for too long");
            }
            Event found = null;
            for (Event event : current) {
                if (!isOthers(event)) {
                    print(describe(event));
                    found = found == null && type.isInstance(event) ? event : found;
                }
            }
            if (found != null) {
                return type.cast(found);
            }
        }
    }

    private ReferenceType type(String name) {
        return vm.classesByName(name).get(0);
    }

    /** The nth line of the method in the order of numbers, or the nth from its end. */
    private Location line(String type, String method, int nth) throws AbsentInformationException {
        Method found = type(type).methods().stream().filter(one -> one.name().startsWith(method)).findFirst().orElseThrow();
        List<Integer> lines = found.allLineLocations().stream().map(Location::lineNumber).distinct().sorted().toList();
        return found.locationsOfLine(lines.get(nth < 0 ? nth + lines.size() : nth)).get(0);
    }

    private BreakpointEvent until(Location location) throws Exception {
        BreakpointRequest request = requests.createBreakpointRequest(location);
        request.enable();
        BreakpointEvent event;
        do {
            event = go(BreakpointEvent.class);
        } while (event.request() != request);
        requests.deleteEventRequest(request);
        return event;
    }

    private BreakpointEvent until(String method, int nth) throws Exception {
        return until(line("Debuggee", method, nth));
    }

    private void step(int size, int depth) throws InterruptedException {
        StepRequest request = requests.createStepRequest(main, size, depth);
        request.putProperty("size", size == StepRequest.STEP_MIN ? "minimal" : "line");
        request.addCountFilter(1);
        request.enable();
        go(StepEvent.class);
        requests.deleteEventRequest(request);
    }

    private ClassType load(String name) throws Exception {
        ClassType type = (ClassType) type("java.lang.Class");
        Method load = type.concreteMethodByName("forName", "(Ljava/lang/String;)Ljava/lang/Class;");
        type.invokeMethod(main, load, List.of(vm.mirrorOf(name)), 0);
        return (ClassType) type(name);
    }

    // ---- the scenes

    private void begins() throws Exception {
        scene("start");
        main = go(VMStartEvent.class).thread();
        ClassPrepareRequest prepare = requests.createClassPrepareRequest();
        prepare.addClassFilter("Debuggee*");
        prepare.enable();
        ClassPrepareEvent prepared = go(ClassPrepareEvent.class);
        print(prepared.referenceType().isPrepared(), prepared.referenceType().isInitialized(), vm.classesByName("Debuggee").size());
        until("main", 0);
        requests.deleteEventRequest(prepare);
        for (java.lang.reflect.Method can : new TreeMap<>(Arrays.stream(VirtualMachine.class.getMethods()).filter(method ->
                method.getName().startsWith("can")).collect(Collectors.toMap(java.lang.reflect.Method::getName, method -> method))).values()) {
            // Heaps cannot be walked yet.
            if (!can.getName().equals("canGetInstanceInfo")) {
                print(can.getName(), can.invoke(vm));
            }
        }
    }

    private void reflects() throws Exception {
        scene("classes");
        load("Version");
        for (String name : List.of("Debuggee", "Version", "Debuggee$Lock", "Debuggee$Calls", "Debuggee$Action")) {
            ReferenceType type = name.startsWith("Debuggee$") ? (ReferenceType) null : type(name);
            if (type == null) {
                ObjectReference found = (ObjectReference) ((ClassType) type("java.lang.Class")).invokeMethod(main,
                        type("java.lang.Class").methodsByName("forName", "(Ljava/lang/String;)Ljava/lang/Class;").get(0),
                        List.of(vm.mirrorOf(name)), 0);
                type = ((ClassObjectReference) found).reflectedType();
            }
            print(type.name(), type.signature(), type.genericSignature(), type.modifiers(), type.sourceName(), type.sourcePaths(null),
                    type.majorVersion() + "." + type.minorVersion(), type.isStatic(), type.isAbstract(), type.isFinal(), type.failedToInitialize());
            print(type.constantPoolCount(), type.constantPool().length, Arrays.hashCode(type.constantPool()), type.defaultStratum(),
                    type.availableStrata(), show(type.classObject()), show(type.classLoader()), type.module().name());
            print(type instanceof ClassType c ? c.superclass() + " " + c.interfaces() + c.isEnum() : ((InterfaceType) type).superinterfaces());
            print(type.nestedTypes().stream().map(ReferenceType::name).sorted().toList());
            attempt("extension", type::sourceDebugExtension);
            type.fields().forEach(field -> print("  field", field.typeName(), field.name(), field.modifiers(), field.genericSignature()));
            for (Method method : type.methods()) {
                print("  method", method.name().replaceAll("\\d+", ""), method.signature(), method.genericSignature(), method.modifiers(),
                        method.bytecodes().length, Arrays.hashCode(method.bytecodes()), method.argumentTypeNames(), method.isVarArgs(),
                        method.isBridge(), method.isSynthetic());
                attempt("    lines", () -> method.allLineLocations().stream().map(at -> at.codeIndex() + ":" + at.lineNumber()).toList());
                attempt("    locals", () -> method.variables().stream().map(local -> local.typeName() + " " + local.name() + " "
                        + local.genericSignature() + local.isArgument()).toList());
            }
        }
        ArrayType array = (ArrayType) type("Debuggee").fieldByName("words").type();
        print(array, array.componentTypeName(), array.componentType(), show(array.newInstance(2)), show(array.classObject()));
        attempt("locals of the library", () -> type("java.lang.String").methodsByName("isEmpty").get(0).variables());
        print(type("java.lang.Thread").methodsByName("yield").get(0).location(), type("java.lang.Thread").sourceName());
    }

    private void locals() throws Exception {
        scene("locals");
        until("values", -1);
        frames(main);
        until("fields", 0);
        StackFrame frame = main.frame(0);
        ObjectReference self = frame.thisObject();
        Map<String, Value> news = Map.of("truth", vm.mirrorOf(false), "tiny", vm.mirrorOf((byte) -8), "letter", vm.mirrorOf('\u00e9'),
                "brief", vm.mirrorOf((short) -9), "number", vm.mirrorOf(-10), "wide", vm.mirrorOf(-11L), "single", vm.mirrorOf(-12.5f),
                "real", vm.mirrorOf(-13.5), "text", vm.mirrorOf("fourteen"));
        for (Field field : self.referenceType().allFields()) {
            if (news.containsKey(field.name())) {
                self.setValue(field, news.get(field.name()));
            }
            print(field.name(), show(field.isStatic() ? field.declaringType().getValue(field) : self.getValue(field)));
        }
        ClassType type = (ClassType) type("Debuggee");
        type.setValue(type.fieldByName("total"), vm.mirrorOf(-15));
        ArrayReference numbers = (ArrayReference) self.getValue(type.fieldByName("numbers"));
        numbers.setValues(List.of(vm.mirrorOf(16), vm.mirrorOf(17)));
        ArrayReference words = (ArrayReference) type.getValue(type.fieldByName("words"));
        words.setValue(2, words.getValue(0));
        words.setValue(0, null);
        attempt("wrong type", () -> {
            words.setValue(1, numbers);
            return "set";
        });
        attempt("out of bounds", () -> words.getValue(3));
        attempt("final field", () -> {
            type.setValue(type.fieldByName("total"), vm.mirrorOf("text"));
            return "set";
        });
    }

    private void setsLocals() throws Exception {
        scene("locals that are set");
        StackFrame frame = until("values", -2).thread().frame(0);
        ArrayReference array = (ArrayReference) frame.getValue(frame.visibleVariableByName("array"));
        Map<String, Value> news = new TreeMap<>(Map.of("flag", vm.mirrorOf(false), "small", vm.mirrorOf((byte) -7), "sign", vm.mirrorOf('Q'),
                "few", vm.mirrorOf((short) -300), "count", vm.mirrorOf(-42), "big", vm.mirrorOf(-1L), "ratio", vm.mirrorOf(2.5f),
                "exact", vm.mirrorOf(1e300), "word", vm.mirrorOf("another")));
        news.put("nothing", array);
        news.put("array", array.type() instanceof ArrayType type ? type.newInstance(1) : null);
        for (String name : news.keySet()) {
            frame.setValue(frame.visibleVariableByName(name), news.get(name));
        }
        attempt("wrong type", () -> {
            frame.setValue(frame.visibleVariableByName("word"), array);
            return "set";
        });
        print(frame.visibleVariableByName("i"), frame.visibleVariableByName("square"));
        StackFrame lambda = main.frame(1);
        lambda.setValue(lambda.visibleVariableByName("kept"), vm.mirrorOf(1000L));
        StackFrame outer = main.frames().stream().filter(one -> one.location().method().name().equals("outer")).findFirst().orElseThrow();
        outer.setValue(outer.visibleVariableByName("mine"), vm.mirrorOf(5000.5));
        frames(main);
    }

    private void steps() throws Exception {
        scene("steps by line");
        until("steps", 0);
        for (int i = 0; i < 4; i++) {
            step(StepRequest.STEP_LINE, StepRequest.STEP_OVER);
        }
        step(StepRequest.STEP_LINE, StepRequest.STEP_INTO);
        step(StepRequest.STEP_LINE, StepRequest.STEP_INTO);
        step(StepRequest.STEP_LINE, StepRequest.STEP_OUT);
        for (int i = 0; i < 12; i++) {
            step(StepRequest.STEP_LINE, StepRequest.STEP_OVER);
        }
        scene("steps by bytecode");
        until("steps", 0);
        for (int i = 0; i < 60; i++) {
            step(StepRequest.STEP_MIN, StepRequest.STEP_INTO);
        }
        step(StepRequest.STEP_MIN, StepRequest.STEP_OUT);
        scene("steps into the library");
        for (int i = 0; i < 10; i++) {
            step(StepRequest.STEP_LINE, StepRequest.STEP_INTO);
        }
    }

    private void calls() throws Exception {
        scene("calls and returns");
        until("calls", 0);
        List<EventRequest> all = new ArrayList<>();
        for (String filter : List.of("Debuggee$Calls", "java.lang.Class")) {
            MethodEntryRequest entry = requests.createMethodEntryRequest();
            entry.addClassFilter(filter);
            entry.addThreadFilter(main);
            all.add(entry);
            MethodExitRequest exit = requests.createMethodExitRequest();
            exit.addClassFilter(filter);
            exit.addThreadFilter(main);
            all.add(exit);
        }
        all.subList(0, 2).forEach(EventRequest::enable);
        until("calls", -2);
        all.forEach(EventRequest::enable);
        until("exceptions", 0);
        requests.deleteEventRequests(all);
    }

    private void exceptions() throws Exception {
        scene("exceptions");
        ExceptionRequest both = requests.createExceptionRequest(null, true, true);
        both.addClassExclusionFilter("jdk.internal.misc.*");
        both.enable();
        until("lambda$exceptions$1", 0);
        both.disable();
        until("watched", 0);
        requests.deleteEventRequest(both);
    }

    private void watches() throws Exception {
        scene("fields");
        List<EventRequest> all = new ArrayList<>();
        for (Field field : type("Debuggee").fields()) {
            if (!field.name().matches("gate|spins|first|second|third")) {
                AccessWatchpointRequest access = requests.createAccessWatchpointRequest(field);
                access.enable();
                all.add(access);
                ModificationWatchpointRequest modification = requests.createModificationWatchpointRequest(field);
                modification.enable();
                all.add(modification);
            }
        }
        until("loop", 0);
        requests.deleteEventRequests(all);
    }

    private void conditions() throws Exception {
        scene("conditions");
        BreakpointRequest seventh = requests.createBreakpointRequest(line("Debuggee", "loop", 2));
        seventh.addCountFilter(7);
        seventh.enable();
        frames(go(BreakpointEvent.class).thread());
        BreakpointRequest each = requests.createBreakpointRequest(line("Debuggee", "loop", 2));
        each.addThreadFilter(main);
        each.enable();
        BreakpointRequest off = requests.createBreakpointRequest(line("Debuggee", "loop", 1));
        for (int i = 0; i < 3; i++) {
            StackFrame frame = go(BreakpointEvent.class).thread().frame(0);
            print("i is", show(frame.getValue(frame.visibleVariableByName("i"))));
        }
        requests.deleteEventRequests(List.of(seventh, each, off));
        BreakpointRequest others = requests.createBreakpointRequest(type("java.util.Arrays").methodsByName("stream",
                "([I)Ljava/util/stream/IntStream;").get(0).location());
        others.enable();
        until("popper", 0);
        requests.deleteEventRequest(others);
    }

    private void invokes() throws Exception {
        scene("calls by the debugger");
        ClassType type = (ClassType) type("Debuggee");
        List<Value> arguments = List.of(vm.mirrorOf(true), vm.mirrorOf((byte) 1), vm.mirrorOf('c'), vm.mirrorOf((short) 2), vm.mirrorOf(3),
                vm.mirrorOf(4L), vm.mirrorOf(5.5f), vm.mirrorOf(6.5), vm.mirrorOf("seven"));
        print(show(type.invokeMethod(main, type.methodsByName("join").get(0), arguments, 0)));
        print(show(type.invokeMethod(main, type.methodsByName("sum").get(0), List.of(vm.mirrorOf(1), vm.mirrorOf(2)), 0)));
        ObjectReference made = type.newInstance(main, type.methodsByName("<init>").get(0), List.of(), ClassType.INVOKE_SINGLE_THREADED);
        print(show(made.invokeMethod(main, type.methodsByName("self").get(0), List.of(), ClassType.INVOKE_SINGLE_THREADED)));
        Method virtual = type("java.lang.Object").methodsByName("toString").get(0);
        print(show(made.invokeMethod(main, virtual, List.of(), 0)));
        Value plain = made.invokeMethod(main, virtual, List.of(), ObjectReference.INVOKE_NONVIRTUAL);
        print(((StringReference) plain).value().replaceAll("@.*", "@"));
        ClassType calls = (ClassType) type("Debuggee$Calls");
        ObjectReference call = calls.newInstance(main, calls.methodsByName("<init>").get(0), List.of(vm.mirrorOf("made")), 0);
        for (String name : List.of("bool", "tiny", "sign", "few", "number", "wide", "single", "real", "nothing", "array", "locked", "fails")) {
            try {
                print(name, show(call.invokeMethod(main, calls.methodsByName(name).get(0), List.of(), 0)));
            } catch (InvocationException e) {
                ObjectReference thrown = e.exception();
                print(name, "threw", show(thrown), show(thrown.invokeMethod(main,
                        ((ClassType) thrown.referenceType()).concreteMethodByName("getMessage", "()Ljava/lang/String;"), List.of(), 0)));
            }
        }
        call.disableCollection();
        vm.mirrorOf("kept").enableCollection();
        ClassType system = (ClassType) type("java.lang.System");
        system.invokeMethod(main, system.methodsByName("gc").get(0), List.of(), 0);
        print(show(call.getValue(calls.fieldByName("name"))), call.isCollected());
        call.enableCollection();
        print(main.frameCount(), at(main.frame(0).location()));
    }

    private void pops() throws Exception {
        scene("frames that are popped");
        until("popped", -1);
        frames(main);
        print("owned", main.ownedMonitors().stream().map(Debugger::show).toList());
        main.popFrames(main.frame(0));
        frames(main);
        print("owned", main.ownedMonitors().stream().map(Debugger::show).toList());
        until("popped", -1);
        main.popFrames(main.frame(1));
        print(at(main.frame(0).location()), main.frameCount());
        until("popped", -1);
        frames(main);
        attempt("too far", () -> {
            main.popFrames(main.frame(2));
            return "popped";
        });
        scene("early returns");
        Map<String, Value> results = new LinkedHashMap<>();
        results.put("early", vm.mirrorOf(-1));
        results.put("earlyReal", vm.mirrorOf(2.5));
        results.put("earlyWide", vm.mirrorOf(3L));
        results.put("earlyTruth", vm.mirrorOf(true));
        results.put("earlyObject", vm.mirrorOf("an object"));
        results.put("earlyVoid", vm.mirrorOfVoid());
        Method early = type("Debuggee").methodsByName("early", "()I").get(0);
        for (String name : results.keySet()) {
            Method method = name.equals("early") ? early : type("Debuggee").methodsByName(name).get(0);
            until(method.location());
            attempt("wrong type", () -> {
                main.forceEarlyReturn(name.equals("early") ? results.get("earlyObject") : vm.mirrorOf(1));
                return "forced";
            });
            main.forceEarlyReturn(results.get(name));
            if (name.equals("earlyReal")) {
                step(StepRequest.STEP_LINE, StepRequest.STEP_INTO);
            }
        }
    }

    /** The class file of `Version` with other code. */
    private static byte[] compile(String members) throws IOException {
        Path out = Files.createTempDirectory("debugger");
        Path source = out.resolve("Version.java");
        Files.writeString(source, "class Version<T extends CharSequence> { static String text; private final T prefix;\n"
                + "Version(T prefix) { this.prefix = prefix; }\n" + members + "}");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-g", "-d", out.toString(), source.toString());
        byte[] bytes = Files.readAllBytes(out.resolve("Version.class"));
        for (String file : List.of("Version.class", "Version.java", "")) {
            Files.delete(out.resolve(file));
        }
        return bytes;
    }

    private void redefines() throws Exception {
        scene("a class that is redefined");
        BreakpointRequest stays = requests.createBreakpointRequest(line("Version", "text", 1));
        stays.enable();
        frames(go(BreakpointEvent.class).thread());
        ReferenceType type = type("Version");
        attempt("more methods", () -> {
            vm.redefineClasses(Map.of(type, compile("String text(int number) { return null; }\nvoid more() { }")));
            return "redefined";
        });
        attempt("no class", () -> {
            vm.redefineClasses(Map.of(type, new byte[] {1, 2, 3}));
            return "redefined";
        });
        vm.redefineClasses(Map.of(type, compile("""
                String text(int number) {
                    long many = number + 1;
                    String result = prefix + " two ";
                    result += many;
                    return result + text;
                }""")));
        print(stays.isEnabled(), requests.breakpointRequests().size(), type.methodsByName("text").get(0).isObsolete(),
                main.frame(0).location().method().isObsolete(), type.constantPoolCount());
        attempt("frame", () -> at(main.frame(0).location()));
        step(StepRequest.STEP_LINE, StepRequest.STEP_OVER);
        main.popFrames(main.frame(0));
        until(line("Version", "text", 3));
        frames(main);
    }

    private ThreadReference thread(String name) {
        return vm.allThreads().stream().filter(thread -> thread.name().equals(name)).findFirst().orElseThrow();
    }

    private void owned(String name) throws Exception {
        ThreadReference thread = thread(name);
        print(name, "status", thread.status(), "suspended", thread.isSuspended(), thread.suspendCount(), "contends", show(
                thread.currentContendedMonitor()), "owns", thread.ownedMonitors().stream().map(Debugger::show).toList());
        for (MonitorInfo monitor : thread.ownedMonitorsAndFrames()) {
            print(" ", show(monitor.monitor()), "from frame", monitor.stackDepth());
        }
        print(" ", at(thread.frame(0).location()), thread.threadGroup().name(), thread.isAtBreakpoint());
    }

    private void pass(int gate) throws Exception {
        ClassType type = (ClassType) type("Debuggee");
        type.setValue(type.fieldByName("gate"), vm.mirrorOf(gate));
    }

    private void monitors() throws Exception {
        scene("monitors");
        until("monitors", 0);
        MonitorContendedEnterRequest enter = requests.createMonitorContendedEnterRequest();
        MonitorContendedEnteredRequest entered = requests.createMonitorContendedEnteredRequest();
        MonitorWaitRequest wait = requests.createMonitorWaitRequest();
        MonitorWaitedRequest waited = requests.createMonitorWaitedRequest();
        enter.addClassFilter(type("Debuggee$Lock"));
        entered.addClassFilter(type("Debuggee$Lock"));
        wait.addClassFilter(type("Debuggee$Lock"));
        waited.addClassFilter(type("Debuggee$Lock"));
        enter.addCountFilter(1);
        enter.enable();
        go(MonitorContendedEnterEvent.class);
        pass(1);
        wait.enable();
        go(MonitorWaitEvent.class);
        pass(2);
        until("monitors", -7);
        for (String name : List.of("main", "holder", "blocked", "waiter")) {
            owned(name);
        }
        Value fourth = main.frame(0).getValue(main.frame(0).visibleVariableByName("fourth"));
        ClassType type = (ClassType) type("Debuggee");
        for (Value lock : List.of(type.getValue(type.fieldByName("first")), type.getValue(type.fieldByName("second")),
                type.getValue(type.fieldByName("third")), fourth)) {
            ObjectReference monitor = (ObjectReference) lock;
            print(show(monitor), "owner", show(monitor.owningThread()), monitor.entryCount(), "waiting", monitor.waitingThreads().stream()
                    .map(ThreadReference::name).sorted().toList());
        }
        entered.enable();
        waited.enable();
        go(MonitorContendedEnteredEvent.class);
        owned("blocked");
        go(MonitorWaitedEvent.class);
        go(MonitorWaitedEvent.class);
        requests.deleteEventRequests(List.of(enter, entered, wait, waited));
    }

    private long spins() {
        return ((LongValue) type("Debuggee").getValue(type("Debuggee").fieldByName("spins"))).value();
    }

    private void awaitSpins() throws InterruptedException {
        long before = spins();
        for (long end = System.nanoTime() + LIMIT * 1_000_000; spins() == before; Thread.sleep(1)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the thread does not run");
            }
        }
    }

    private void awaitStatus(ThreadReference thread, int status, String method) throws Exception {
        for (long end = System.nanoTime() + LIMIT * 1_000_000; ; Thread.sleep(1)) {
            thread.suspend();
            boolean found = thread.status() == status && thread.frame(0).location().method().name().equals(method);
            thread.resume();
            if (found) {
                return;
            } else if (System.nanoTime() > end) {
                throw new IllegalStateException("the thread does not get there");
            }
        }
    }

    private void threads() throws Exception {
        scene("threads");
        until("threads", 0);
        ThreadStartRequest starts = requests.createThreadStartRequest();
        starts.enable();
        ThreadDeathRequest deaths = requests.createThreadDeathRequest();
        deaths.enable();
        go(ThreadStartEvent.class);
        current.resume();
        awaitSpins();
        ThreadReference child = thread("child");
        child.suspend();
        child.suspend();
        print(child.isSuspended(), child.suspendCount(), main.isSuspended(), at(child.frame(0).location()).replaceAll(":.*", ""));
        long before = spins();
        Thread.sleep(30);
        child.resume();
        Thread.sleep(30);
        print("still", spins() == before, child.suspendCount());
        child.resume();
        awaitSpins();
        vm.suspend();
        before = spins();
        child.resume();
        awaitSpins();
        child.suspend();
        print("again", child.suspendCount(), main.isSuspended(), child.isSuspended());
        vm.resume();
        pass(11);
        current = null;
        ThreadReference parked = go(ThreadStartEvent.class).thread();
        current.resume();
        awaitStatus(parked, ThreadReference.THREAD_STATUS_WAIT, "park");
        parked.interrupt();
        current = null;
        pass(3);
        ThreadReference doomed = go(ThreadStartEvent.class).thread();
        StackFrame frame = until("spin", 1).thread().frame(0);
        ClassType error = load(doomed, "java.lang.UnsupportedOperationException");
        ObjectReference exception = error.newInstance(doomed, error.concreteMethodByName("<init>", "(Ljava/lang/String;)V") , List.of(
                vm.mirrorOf("stopped")), 0);
        attempt("no throwable", () -> {
            doomed.stop(vm.mirrorOf("text"));
            return "stopped";
        });
        doomed.stop(exception);
        ThreadReference asleep = go(ThreadStartEvent.class).thread();
        exception.disableCollection();
        current.resume();
        awaitStatus(asleep, ThreadReference.THREAD_STATUS_SLEEPING, "sleep");
        current = null;
        asleep.stop(exception);
        go(ThreadDeathEvent.class);
        attempt("dead", asleep::status);
        requests.deleteEventRequests(List.of(starts, deaths));
    }

    private ClassType load(ThreadReference thread, String name) throws Exception {
        ClassType type = (ClassType) type("java.lang.Class");
        Method load = type.concreteMethodByName("forName", "(Ljava/lang/String;)Ljava/lang/Class;");
        type.invokeMethod(thread, load, List.of(vm.mirrorOf(name)), 0);
        return (ClassType) type(name);
    }
}
