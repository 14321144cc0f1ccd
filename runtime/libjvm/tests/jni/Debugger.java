import com.sun.jdi.*;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.event.*;
import com.sun.jdi.request.*;
import java.io.BufferedReader;
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
    /** Those of the debuggee; others begin and end as the VM pleases. */
    private static final Set<String> THREADS = Set.of("thrower", "holder", "blocked", "waiter", "child", "parked", "doomed", "asleep");

    private final VirtualMachine vm;
    private final EventRequestManager requests;
    private EventSet current;
    private ThreadReference main;

    private Debugger(VirtualMachine vm) {
        this.vm = vm;
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
        return value == null ? "null" : value.type() + " " + (value instanceof CharValue c ? "" + (int) c.value() : value);
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
            Location caught = thrown.catchLocation();
            words += " " + show(thrown.exception()) + " caught " + (caught == null ? "nowhere" : at(caught));
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
                locals = frame.getArgumentValues().size() + " arguments, " + frame.visibleVariables().stream().map(local ->
                        local.name() + "=" + show(values.get(local))).collect(Collectors.joining(", "));
            } catch (AbsentInformationException | NativeMethodException e) {
                locals = e.getClass().getSimpleName();
            }
            print(" ", at(frame.location()), "this=" + show(frame.thisObject()), locals);
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

    private void release() {
        current.resume();
        current = null;
    }

    private ReferenceType type(String name) {
        return vm.classesByName(name).get(0);
    }

    /** It lives until the debuggee ends. */
    private static <O extends ObjectReference> O keep(O object) {
        object.disableCollection();
        return object;
    }

    private StringReference string(String text) {
        return keep(vm.mirrorOf(text));
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

    private ReferenceType load(ThreadReference thread, String name) throws Exception {
        ClassType type = (ClassType) type("java.lang.Class");
        Method load = type.concreteMethodByName("forName", "(Ljava/lang/String;)Ljava/lang/Class;");
        return ((ClassObjectReference) type.invokeMethod(thread, load, List.of(string(name)), 0)).reflectedType();
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
        Map<String, Object> able = new TreeMap<>();
        for (java.lang.reflect.Method can : VirtualMachine.class.getMethods()) {
            if (can.getName().startsWith("can")) {
                able.put(can.getName(), can.invoke(vm));
            }
        }
        able.forEach(Debugger::print);
    }

    private void reflects() throws Exception {
        scene("classes");
        for (String name : List.of("Debuggee", "Version", "Debuggee$Lock", "Debuggee$Calls", "Debuggee$Action")) {
            ReferenceType type = load(main, name);
            print(type.name(), type.signature(), type.genericSignature(), type.modifiers(), type.sourceName(), type.sourcePaths(null),
                    type.majorVersion() + "." + type.minorVersion(), type.isStatic(), type.isAbstract(), type.isFinal());
            print(type.constantPoolCount(), type.constantPool().length, Arrays.hashCode(type.constantPool()), type.defaultStratum(),
                    type.availableStrata(), show(type.classObject()), show(type.classLoader()), type.module().name());
            print(type instanceof ClassType c ? c.superclass() + " " + c.interfaces() : ((InterfaceType) type).superinterfaces());
            print(type.nestedTypes().stream().map(ReferenceType::name).sorted().toList());
            attempt("extension", type::sourceDebugExtension);
            type.fields().forEach(field -> print("  field", field.typeName(), field.name(), field.modifiers() & 0x7ff, field.genericSignature()));
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
        print(array, array.componentTypeName(), array.componentType(), show(keep(array.newInstance(2))), show(array.classObject()));
        attempt("locals of the library", () -> type("java.lang.String").methodsByName("isEmpty").get(0).variables());
        print(type("java.lang.Thread").methodsByName("yield").get(0).location(), type("java.lang.Thread").sourceName());
    }

    private void locals() throws Exception {
        scene("locals");
        StackFrame locals = until("values", -2).thread().frame(0);
        frames(main);
        ArrayReference array = (ArrayReference) locals.getValue(locals.visibleVariableByName("array"));
        Map<String, Value> others = new TreeMap<>(Map.of("flag", vm.mirrorOf(false), "small", vm.mirrorOf((byte) -7),
                "sign", vm.mirrorOf('Q'), "few", vm.mirrorOf((short) -300), "count", vm.mirrorOf(-42), "big", vm.mirrorOf(-1L),
                "ratio", vm.mirrorOf(2.5f), "exact", vm.mirrorOf(1e300), "word", string("another")));
        others.put("nothing", string("something"));
        others.put("array", array.type() instanceof ArrayType type ? keep(type.newInstance(1)) : null);
        for (String name : others.keySet()) {
            locals.setValue(locals.visibleVariableByName(name), others.get(name));
        }
        attempt("wrong type", () -> {
            locals.setValue(locals.visibleVariableByName("word"), array);
            return "set";
        });
        print(locals.visibleVariableByName("i"), locals.visibleVariableByName("square"));
        StackFrame lambda = main.frame(1);
        lambda.setValue(lambda.visibleVariableByName("kept"), vm.mirrorOf(1000L));
        StackFrame outer = main.frames().stream().filter(one -> one.location().method().name().equals("outer")).findFirst().orElseThrow();
        outer.setValue(outer.visibleVariableByName("mine"), vm.mirrorOf(5000.5));
        frames(main);
        scene("fields and elements");
        until("fields", 0);
        ObjectReference self = main.frame(0).thisObject();
        Map<String, Value> news = Map.of("truth", vm.mirrorOf(false), "tiny", vm.mirrorOf((byte) -8), "letter", vm.mirrorOf('\u00e9'),
                "brief", vm.mirrorOf((short) -9), "number", vm.mirrorOf(-10), "wide", vm.mirrorOf(-11L), "single", vm.mirrorOf(-12.5f),
                "real", vm.mirrorOf(-13.5), "text", string("fourteen"));
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
            type.setValue(type.fieldByName("total"), string("text"));
            return "set";
        });
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
        for (int i = 0; i < 5; i++) {
            step(StepRequest.STEP_LINE, StepRequest.STEP_OVER);
        }
        scene("steps by bytecode");
        until("steps", 0);
        for (int i = 0; i < 60; i++) {
            step(StepRequest.STEP_MIN, StepRequest.STEP_INTO);
        }
        step(StepRequest.STEP_MIN, StepRequest.STEP_OUT);
        step(StepRequest.STEP_LINE, StepRequest.STEP_OUT);
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
        until("calls", -4);
        all.forEach(EventRequest::enable);
        until("calls", -3);
        requests.deleteEventRequests(all);
    }

    private void exceptions() throws Exception {
        scene("exceptions");
        ExceptionRequest both = requests.createExceptionRequest(null, true, true);
        // Where a native method throws, compiled code and the interpreter of HotSpot tell differently.
        both.addClassExclusionFilter("jdk.internal.reflect.*");
        both.enable();
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
        until(type("java.lang.String").methodsByName("valueOf", "(I)Ljava/lang/String;").get(0).location());
        for (int i = 0; i < 8; i++) {
            step(StepRequest.STEP_LINE, StepRequest.STEP_INTO);
        }
        until("popper", 0);
    }

    private void invokes() throws Exception {
        scene("calls by the debugger");
        ClassType type = (ClassType) type("Debuggee");
        List<Value> arguments = List.of(vm.mirrorOf(true), vm.mirrorOf((byte) 1), vm.mirrorOf('c'), vm.mirrorOf((short) 2), vm.mirrorOf(3),
                vm.mirrorOf(4L), vm.mirrorOf(5.5f), vm.mirrorOf(6.5), string("seven"));
        print(show(type.invokeMethod(main, type.methodsByName("join").get(0), arguments, 0)));
        print(show(type.invokeMethod(main, type.methodsByName("sum").get(0), List.of(vm.mirrorOf(1), vm.mirrorOf(2)), 0)));
        Method constructor = type.methodsByName("<init>").get(0);
        ObjectReference made = keep(type.newInstance(main, constructor, List.of(), ClassType.INVOKE_SINGLE_THREADED));
        print(show(made.invokeMethod(main, type.methodsByName("self").get(0), List.of(), ClassType.INVOKE_SINGLE_THREADED)));
        Method virtual = type("java.lang.Object").methodsByName("toString").get(0);
        print(show(made.invokeMethod(main, virtual, List.of(), 0)));
        Value plain = made.invokeMethod(main, virtual, List.of(), ObjectReference.INVOKE_NONVIRTUAL);
        print(((StringReference) plain).value().replaceAll("@.*", "@"));
        ClassType calls = (ClassType) type("Debuggee$Calls");
        ObjectReference call = keep(calls.newInstance(main, calls.methodsByName("<init>").get(0), List.of(string("made")), 0));
        for (String name : "bool tiny sign few number wide single real nothing array locked fails".split(" ")) {
            try {
                print(name, show(call.invokeMethod(main, calls.methodsByName(name).get(0), List.of(), 0)));
            } catch (InvocationException e) {
                ObjectReference thrown = keep(e.exception());
                print(name, "threw", show(thrown), show(thrown.invokeMethod(main,
                        ((ClassType) thrown.referenceType()).concreteMethodByName("getMessage", "()Ljava/lang/String;"), List.of(), 0)));
            }
        }
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
        results.put("earlyObject", string("an object"));
        results.put("earlyVoid", vm.mirrorOfVoid());
        Method early = type("Debuggee").methodsByName("early", "()I").get(0);
        for (String name : results.keySet()) {
            Method method = name.equals("early") ? early : type("Debuggee").methodsByName(name).get(0);
            until(method.location());
            if (name.equals("early")) {
                attempt("wrong type", () -> {
                    main.forceEarlyReturn(results.get("earlyObject"));
                    return "forced";
                });
            }
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
        Files.writeString(source, "class Version<T extends CharSequence> { static String text = \"static\"; private final T prefix;\n"
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
                main.frame(0).location().method().isObsolete());
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
        ReferenceType lock = type("Debuggee$Lock");
        MonitorContendedEnterRequest enter = requests.createMonitorContendedEnterRequest();
        enter.addClassFilter("Debuggee");
        MonitorContendedEnteredRequest entered = requests.createMonitorContendedEnteredRequest();
        entered.addClassFilter("Debuggee");
        MonitorWaitRequest wait = requests.createMonitorWaitRequest();
        wait.addClassFilter(lock);
        MonitorWaitedRequest waited = requests.createMonitorWaitedRequest();
        waited.addClassFilter(lock);
        enter.addCountFilter(1);
        enter.enable();
        go(MonitorContendedEnterEvent.class);
        pass(1);
        wait.enable();
        go(MonitorWaitEvent.class);
        pass(2);
        until("monitors", -11);
        for (String name : List.of("main", "holder", "blocked", "waiter")) {
            owned(name);
        }
        Value fourth = main.frame(0).getValue(main.frame(0).visibleVariableByName("fourth"));
        ClassType type = (ClassType) type("Debuggee");
        for (Value value : List.of(type.getValue(type.fieldByName("first")), type.getValue(type.fieldByName("second")),
                type.getValue(type.fieldByName("third")), fourth)) {
            ObjectReference monitor = (ObjectReference) value;
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
        release();
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
        child.resume();
        awaitSpins();
        child.suspend();
        print("again", child.suspendCount(), main.isSuspended(), child.isSuspended());
        vm.resume();
        pass(11);
        ThreadReference parked = go(ThreadStartEvent.class).thread();
        release();
        awaitStatus(parked, ThreadReference.THREAD_STATUS_WAIT, "park");
        pass(3);
        parked.interrupt();
        ThreadReference doomed = go(ThreadStartEvent.class).thread();
        until("spin", 1);
        ClassType error = (ClassType) load(doomed, "java.lang.UnsupportedOperationException");
        ObjectReference exception = keep(error.newInstance(doomed, error.concreteMethodByName("<init>", "(Ljava/lang/String;)V"),
                List.of(string("stopped")), 0));
        attempt("no throwable", () -> {
            doomed.stop(string("text"));
            return "stopped";
        });
        doomed.stop(exception);
        ThreadReference asleep = go(ThreadStartEvent.class).thread();
        release();
        awaitStatus(asleep, ThreadReference.THREAD_STATUS_SLEEPING, "sleep");
        asleep.stop(exception);
        go(ThreadDeathEvent.class);
        attempt("dead", asleep::status);
        requests.deleteEventRequests(List.of(starts, deaths));
    }

    private void ends() throws Exception {
        scene("end");
        go(VMDeathEvent.class);
        go(VMDisconnectEvent.class);
        attempt("disconnected", vm::allThreads);
    }

    private interface Scene {
        void play() throws Exception;
    }

    /** How many scenes failed. */
    private int run() {
        int failures = 0;
        List<Scene> scenes = List.of(this::begins, this::reflects, this::locals, this::steps, this::calls, this::exceptions, this::watches,
                this::conditions, this::invokes, this::pops, this::redefines, this::monitors, this::threads, this::ends);
        for (Scene scene : scenes) {
            try {
                scene.play();
            } catch (Exception | Error e) {
                print("failed:");
                e.printStackTrace(System.out);
                failures++;
            }
        }
        return failures;
    }

    public static void main(String[] args) throws Exception {
        List<String> command = new ArrayList<>(List.of(args));
        command.addAll(List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0", "-cp",
                System.getProperty("java.class.path"), "Debuggee"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream()));
        StringBuffer told = new StringBuffer();
        Thread watchdog = new Thread(() -> {
            try {
                Thread.sleep(2 * LIMIT);
            } catch (InterruptedException e) {
                return;
            }
            print("this takes too long\n" + told);
            process.destroyForcibly();
            Runtime.getRuntime().halt(1);
        });
        watchdog.setDaemon(true);
        watchdog.start();
        String listening = reader.readLine();
        Thread relay = new Thread(() -> reader.lines().forEach(line -> told.append(line).append('\n')));
        int status = 0;
        try {
            AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream().filter(one ->
                    one.name().equals("com.sun.jdi.SocketAttach")).findFirst().orElseThrow();
            Map<String, com.sun.jdi.connect.Connector.Argument> arguments = connector.defaultArguments();
            arguments.get("hostname").setValue("127.0.0.1");
            arguments.get("port").setValue(listening.replaceAll(".*: ", ""));
            relay.start();
            status = new Debugger(connector.attach(arguments)).run();
            process.waitFor(LIMIT, TimeUnit.MILLISECONDS);
        } catch (Exception | Error e) {
            print("failed: " + listening);
            e.printStackTrace(System.out);
            status = 1;
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
        }
        process.destroyForcibly().waitFor();
        relay.join(1000);
        print("---- the debuggee ends with", process.exitValue(), "and has printed\n" + told);
        System.exit(status);
    }
}
