//! Rows of the flags table that Brolga acts on: each becomes a typed field of [`crate::Flags`], under HotSpot's own name.
//!
//! The first groups are HotSpot's (names, types, defaults and ranges as `java -XX:+PrintFlagsFinal` prints them); the last group,
//! kind `brolga`, is ours and needs no unlocking, because what is tested is what ships. A debug or stress switch belongs here from
//! the day it is thought of. Row form: `type Name = default, "kind"[, [min, max]], "what we do with it";`.

/// Calls `$macro!` with every row we act on.
#[macro_export]
#[doc(hidden)]
macro_rules! for_each_meaningful_flag {
    ($macro:ident) => {
        $macro! {
            // ---- heap: sizes
            size_t MaxHeapSize = 130862280, "product", [0, 18446744073709551615], "largest size of the Java heap, bytes; -Xmx";
            size_t InitialHeapSize = 0, "product", [0, 18446744073709551615], "size of the Java heap at the start, bytes; -Xms";
            size_t MinHeapSize = 0, "product", [0, 18446744073709551615], "the heap never shrinks below this, bytes; -Xms";
            size_t NewSize = 1363144, "product", [0, 18446744073709551615], "smallest size of the young generation, bytes; -Xmn";
            size_t MaxNewSize = 18446744073709551615, "product", [0, 18446744073709551615], "largest size of the young generation, bytes; -Xmn";
            uintx NewRatio = 2, "product", [0, 18446744073709551614], "old generation size divided by young generation size";
            uintx SurvivorRatio = 8, "product", [1, 18446744073709551613], "eden size divided by survivor space size";
            uintx MinHeapFreeRatio = 40, "manageable", [0, 100], "grow after a full collection below this percentage free";
            uintx MaxHeapFreeRatio = 70, "manageable", [0, 100], "shrink after a full collection above this percentage free";
            uint64_t MaxRAM = 137438953472, "pd product", [0, 18446744073709551615], "machine memory that the percentages below are taken of, at most";
            double MaxRAMPercentage = 25.0, "product", [0.0, 100.0], "MaxHeapSize as a percentage of memory";
            double MinRAMPercentage = 50.0, "product", [0.0, 100.0], "MaxHeapSize as a percentage of memory on small machines";
            double InitialRAMPercentage = 1.5625, "product", [0.0, 100.0], "InitialHeapSize as a percentage of memory";
            size_t MetaspaceSize = 22020096, "product", [0, 18446744073709551615], "class metadata that make the first collection unload classes, bytes";
            size_t MaxMetaspaceSize = 18446744073709551615, "product", [0, 18446744073709551615], "limit of class metadata, bytes";
            bool AlwaysPreTouch = false, "product", "touch every page of the heap at the start";
            uint64_t MaxDirectMemorySize = 0, "product", [0, 9223372036854775807], "limit of direct buffers, bytes; 0: that of the heap";
            bool UseTLAB = true, "product", "allocate from thread-local buffers";
            size_t TLABSize = 0, "product", [0, 18446744073709551615], "size of a thread-local buffer, bytes; 0: chosen by the heap";
            size_t MinTLABSize = 2048, "product", [1, 9223372036854775807], "smallest thread-local buffer, bytes";
            bool ResizeTLAB = true, "product", "adapt the buffer size to the thread's rate of allocation";
            size_t PretenureSizeThreshold = 0, "product", [0, 18446744073709551615], "objects larger than this go to the old generation; 0: none";

            // ---- heap: collectors and policies
            bool UseSerialGC = false, "product", "mark-compact old generation (the default)";
            bool UseParallelGC = false, "product", "accepted as a wish for a throughput collector: the default one";
            bool UseG1GC = false, "product", "accepted as a wish for a regular collector: the default one";
            bool UseZGC = false, "product", "accepted as a wish for short pauses: the default one";
            bool UseShenandoahGC = false, "product", "accepted as a wish for short pauses: the default one";
            bool UseEpsilonGC = false, "experimental", "accepted; collects all the same";
            uintx MaxTenuringThreshold = 15, "product", [0, 16], "young collections survived before promotion, at most";
            intx SoftRefLRUPolicyMSPerMB = 1000, "product", [0, 9223372036854775807], "life of soft references per free megabyte, ms";
            bool ClassUnloading = true, "product", "full collections unload classes; -Xnoclassgc";
            bool DisableExplicitGC = false, "product", "System.gc() does nothing";
            bool VerifyBeforeGC = false, "diagnostic", "verify the heap before each collection";
            bool VerifyAfterGC = false, "diagnostic", "verify the heap after each collection";
            bool PrintGC = false, "product", "deprecated name of -Xlog:gc";
            bool PrintGCDetails = false, "product", "deprecated name of -Xlog:gc*";

            // ---- out of memory, errors
            bool ExitOnOutOfMemoryError = false, "product", "exit with status 3 when the first OutOfMemoryError is made";
            bool CrashOnOutOfMemoryError = false, "product", "abort with a crash report when the first OutOfMemoryError is made";
            bool HeapDumpOnOutOfMemoryError = false, "manageable", "write a heap dump at the first OutOfMemoryError";
            ccstr HeapDumpPath = "", "manageable", "file or directory of the heap dump";
            ccstrlist OnOutOfMemoryError = "", "product", "commands to run at the first OutOfMemoryError, one per line";
            ccstrlist OnError = "", "product", "commands to run at a crash, one per line";
            ccstr ErrorFile = "", "product", "path of the crash report";
            bool ErrorFileToStdout = false, "product", "the crash report goes to stdout";
            bool ErrorFileToStderr = false, "product", "the crash report goes to stderr";

            // ---- threads, stacks, signals
            intx ThreadStackSize = 1024, "pd product", [0, 1048576], "default stack of a Java thread, kB; -Xss";
            intx StackYellowPages = 2, "pd product", [2, 7], "guard pages above the red ones";
            intx StackRedPages = 1, "pd product", [1, 3], "guard pages at the very end";
            intx StackShadowPages = 20, "pd product", [10, 50], "pages kept free for native code below a Java frame";
            bool ReduceSignalUsage = false, "product", "no handlers for SIGINT, SIGTERM, SIGHUP, SIGQUIT; -Xrs";
            bool AllowUserSignalHandlers = false, "product", "keep signal handlers that the embedder installed before";
            bool MaxFDLimit = true, "product", "raise the limit of open files to its hard value";
            bool UsePerfData = true, "product", "write /tmp/hsperfdata_USER/PID, by which jps and jcmd find the process";
            bool PerfDisableSharedMem = false, "product", "no such file";
            bool StartAttachListener = false, "product", "the attach socket is there from the start";
            bool DisableAttachMechanism = false, "product", "SIGQUIT never opens the attach socket";
            intx GuaranteedSafepointInterval = 1000, "diagnostic", [0, 2147483647], "at least one safepoint in this time, ms";
            int ActiveProcessorCount = -1, "product", "number of processors reported to Java; -1: ask the system";
            bool UseContainerSupport = true, "product", "read memory and processor limits from cgroups";

            // ---- compiler
            bool BackgroundCompilation = true, "pd product", "compile in a thread of its own; -Xbatch switches it off";
            bool PrintCompilation = false, "product", "a line for each compilation";
            uintx ReservedCodeCacheSize = 50331648, "pd product", [4096, 18446744073709551615], "room for compiled code, bytes";
            intx Tier3InvocationThreshold = 200, "product", [0, 2147483647], "calls and loop ends of a method before it is profiled";
            intx ProfileMaturityPercentage = 20, "product", [0, 100], "share of Tier3CompileThreshold that a profile must have seen to count, at most 40 times";
            intx Tier3CompileThreshold = 2000, "product", [0, 2147483647], "calls and loop ends of a method before it is compiled";
            intx Tier3BackEdgeThreshold = 60000, "product", [0, 2147483647], "loop ends before running code is looked at again";
            intx TieredStopAtLevel = 4, "product", [0, 4], "0: the interpreter only";
            bool UseOnStackReplacement = true, "pd product", "running loops change to compiled code";
            bool TieredCompilation = true, "pd product", "compile hot methods";
            bool DontCompileHugeMethods = true, "product", "methods above 8000 bytes of bytecode are left to the interpreter";
            ccstrlist CompileOnly = "", "product", "compile these methods only";
            ccstrlist CompileCommand = "", "product", "what to do with methods that match a pattern";
            ccstr CompileCommandFile = "", "product", "a file of such commands, one per line";

            // ---- exceptions and stack traces
            intx MaxJavaStackTraceDepth = 1024, "product", [0, 1073741823], "frames kept in a stack trace; 0: all";
            bool StackTraceInThrowable = true, "product", "collect a backtrace when a Throwable is made";
            bool OmitStackTraceInFastThrow = true, "product", "hot implicit exceptions may be preallocated";
            bool ShowHiddenFrames = false, "diagnostic", "show hidden frames (lambda forms) in stack traces";
            bool ShowCodeDetailsInExceptionMessages = true, "manageable", "helpful NullPointerException messages";

            // ---- classes
            bool BytecodeVerificationLocal = false, "diagnostic", "verify classes of the boot loader";
            bool BytecodeVerificationRemote = true, "diagnostic", "verify classes of all other loaders";
            bool AllowParallelDefineClass = false, "product", "racing defineClass calls of one class all succeed";
            bool EnableContended = true, "product", "pad fields marked @Contended";
            bool RestrictContended = true, "product", "only in trusted classes";
            intx ContendedPaddingWidth = 128, "product", [0, 8192], "bytes of padding around a contended field";

            // ---- JNI
            bool CheckJNICalls = false, "product", "check the arguments of JNI calls; -Xcheck:jni";
            bool RestoreMXCSROnJNICalls = false, "product", "reset the floating-point mode after native code";

            // ---- the options themselves
            bool IgnoreUnrecognizedVMOptions = false, "product", "unknown options are no error";
            bool UnlockDiagnosticVMOptions = false, "diagnostic", "diagnostic flags may follow";
            bool UnlockExperimentalVMOptions = false, "experimental", "experimental flags may follow";
            bool PrintFlagsInitial = false, "product", "print all flags with their defaults, and exit";
            bool PrintFlagsFinal = false, "product", "print all flags as they are in effect";
            bool PrintFlagsRanges = false, "product", "print the allowed range of each flag";
            bool PrintCommandLineFlags = false, "product", "print the flags that were set";
            bool PrintVMOptions = false, "product", "print each option as it is read";
            bool PrintWarnings = true, "product", "warnings are shown";
            uint StressSeed = 0, "C2 diagnostic", [0, 4294967295], "seed of every stress mode; 0: drawn from the clock";

            // ---- ours: collectors
            bool UseMarkSweepGC = false, "brolga", "the old generation is swept: nothing in it moves, unless there are only gaps that are too small";
            bool UseCopyingGC = false, "brolga", "the old generation has two halves, each as large as it may be, and is copied from one to the other";
            bool PrintGCStatistics = false, "brolga", "at exit: `brolga-gc: young=<n> full=<n> moved=<objects> moving=<collections>` on stderr";

            // ---- ours: checks and stress
            uintx GCStressInterval = 0, "brolga", "collect at every Nth allocation; 0: never";
            bool GCStressFull = false, "brolga", "the collections of GCStressInterval are full ones";
            bool VerifyHeap = false, "brolga", "verify the heap before and after each collection";
            bool HeapVerifyCards = false, "brolga", "verify the card table at each collection";
            bool PoisonFromSpace = false, "brolga", "vacated memory is filled with a bad pattern and protected";
            bool CheckOopMaps = false, "brolga", "check each frame's oop map against the verifier's types and zap dead registers";
            uintx SafepointStressInterval = 0, "brolga", "a safepoint with a walk of all stacks, every N microseconds; 0: never";
            bool MonitorStress = false, "brolga", "inflate every lock, wake waiters spuriously, yield inside lock operations";
            uintx OomStressInterval = 0, "brolga", "every Nth allocation throws OutOfMemoryError; 0: never";
            uintx DeoptStressInterval = 0, "brolga", "every Nth guard fails; 0: never";
            bool WatchStress = false, "brolga", "code is interpreted as debuggers want it, and stops at every bytecode, call and return; at exit: `brolga-watch: told=<n>` on stderr";
            uintx JitInvalidationStressInterval = 0, "brolga", "some code is thrown away and made anew every N microseconds; 0: never";
            ccstr JitDisablePasses = "", "brolga", "passes of the compiler that do not run, separated by commas: to find the guilty one";
            bool FoldStableValues = true, "diagnostic", "what the heap holds and never changes any more stands in the code";
            bool UseCHA = true, "brolga", "methods that no linked class overrides are inlined";
            bool UseInlineCaches = true, "product", "calls look first for the classes that they have met";
            ccstr JitOptLevel = "speed", "brolga", "how much the code generator does: speed or none";
            uintx JitRandomTiers = 0, "brolga", "a seed that decides for each method whether it is compiled: never, when it is first called, or when it is hot; 0: as the flags say";
            bool CountBytecodes = false, "brolga", "at exit: `brolga-jit: executed compiled=<n> interpreted=<n>`, bytecodes of application classes, on stderr";
            bool JitPlantFault = false, "brolga", "compiled code computes `|` as `+`: a fuzzer that does not find it finds nothing";
            bool PublicationStress = false, "brolga", "yield between the steps of every publication protocol (CONTRACTS 5)";

            // ---- ours: looking inside
            bool TraceBytecodes = false, "brolga", "print every instruction that the interpreter executes";
            ccstr PrintRegisterCode = "", "brolga", "print the register code of methods that match this pattern when translated";
            bool PrintInterpreterStatistics = false, "brolga", "at exit: instruction counts on stderr";
            bool PrintUnimplementedNatives = false, "brolga", "at exit: entry points that were called and not implemented";
            bool PrintJitStatistics = false, "brolga", "at exit: `brolga-jit: <fact>=<n> ...` on stderr: compiles, refusals, inlined calls, deopts and their reasons, time, code";
            ccstr JitDump = "", "brolga", "PATTERN,...[:file]: every compile of methods that match, from bytecode to machine code";
            bool JitDumpDeterministic = false, "brolga", "nothing in the text of JitDump changes from run to run: no addresses, times, profiles, numbers of compiles";
            bool JitDumpStatic = false, "brolga", "before the VM ends, the methods of JitDump are compiled that were not: with the launcher's --dry-run nothing runs";
            ccstr JitDumpFormat = "text", "brolga", "what JitDump writes: text, or json, one record per line";
            ccstr JitReplay = "", "brolga", "compile again what CompileCommand=DumpReplay has recorded in this file, show it as JitDump asks for, and end";
            bool DebugNonSafepoints = false, "diagnostic", "compiled code says what bytecode each instruction was made for: for profilers";
            bool PerfMap = false, "brolga", "write /tmp/perf-PID.map, by which perf names compiled code";
            bool PerfJitDump = false, "brolga", "write jit-PID.dump, by which perf inject --jit names compiled code and its lines";
            bool GdbJit = false, "brolga", "tell gdb of compiled code: names, and how to find callers";
            bool PrintBootTimes = false, "brolga", "before main: `brolga-boot: <phase> <n> us ...` on stderr for each phase of the start";
        }
    };
}
