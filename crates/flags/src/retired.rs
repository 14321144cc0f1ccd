//! Flag names that are known only to be refused, ignored, renamed or warned about, as HotSpot 17 does.
//!
//! Found by asking `java` for each name; the texts are in `parse.rs`.

/// Flags of HotSpot's debug builds: "is develop and is available only in debug version of VM".
#[rustfmt::skip]
pub(crate) const DEVELOP: &[&str] = &[
    "AdaptiveSizePolicyReadyThreshold", "AlwaysIncrementalInline", "AssertRangeCheckElimination", "BailoutAfterHIR",
    "BailoutAfterLIR", "BailoutOnExceptionHandlers", "BailoutToInterpreterForThrows", "BciProfileWidth",
    "BinarySwitchThreshold", "C1Breakpoint", "CIBreakAt", "CIBreakAtOSR", "CICompileNatives", "CICompileOSR", "CICountOSR",
    "CIPrintCompilerName", "CIPrintMethodCodes", "CIPrintRequests", "CIPrintTypeFlow", "CIStart", "CIStartOSR", "CIStop",
    "CIStopOSR", "CITimeEach", "CITimeVerbose", "CITraceTypeFlow", "CSEArrayLength", "CanonicalizeNodes",
    "CheckUnhandledOops", "CheckZapUnusedHeapArea", "CodeCacheMinimumUseSpace", "CodeEntryAlignment", "CommentedAssembly",
    "CompressedClassSpaceBaseAddress", "ComputeExactFPURegisterUsage", "ConcGCYieldTimeout", "ConvertCmpD2CmpF",
    "ConvertFloat2IntClipping", "CountBytecodes", "CountCompiledCalls", "CountLinearScan", "CounterDecayMinIntervalLength",
    "CounterHalfLifeTime", "DebugDeoptimization", "DebugVtables", "DelayThreadStartALot", "DeoptC1", "DeoptimizeALot",
    "DeoptimizeObjectsALot", "DeoptimizeObjectsALotInterval", "DeoptimizeObjectsALotThreadCountAll",
    "DeoptimizeObjectsALotThreadCountSingle", "DeoptimizeRandom", "DoCEE", "DontYieldALotInterval", "EagerInitialization",
    "EliminateBlocks", "EliminateFieldAccess", "EliminateNullChecks", "ErrorHandlerTest", "ExitEscapeAnalysisOnTimeout",
    "FLSVerifyDictionary", "FastAllocateSizeLimit", "FreqCountInvocations", "FullGCALot", "G1DummyRegionsPerGC",
    "G1EvacuationFailureALotCount", "G1EvacuationFailureALotDuringConcMark", "G1EvacuationFailureALotDuringConcurrentStart",
    "G1EvacuationFailureALotDuringMixedGC", "G1EvacuationFailureALotDuringYoungGC", "G1EvacuationFailureALotInterval",
    "G1ExitOnExpansionFailure", "G1MaxVerifyFailures", "G1RSetRegionEntriesBase", "G1RSetSparseRegionEntriesBase",
    "G1SATBProcessCompletedThreshold", "G1VerifyBitmaps", "G1VerifyCTCleanup", "GCExpandToAllocateDelayMillis",
    "GCOverheadLimitThreshold", "GenerateArrayStoreCheck", "GenerateRangeChecks", "GenerateSynchronizationCode",
    "HugeMethodLimit", "IEEEPrecision", "ImplicitDiv0Checks", "ImplicitNullCheckThreshold", "InjectCompilerCreationFailure",
    "InlineAccessors", "InlineFrequencyRatio", "InlineIntrinsics", "InlineMethodsWithExceptionHandlers", "InlineThrowCount",
    "InlineThrowMaxSize", "InstallMethods", "InstructionCountCutoff", "InterceptOSException", "JVMCIUseFastLocking",
    "JVMInvokeMethodSlack", "LIRTraceExecution", "LIRTracePeephole", "LargePagesIndividualAllocationInjectError",
    "LoadLineNumberTables", "LoadLocalVariableTables", "LoadLocalVariableTypeTables", "MallocCatchPtr",
    "MaxForceInlineLevel", "MaxVirtMemFraction", "MetadataAllocationFailALot", "MetadataAllocationFailALotInterval",
    "MethodHistogramCutoff", "MinOopMapAllocation", "MonomorphicArrayCheck", "NestedInliningSizeRatio", "NewCodeParameter",
    "NodeCountInliningCutoff", "OSROnlyBCI", "ObjArrayMarkingStride", "OptimizeIfOps", "OptimizeUnsafes",
    "OptoBlockListSize", "OptoBreakpoint", "OptoCoalesce", "OptoNodeListSize", "OptoPeephole", "OptoPeepholeAt",
    "OptoPrologueNops", "PSAdaptiveSizePolicyResizeVirtualSpaceAlot", "PatchALot", "PinAllInstructions", "PoisonOSREntry",
    "PreallocatedOutOfMemoryErrorCount", "PrintBailouts", "PrintBlockElimination", "PrintBytecodeHistogram",
    "PrintBytecodePairHistogram", "PrintCEE", "PrintCFGBlockFreq", "PrintCFGToFile", "PrintCanonicalization",
    "PrintCodeCache2", "PrintCodeCacheExtension", "PrintDebugInfo", "PrintDeoptimizationDetails", "PrintDependencies",
    "PrintDominators", "PrintExceptionHandlers", "PrintLIR", "PrintMethodFlushing", "PrintMiscellaneous", "PrintNotLoaded",
    "PrintNullCheckElimination", "PrintRelocations", "PrintUnsafeOptimization", "PrintValueNumbering", "ProfileTraps",
    "PromotionFailureALotCount", "PromotionFailureALotInterval", "RegisterCostAreaRatio", "RegisterReferences",
    "RenumberLiveNodes", "ReplayCompiles", "ReplayIgnoreInitErrors", "ReplaySuppressInitializers", "SelectivePhiFunctions",
    "ShenandoahVerifyOptoBarriers", "SoftMatchFailure", "StackPrintLimit", "StopInterpreterAt", "StressArrayCopyMacroNode",
    "StressCodeBuffers", "StressCompiledExceptionHandlers", "StressLinearScan", "StressLongCountedLoop",
    "StressLoopInvariantCodeMotion", "StressMethodHandleLinkerInlining", "StressRangeCheckElimination",
    "StressRecompilation", "StressReflectiveCode", "StressRewriter", "SubsumeLoads", "SuperWordRTDepCheck",
    "TestCrashInErrorHandler", "TestSafeFetchInErrorHandler", "TestUnresponsiveErrorHandler", "TimeEachLinearScan",
    "TimeOopMap", "TimeOopMap2", "TraceBytecodes", "TraceBytecodesAt", "TraceCallFixup", "TraceCompiledIC",
    "TraceCreateZombies", "TraceDeoptimization", "TraceDependencies", "TraceDerivedPointers", "TraceFPURegisterUsage",
    "TraceFPUStack", "TraceFinalizerRegistration", "TraceFrequencyInlining", "TraceICBuffer", "TraceICs",
    "TraceInlineCacheClearing", "TraceIterativeGVN", "TraceJavaAssertions", "TraceLinearScanLevel", "TraceLivenessGen",
    "TraceLoopLimitCheck", "TraceLoopOpts", "TraceLoopPredicate", "TraceMemoryWriteback", "TraceMethodReplacement",
    "TraceNewOopMapGeneration", "TraceNewOopMapGenerationDetailed", "TraceOopMapRewrites", "TraceOptimizeFill",
    "TraceOptimizedUpcallStubs", "TraceOptoParse", "TracePatching", "TracePcPatching", "TracePostallocExpand",
    "TracePredicateFailedTraps", "TraceRangeCheckElimination", "TraceRangeLimitCheck", "TraceRelocator", "TwoOperandLIRForm",
    "TypeProfileCasts", "UncommonNullCast", "UnrollLimitForProfileCheck", "UseC1Optimizations", "UseCHA", "UseCISCSpill",
    "UseFastNewInstance", "UseFastNewObjectArray", "UseFastNewTypeArray", "UseFastSignatureHandlers",
    "UseGlobalValueNumbering", "UseLocalValueNumbering", "UseMallocOnly", "UsePrivilegedStack", "UseSlowPath",
    "UseTableRanges", "UseUniqueSubclasses", "Verbose", "VerifyActivationFrameSize", "VerifyAdapterSharing", "VerifyAliases",
    "VerifyCrossModifyFence", "VerifyDataPointer", "VerifyDependencies", "VerifyFPU", "VerifyIterativeGVN",
    "VerifyJNIFields", "VerifyMetaspaceInterval", "VerifyOops", "VerifyStack", "VerifyStackAtCalls", "VerifyThread",
    "WizardMode", "ZapFillerObjects", "ZapResourceArea", "ZapTLAB", "ZapUnusedHeapArea",
];

