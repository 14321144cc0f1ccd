//! The expectations are what `java` 17 printed for the same options.

use super::parse;
use crate::environment::Env;
use crate::message::{Exit, OptionError, Stream};
use crate::options::{Agent, AgentKind, Mode, VmOptions};
use crate::settings::Origin;
use crate::{Collector, Value};
use std::collections::HashMap;
use std::io;

/// A machine with 16 GB, given variables and files.
#[derive(Default)]
struct World {
    vars: HashMap<&'static str, &'static str>,
    files: HashMap<&'static str, &'static str>,
}

impl Env for World {
    fn var(&self, name: &str) -> Option<String> {
        self.vars.get(name).map(|value| value.to_string())
    }

    fn read_file(&self, path: &str) -> io::Result<String> {
        self.files
            .get(path)
            .map(|text| text.to_string())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn memory(&self, _container: bool) -> u64 {
        16 << 30
    }
}

fn words(line: &str) -> Vec<String> {
    line.split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

fn run(line: &str) -> Result<VmOptions, OptionError> {
    parse(&World::default(), &words(line), false)
}

fn ok(line: &str) -> VmOptions {
    run(line).unwrap_or_else(|error| panic!("{line}: {error:?}"))
}

/// The text of the one stream that an error uses, with how it ends.
fn fails(line: &str) -> (String, Exit) {
    let error = run(line).expect_err(line);
    (
        error.text(Stream::Stdout) + &error.text(Stream::Stderr),
        error.exit,
    )
}

fn rejected(line: &str, text: &str) {
    assert_eq!(fails(line), (text.to_string(), Exit::Reject), "{line}");
}

fn warning(line: &str) -> String {
    ok(line)
        .messages
        .iter()
        .map(|message| message.text.as_str())
        .collect()
}

#[test]
fn unknown_flags_and_hints() {
    rejected("-XX:+Foo", "Unrecognized VM option 'Foo'\n");
    rejected(
        "-XX:+UseSerialGCC",
        "Unrecognized VM option 'UseSerialGCC'\nDid you mean '(+/-)UseSerialGC'? ",
    );
    rejected(
        "-XX:MaxHeapSize:=3m",
        "Unrecognized VM option 'MaxHeapSize:=3m'\nDid you mean 'MaxHeapSize=<value>'? ",
    );
    rejected(
        "-XX:ErrorFil=3",
        "Unrecognized VM option 'ErrorFil=3'\nDid you mean 'ErrorFile=<value>'? ",
    );
    rejected(
        "-XX:MaxPermSize=64m",
        "Unrecognized VM option 'MaxPermSize=64m'\n",
    );
    rejected("-XX:", "Unrecognized VM option ''\n");
    rejected("-XX", "Unrecognized option: -XX\n");
    rejected("-Xfoo", "Unrecognized option: -Xfoo\n");
    rejected("--foo", "Unrecognized option: --foo\n");
    rejected("-Xbatchh", "Unrecognized option: -Xbatchh\n");
    ok("-XX:+IgnoreUnrecognizedVMOptions -XX:+Foo -Xfoo");
    assert!(parse(&World::default(), &words("-Xfoo _x"), true).is_ok());
    assert!(parse(&World::default(), &words("-foo"), true).is_err());
}

#[test]
fn wrong_forms_types_and_ranges() {
    rejected(
        "-XX:UseSerialGC",
        "Missing +/- setting for VM option 'UseSerialGC'\n",
    );
    rejected(
        "-XX:UseSerialGC=true",
        "Missing +/- setting for VM option 'UseSerialGC=true'\n",
    );
    rejected(
        "-XX:+UseSerialGC=3",
        "Improperly specified VM option 'UseSerialGC=3'\n",
    );
    rejected(
        "-XX:+MaxHeapSize",
        "Unexpected +/- setting in VM option 'MaxHeapSize'\n",
    );
    rejected(
        "-XX:MaxHeapSize",
        "Improperly specified VM option 'MaxHeapSize'\n",
    );
    rejected(
        "-XX:NewRatio=-1",
        "Improperly specified VM option 'NewRatio=-1'\n",
    );
    rejected(
        "-XX:CICompilerCount=1.5",
        "Improperly specified VM option 'CICompilerCount=1.5'\n",
    );
    rejected(
        "-XX:MaxRAMPercentage=5e1",
        "Improperly specified VM option 'MaxRAMPercentage=5e1'\n",
    );
    rejected(
        "-XX:MaxRAMPercentage=250",
        "double MaxRAMPercentage=250.000000 is outside the allowed range [ 0.000000 ... 100.000000 ]\n\
         Improperly specified VM option 'MaxRAMPercentage=250'\n",
    );
    rejected(
        "-XX:CICompilerCount=-1",
        "intx CICompilerCount=-1 is outside the allowed range [ 0 ... 2147483647 ]\n\
         Improperly specified VM option 'CICompilerCount=-1'\n",
    );
    rejected(
        "-XX:MaxTenuringThreshold=99",
        "uintx MaxTenuringThreshold=99 is outside the allowed range [ 0 ... 16 ]\n",
    );
    rejected(
        "-XX:ObjectAlignmentInBytes=9",
        "ObjectAlignmentInBytes (9) must be power of 2\nImproperly specified VM option 'ObjectAlignmentInBytes=9'\n",
    );
}

#[test]
fn locked_and_retired_flags() {
    let locked = |name: &str, kind: &str, unlock: &str| {
        format!(
            "Error: VM option '{name}' is {kind} and must be enabled via -XX:+{unlock}.\nError: The unlock option must precede '{name}'.\n"
        )
    };
    rejected(
        "-XX:+VerifyBeforeGC",
        &locked("VerifyBeforeGC", "diagnostic", "UnlockDiagnosticVMOptions"),
    );
    rejected(
        "-XX:+UseEpsilonGC",
        &locked(
            "UseEpsilonGC",
            "experimental",
            "UnlockExperimentalVMOptions",
        ),
    );
    rejected(
        "-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:+UseEpsilonGC",
        &locked(
            "UseEpsilonGC",
            "experimental",
            "UnlockExperimentalVMOptions",
        ),
    );
    assert!(
        ok("-XX:+UnlockDiagnosticVMOptions -XX:+ShowHiddenFrames")
            .flags
            .ShowHiddenFrames
    );
    rejected(
        "-XX:-ZapUnusedHeapArea",
        "Error: VM option 'ZapUnusedHeapArea' is develop and is available only in debug version of VM.\n",
    );
    rejected(
        "-XX:+PrintFlagsWithComments",
        "Error: VM option 'PrintFlagsWithComments' is notproduct and is available only in debug version of VM.\n",
    );
    assert_eq!(
        warning("-XX:+UseBiasedLocking"),
        "Brolga 64-Bit Server VM warning: Option UseBiasedLocking was deprecated in version 15.0 and will likely be removed in a future release.\n"
    );
    assert_eq!(
        warning("-XX:DefaultMaxRAMFraction=4")
            .lines()
            .next()
            .unwrap(),
        "Brolga 64-Bit Server VM warning: Option DefaultMaxRAMFraction was deprecated in version 8.0 and will likely be removed in a future release. Use option MaxRAMFraction instead."
    );
    assert_eq!(
        warning("-XX:+SuspendRetryCount"),
        "Brolga 64-Bit Server VM warning: Ignoring option SuspendRetryCount; support was removed in 17.0\n"
    );
}

#[test]
fn heap_and_stack_sizes() {
    let options = ok("-Xms512m -Xmx1g -Xmn100m -Xss2m");
    assert_eq!(options.flags.MaxHeapSize, 1 << 30);
    assert_eq!(options.flags.InitialHeapSize, 512 << 20);
    assert_eq!(options.flags.MinHeapSize, 512 << 20);
    assert_eq!(
        (options.flags.NewSize, options.flags.MaxNewSize),
        (100 << 20, 100 << 20)
    );
    assert_eq!(options.flags.ThreadStackSize, 2048);
    assert_eq!(ok("-XX:MaxHeapSize=0x10000000").flags.MaxHeapSize, 1 << 28);
    for (line, what) in [
        ("-Xmx", "maximum heap size"),
        ("-Xmx0", "maximum heap size"),
        ("-Xmx1q", "maximum heap size"),
        ("-XX:MaxHeapSize=-5", "maximum heap size"),
        ("-Xms", "initial heap size"),
        ("-Xmn0", "initial young generation size"),
        ("-Xssx", "thread stack size"),
    ] {
        rejected(line, &format!("Invalid {what}: {line}\n"));
    }
    rejected(
        "-Xss2g",
        "Invalid thread stack size: -Xss2g\nThe specified size exceeds the maximum representable size.\n",
    );
    rejected(
        "-Xss1k",
        "\nThe Java thread stack size specified is too small. Specify at least 136k\n",
    );
    ok("-Xms0 -Xss0");
    for (line, text) in [
        ("-Xmx1", "Too small maximum heap"),
        ("-Xms1", "Too small initial heap"),
        (
            "-Xms2g -Xmx1g",
            "Initial heap size set to a larger value than the maximum heap size",
        ),
        (
            "-XX:+UseG1GC -XX:+UseSerialGC",
            "Multiple garbage collectors selected",
        ),
    ] {
        assert_eq!(
            fails(line),
            (
                format!("Error occurred during initialization of VM\n{text}\n"),
                Exit::Process(1)
            ),
            "{line}"
        );
    }
}

#[test]
fn ergonomics_follow_the_machine() {
    let options = ok("");
    assert_eq!(options.flags.MaxHeapSize, 4 << 30);
    assert_eq!(options.flags.InitialHeapSize, 256 << 20);
    assert_eq!(
        options.settings.get("MaxHeapSize").unwrap().1,
        Origin::Ergonomic
    );
    assert!(options.flags.UseSerialGC);
    assert_eq!(Collector::of(&options.flags), Collector::MarkCompact);
    assert_eq!(ok("-XX:MaxRAMPercentage=50").flags.MaxHeapSize, 8 << 30);
    assert_eq!(ok("-XX:MaxRAM=2g").flags.MaxHeapSize, 512 << 20);
    assert_eq!(ok("-XX:MaxRAM=100m").flags.MaxHeapSize, 50 << 20);
    assert_eq!(ok("-Xmx64m").flags.InitialHeapSize, 64 << 20);
    assert_eq!(
        Collector::of(&ok("-XX:+UseMarkSweepGC").flags),
        Collector::MarkSweep
    );
    assert_eq!(ok("-XX:GCStressInterval=50").flags.GCStressInterval, 50);
}

#[test]
fn environment_and_files() {
    let mut world = World::default();
    world.vars.insert("JAVA_TOOL_OPTIONS", "-Dxa=1 -Dxb='a b'");
    world.vars.insert("_JAVA_OPTIONS", "-Dxa=2");
    let options = parse(&world, &words("-Dxa=3 -Dxc"), false).unwrap();
    assert_eq!(options.property("xa"), Some("2"));
    assert_eq!(options.property("xb"), Some("a b"));
    assert_eq!(options.property("xc"), Some(""));
    assert_eq!(
        options.input_arguments,
        ["-Dxa=1", "-Dxb=a b", "-Dxa=3", "-Dxc", "-Dxa=2"]
    );
    let notes: String = options
        .messages
        .iter()
        .map(|message| message.text.as_str())
        .collect();
    assert_eq!(
        notes,
        "Picked up JAVA_TOOL_OPTIONS: -Dxa=1 -Dxb='a b'\nPicked up _JAVA_OPTIONS: -Dxa=2\n"
    );

    let mut world = World::default();
    world.vars.insert("JAVA_TOOL_OPTIONS", "-Dxa='a b");
    let error = parse(&world, &[], false).unwrap_err();
    assert_eq!(
        error.text(Stream::Stderr),
        "Picked up JAVA_TOOL_OPTIONS: -Dxa='a b\nUnmatched quote in JAVA_TOOL_OPTIONS\n"
    );

    let mut world = World::default();
    world
        .files
        .insert("fl", "+UseSerialGC # c\n-UseTLAB\nNewRatio=3");
    world.files.insert("vo", "-Dxa=4\n-Dxb='5 6'");
    let options = parse(&world, &words("-XX:Flags=fl -XX:VMOptionsFile=vo"), false).unwrap();
    assert_eq!((options.flags.NewRatio, options.flags.UseTLAB), (3, false));
    assert_eq!(
        options.settings.get("NewRatio").unwrap().1,
        Origin::ConfigFile
    );
    assert_eq!(options.property("xb"), Some("5 6"));
    assert_eq!(
        options.input_arguments[..4],
        ["+UseSerialGC", "-UseTLAB", "NewRatio=3", "-XX:Flags=fl"]
    );
    rejected("-XX:Flags=/nope", "Could not open settings file /nope\n");
    rejected(
        "-XX:VMOptionsFile=/nope",
        "Could not open options file '/nope'\n",
    );
}

#[test]
fn module_options_become_properties() {
    let options = ok(
        "--add-modules=java.se --add-modules=java.sql --add-opens=java.base/java.lang=ALL-UNNAMED \
         --limit-modules=java.se --module-path=/tmp --module-path=/x --patch-module=foo=/p:/q --enable-preview",
    );
    assert_eq!(options.property("jdk.module.addmods.0"), Some("java.se"));
    assert_eq!(options.property("jdk.module.addmods.1"), Some("java.sql"));
    assert_eq!(
        options.property("jdk.module.addopens.0"),
        Some("java.base/java.lang=ALL-UNNAMED")
    );
    assert_eq!(options.property("jdk.module.limitmods"), Some("java.se"));
    assert_eq!(options.property("jdk.module.path"), Some("/x"));
    assert_eq!(options.property("jdk.module.patch.0"), Some("foo=/p:/q"));
    assert_eq!(options.patch_modules[0].path, "/p:/q");
    assert!(options.enable_preview);
    for reserved in ["-Djdk.module.path=x", "-Djdk.module.addmods.0=x"] {
        assert_eq!(
            warning(reserved),
            "Brolga 64-Bit Server VM warning: Ignoring system property options whose names match the '-Djdk.module.*'. \
             names that are reserved for internal use.\n"
        );
        assert!(ok(reserved).properties.is_empty());
    }
    assert_eq!(
        ok("-Djdk.module.main=m/p.C").property("jdk.module.main"),
        Some("m/p.C")
    );
    assert_eq!(
        warning("--illegal-access=permit"),
        "Brolga 64-Bit Server VM warning: Ignoring option --illegal-access=permit; support was removed in 17.0\n"
    );
    rejected(
        "--illegal-access",
        "Unrecognized option: --illegal-access\n",
    );
    let options = ok("-javaagent:/a.jar=x -Dcom.sun.management.jmxremote");
    assert_eq!(
        options.property("jdk.module.addmods.0"),
        Some("java.instrument")
    );
    assert_eq!(
        options.property("jdk.module.addmods.1"),
        Some("jdk.management.agent")
    );
    assert_eq!(
        options.agents,
        [Agent {
            kind: AgentKind::Java,
            name: "/a.jar".to_string(),
            options: "x".to_string()
        }]
    );
}

#[test]
fn old_x_options() {
    let options = ok(
        "-Xmixed -Xcomp -Xint -Xrs -Xcheck:jni -Xbatch -Xnoclassgc -Xdebug -Xnoagent -Djava.compiler=NONE -Xverify",
    );
    assert_eq!(options.mode, Mode::Interpreted);
    assert!(
        options.flags.ReduceSignalUsage
            && options.flags.CheckJNICalls
            && options.flags.BytecodeVerificationLocal
    );
    assert!(!options.flags.ClassUnloading);
    assert_eq!(options.property("java.compiler"), None);
    assert_eq!(
        warning("-Xverify:none"),
        "Brolga 64-Bit Server VM warning: Options -Xverify:none and -noverify were deprecated in JDK 13 and will likely be removed in a future release.\n"
    );
    assert_eq!(warning("-XX:-PrintWarnings -Xverify:none"), "");
    rejected(
        "-Xverify:foo",
        "Unrecognized verification option: -Xverify:foo\n",
    );
    rejected("-Xcheck:foo", "Unrecognized check option: -Xcheck:foo\n");
    rejected("-Xshare:foo", "Unrecognized option: -Xshare:foo\n");
    rejected(
        "-Xbootclasspath/p:x",
        "-Xbootclasspath/p is no longer a supported option.\n",
    );
    rejected(
        "-Xbootclasspath:x",
        "-Xbootclasspath is no longer a supported option.\n",
    );
    rejected(
        "-Djava.ext.dirs=/x",
        "-Djava.ext.dirs=/x is not supported.  Use -classpath instead.\n",
    );
    let options = ok("-Xbootclasspath/a:x -Xbootclasspath/a:y -ea -da:foo... vfprintf exit abort");
    assert_eq!(options.boot_append, "x:y");
    assert_eq!(options.property("jdk.boot.class.path.append"), Some("x:y"));
    assert!(
        options.assertions.enabled_for("a.B", false)
            && !options.assertions.enabled_for("foo.B", false)
    );
    ok("-verbose:foo -verbose -verbose:gc");
}

#[test]
fn log_options() {
    rejected(
        "-Xlog:foo",
        "[0.000s][error][logging] Invalid tag 'foo' in log selection.\nInvalid -Xlog option '-Xlog:foo', see error log for details.\n",
    );
    rejected(
        "-Xlogx",
        "Invalid -Xlog option '-Xlogx', see error log for details.\n",
    );
    assert_eq!(
        ok("-Xloggc:x.log").log.notices[0].text,
        "-Xloggc is deprecated. Will use -Xlog:gc:x.log instead."
    );
    assert_eq!(
        ok("-XX:+PrintGCDetails").log.notices[0].text,
        "-XX:+PrintGCDetails is deprecated. Will use -Xlog:gc* instead."
    );
    assert_eq!(fails("-Xlog:help").1, Exit::Process(0));
}

#[test]
fn listings() {
    let line = |text: &str, name: &str| {
        let found = text
            .lines()
            .find(|line| line.split_whitespace().any(|word| word == name));
        found.unwrap_or_else(|| panic!("{name}")).to_string()
    };
    let text = ok(
        "-XX:+PrintFlagsFinal -XX:OnError=aaaaaaaa -XX:OnError=b -XX:MaxRAMPercentage=33.5 -Xmx1g",
    )
    .messages[0]
        .text
        .clone();
    assert_eq!(
        line(&text, "ActiveProcessorCount"),
        "      int ActiveProcessorCount                     = -1                                        {product} {default}"
    );
    assert_eq!(
        line(&text, "AliasLevel"),
        "     intx AliasLevel                               = 3                                      {C2 product} {default}"
    );
    assert_eq!(
        line(&text, "MaxRAMPercentage"),
        "   double MaxRAMPercentage                         = 33.500000                                 {product} {command line}"
    );
    assert_eq!(
        line(&text, "MaxHeapSize"),
        "   size_t MaxHeapSize                              = 1073741824                                {product} {command line}"
    );
    assert!(text.contains("ccstrlist OnError                                  = aaaaaaaa\n"));
    assert!(text.contains("\n          OnError                                 += b                                         {product} {command line}\n"));
    assert!(!text.contains("UseEpsilonGC"));
    let long = "a".repeat(72);
    let text = ok(&format!("-XX:+PrintFlagsFinal -XX:ErrorFile={long}")).messages[0]
        .text
        .clone();
    assert_eq!(
        line(&text, "ErrorFile"),
        format!(
            "    ccstr ErrorFile                                = {long}            {{product}} {{command line}}"
        )
    );
    let text = ok("-XX:+UnlockExperimentalVMOptions -XX:+PrintFlagsFinal").messages[0]
        .text
        .clone();
    assert_eq!(
        line(&text, "UnlockExperimentalVMOptions"),
        "     bool UnlockExperimentalVMOptions              = true                                 {experimental} {command line}"
    );
    let text = ok("-XX:+PrintFlagsRanges").messages[0].text.clone();
    assert_eq!(
        line(&text, "AliasLevel"),
        "     intx AliasLevel                                         [ 0                         ...                         3 ]                         {C2 product} {default}"
    );
    assert_eq!(
        line(&text, "MaxRAMPercentage"),
        "   double MaxRAMPercentage                                   [ 0.000                     ...                   100.000 ]                            {product} {default}"
    );
    let text = ok("-XX:+PrintCommandLineFlags -Xmx64m -Xms1m -XX:+UseSerialGC").messages[0]
        .text
        .clone();
    assert_eq!(
        text,
        "-XX:InitialHeapSize=1048576 -XX:MaxHeapSize=67108864 -XX:MinHeapSize=1048576 -XX:+PrintCommandLineFlags -XX:+UseSerialGC \n"
    );
    let text = warning("-XX:+PrintVMOptions -Xint -XX:+UseSerialGC");
    assert_eq!(
        text,
        "VM option '+PrintVMOptions'\nVM option '+UseSerialGC'\n"
    );
    assert_eq!(fails("-XX:+PrintFlagsInitial").1, Exit::Process(0));
}

#[test]
fn options_are_shown_before_they_are_judged() {
    let mut world = World::default();
    world.files.insert("f", "+PrintVMOptions\n-UseTLAB\n");
    let read = |line: &str| parse(&world, &words(line), false);
    let text = |error: OptionError| error.text(Stream::Stdout);
    assert_eq!(
        text(read("-XX:+PrintVMOptions -XX:Nonsense").unwrap_err()),
        "VM option '+PrintVMOptions'\nVM option 'Nonsense'\n"
    );
    assert_eq!(
        text(read("-XX:Flags=f -XX:Nonsense -XX:+PrintVMOptions").unwrap_err()),
        "VM option '+PrintVMOptions'\nVM option '-UseTLAB'\nVM option 'Flags=f'\nVM option 'Nonsense'\n\
         VM option '+PrintVMOptions'\n"
    );
}

#[test]
fn a_settings_file_that_nobody_asked_for_is_mentioned() {
    let mut world = World::default();
    world.files.insert(".hotspotrc", "+Nonsense\n");
    let options = parse(&world, &words("-XX:+UseTLAB"), false).unwrap();
    assert!(
        options.messages[0]
            .text
            .ends_with("warning: .hotspotrc file is present but has been ignored.  Run with -XX:Flags=.hotspotrc to load the file.\n")
    );
    world.files.insert("f", "+UseTLAB\n");
    assert!(
        parse(&world, &words("-XX:Flags=f"), false)
            .unwrap()
            .messages
            .is_empty()
    );
}

#[test]
fn one_options_file_is_enough() {
    rejected(
        "-XX:VMOptionsFile=a -XX:VMOptionsFile=b",
        "The option '-XX:VMOptionsFile=a' is already specified in the options container 'cmd_line_args' so the specification of \
         '-XX:VMOptionsFile=b' in the same options container is an error.\n",
    );
    rejected(
        "-XX:NativeMemoryTracking=x",
        "Syntax error, expecting -XX:NativeMemoryTracking=[off|summary|detail]",
    );
}

#[test]
fn a_row_may_be_changed_by_the_boot_sequence() {
    let mut options = ok("");
    options.set_ergonomic("UseTLAB", Value::Bool(false));
    assert!(!options.flags.UseTLAB);
}

#[test]
fn the_table_names_each_flag_once() {
    let mut names: Vec<&str> = crate::rows().map(|(_, row)| row.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    for row in crate::rows().map(|(_, row)| row) {
        if let Some((min, max)) = row.range {
            let inside = row.default_value().within(min, max);
            assert!(inside, "{}", row.name);
        }
    }
}