/// The same, with the word "notproduct".
#[rustfmt::skip]
pub(crate) const NOTPRODUCT: &[&str] = &[
    "BreakAtNode", "CICrashAt", "CIObjectFactoryVerify", "CheckCompressedOops", "CollectIndexSetStatistics",
    "CrashGCForDumpingJavaThread", "DeoptimizeALotInterval", "DeoptimizeOnlyAt", "EnableJVMTIStackDepthAsserts",
    "ExitOnFullCodeCache", "FullGCALotDummies", "FullGCALotInterval", "FullGCALotStart", "G1EvacuationFailureALot",
    "GCALotAtAllSafepoints", "ICMissHistogram", "IndexSetWatch", "LogSweeper", "MaxElementPrintSize", "MaxSubklassPrintSize",
    "OptoBreakpointC2R", "OptoBreakpointOSR", "OptoNoExecute", "PrintC1Statistics", "PrintCFG", "PrintCFG0", "PrintCFG1",
    "PrintCFG2", "PrintClassLoaderDataGraphAtExit", "PrintEliminateAllocations", "PrintEliminateLocks",
    "PrintEscapeAnalysis", "PrintFieldLayout", "PrintFlagsWithComments", "PrintFrameConverterAssembly", "PrintIR",
    "PrintIR0", "PrintIR1", "PrintIR2", "PrintIRDuringConstruction", "PrintIRWithLIR", "PrintIdeal", "PrintIdealGraph",
    "PrintIdealGraphAddress", "PrintIdealGraphFile", "PrintIdealGraphLevel", "PrintIdealGraphPort",
    "PrintIdealIndentThreshold", "PrintIdealNodeCount", "PrintInitialBlockList", "PrintLIRWithAssembly",
    "PrintLockStatistics", "PrintNMethodStatistics", "PrintOptimizePtrCompare", "PrintOptimizeStringConcat", "PrintOpto",
    "PrintOptoInlining", "PrintOptoPeephole", "PrintOptoStatistics", "PrintParseStatistics", "PrintPhiFunctions",
    "PrintRewrites", "PrintSimpleStubs", "PrintSymbolTableSizeHistogram", "PrintSystemDictionaryAtExit", "PrintVtableStats",
    "PromotionFailureALot", "ScavengeALot", "ScavengeALotInterval", "SuppressErrorAt", "SweeperLogEntries", "TraceCISCSpill",
    "TraceCodeBlobStacks", "TraceInvocationCounterOverflow", "TraceLivenessQuery", "TraceLoopUnswitching", "TraceNewVectors",
    "TraceOnStackReplacement", "TraceOptoOutput", "TraceOptoPipelining", "TracePartialPeeling", "TracePhaseCCP",
    "TraceProfileTripCount", "TraceSuperWord", "TraceSuperWordLoopUnrollAnalysis", "UseDebuggerErgo", "UseDebuggerErgo1",
    "UseDebuggerErgo2", "VerifyCodeCache", "VerifyConnectionGraph", "VerifyDUIterators", "VerifyGraphEdges",
    "VerifyHashTableKeys", "VerifyIdealNodeCount", "VerifyJNIEnvThread", "VerifyLastFrame", "VerifyLoopOptimizations",
    "VerifyRegisterAllocator", "WalkStackALot", "ZapStackSegments", "ZapVMHandleArea", "ZombieALot", "ZombieALotInterval",
];

/// Removed flags that are still ignored with a warning, and the version that removed them.
pub(crate) const OBSOLETE: &[(&str, &str)] = &[
    ("AssertOnSuspendWaitFailure", "17.0"),
    ("SuspendRetryCount", "17.0"),
    ("SuspendRetryDelay", "17.0"),
    ("TraceSuspendWaitFailures", "17.0"),
];

/// Old names: (alias, flag it stands for, deprecated since).
pub(crate) const ALIASES: &[(&str, &str, &str)] = &[
    ("CreateMinidumpOnCrash", "CreateCoredumpOnCrash", "9.0"),
    ("DefaultMaxRAMFraction", "MaxRAMFraction", "8.0"),
];

/// Flags that work and warn: (flag, deprecated since).
pub(crate) const DEPRECATED: &[(&str, &str)] = &[
    ("AllowRedefinitionToAddDeleteMethods", "13.0"),
    ("AlwaysLockClassLoader", "17.0"),
    ("BiasedLockingBulkRebiasThreshold", "15.0"),
    ("BiasedLockingBulkRevokeThreshold", "15.0"),
    ("BiasedLockingDecayTime", "15.0"),
    ("BiasedLockingStartupDelay", "15.0"),
    ("CriticalJNINatives", "16.0"),
    ("FlightRecorder", "13.0"),
    ("InitialRAMFraction", "10.0"),
    ("MaxGCMinorPauseMillis", "8.0"),
    ("MaxRAMFraction", "10.0"),
    ("MinRAMFraction", "10.0"),
    ("PrintBiasedLockingStatistics", "15.0"),
    ("PrintPreciseBiasedLockingStatistics", "15.0"),
    ("TLABStats", "12.0"),
    ("UseBiasedLocking", "15.0"),
    ("UseOptoBiasInlining", "15.0"),
];
