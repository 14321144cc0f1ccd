# Options of the VM: assertions, sizes, -X and -XX, agents, archives.

## assertions-default
java -cp f/classes Asserts x
## assertions-enabled
java -ea -cp f/classes Asserts x
## assertions-enabled-long
java -enableassertions -cp f/classes Asserts
## assertions-class
java -ea:Asserts -cp f/classes Asserts
## assertions-package
java -ea:pkg... -cp f/classes Asserts
## assertions-default-package
java -ea:... -cp f/classes Asserts
## assertions-but-one
java -ea -da:pkg.Inside -cp f/classes Asserts
## assertions-later-wins
java -ea:pkg... -disableassertions:pkg.Inside -da -cp f/classes Asserts
## assertions-system
java -esa -cp f/classes Asserts
## assertions-system-long
java -ea -enablesystemassertions -dsa -cp f/classes Asserts
## assertions-malformed
java -ea: -cp f/classes Asserts; java -eax -cp f/classes Asserts
## mode-interpreted
java -Xint -cp f/classes Hello
## mode-compiled
java -Xcomp -cp f/classes Hello
## mode-mixed
java -Xmixed -cp f/classes Hello
## mode-batch
java -Xbatch -cp f/classes Hello
## mode-unknown
java -Xnonsense -cp f/classes Hello
## mode-internal-version
java -Xinternalversion >/dev/null
## vm-choice-client
java -client -cp f/classes Hello
## vm-choice-server
java -server -cp f/classes Hello
## vm-choice-zero
java -zero -cp f/classes Hello
## check-jni
java -Xcheck:jni -cp f/classes Hello
## check-unknown
java -Xcheck:nonsense -cp f/classes Hello
## verify-none
java -Xverify:none -cp f/classes Hello
## verify-all
java -Xverify:all -cp f/classes Hello
## verify-unknown
java -Xverify:some -cp f/classes Hello
## reduced-signals
java -Xrs -cp f/classes Hello
## no-class-gc
java -Xnoclassgc -cp f/classes Hello
## settings-of-properties
java -XshowSettings:properties -cp f/classes Hello 2>&1 | grep -E 'java.(class|specification|version)|^Property|Hello'
## settings-of-the-vm
java -Xmx64m -XshowSettings:vm -cp f/classes Hello 2>&1 | grep -v 'Using VM'
## settings-unknown
java -XshowSettings:nonsense -cp f/classes Hello >/dev/null 2>&1
## heap
java -Xms16m -Xmx64m -Xmn8m -cp f/classes Hello
## heap-units
java -Xmx65536k -cp f/classes Hello; java -Xmx1G -cp f/classes Hello; java -Xmx67108864 -cp f/classes Hello
## heap-maximum-malformed
java -Xmx64q -cp f/classes Hello
## heap-maximum-empty
java -Xmx -cp f/classes Hello
## heap-maximum-negative
java -Xmx-1m -cp f/classes Hello
## heap-maximum-too-small
java -Xmx1k -cp f/classes Hello
## heap-maximum-beyond-the-address-space
java -Xmx1000000g -cp f/classes Hello
## heap-maximum-overflows
java -Xmx99999999999999999999 -cp f/classes Hello
## heap-initial-malformed
java -Xmsx -cp f/classes Hello
## heap-initial-too-small
java -Xms1k -cp f/classes Hello
## heap-initial-above-maximum
java -Xms64m -Xmx32m -cp f/classes Hello
## heap-initial-above-maximum-by-flags
java -XX:InitialHeapSize=64m -XX:MaxHeapSize=32m -cp f/classes Hello
## heap-young-malformed
java -Xmn1x -cp f/classes Hello
## heap-percentage-out-of-range
java -XX:MaxRAMPercentage=101 -cp f/classes Hello
## stack
java -Xss512k -cp f/classes 'Mains$Recursion'
## stack-malformed
java -Xss1x -cp f/classes Hello
## stack-too-small
java -Xss1k -cp f/classes Hello
## stack-too-large
java -Xss2g -cp f/classes Hello
## flag-boolean
java -XX:+UseSerialGC -XX:-UseCompressedOops -cp f/classes Hello
## flag-unknown
java -XX:+NonsenseOfMine -cp f/classes Hello
## flag-unknown-with-value
java -XX:NonsenseOfMine=3 -cp f/classes Hello
## flag-misspelt
java -XX:+PrintFlagFinal -version
## flag-misspelt-with-value
java -XX:MaxHeapSzie=64m -version
## flag-without-sign
java -XX:UseSerialGC -version
## flag-with-value-instead-of-sign
java -XX:UseSerialGC=true -version
## flag-with-sign-and-value
java -XX:+MaxHeapSize=64m -version
## flag-without-value
java -XX:MaxHeapSize -version; java -XX:MaxHeapSize= -version
## flag-with-wrong-value
java -XX:MaxHeapFreeRatio=x -version
## flag-out-of-range
java -XX:MaxHeapFreeRatio=101 -version
## flag-out-of-range-low
java -XX:CICompilerCount=-1 -version
## flag-alone
java -XX: -version
## flag-unknown-ignored
java -XX:+IgnoreUnrecognizedVMOptions -XX:+NonsenseOfMine -XX:Other=2 -cp f/classes Hello
## flag-diagnostic-locked
java -XX:+PrintInlining -version
## flag-diagnostic-unlocked
java -XX:+UnlockDiagnosticVMOptions -XX:-PrintInlining -cp f/classes Hello
## flag-experimental-locked
java -XX:+UseEpsilonGC -version
## flag-of-debug-builds
java -XX:+VerifyStack -version; java -XX:+PrintOptoInlining -version
## flag-obsolete
java -XX:+UseParNewGC -version
## flag-deprecated
java -XX:+UseBiasedLocking -cp f/classes Hello
## flag-ignored-since
java -XX:+UseMembar -cp f/classes Hello
## flag-two-collectors
java -XX:+UseSerialGC -XX:+UseParallelGC -version
## flag-two-collectors-last-off
java -XX:+UseSerialGC -XX:-UseParallelGC -cp f/classes Hello
## flags-in-a-file
printf -- '+PrintVMOptions\n-UseCompressedOops\n' > my.flags; java -XX:Flags=my.flags -cp f/classes Hello
## flags-in-a-missing-file
java -XX:Flags=absent.flags -cp f/classes Hello
## flags-in-a-bad-file
printf 'NonsenseOfMine=3\n' > my.flags; java -XX:Flags=my.flags -cp f/classes Hello
## flags-in-hotspotrc
printf -- '+NonsenseOfMine\n' > .hotspotrc; java -cp f/classes Hello
## flags-in-hotspotrc-read
printf -- '-UseCompressedOops\n' > .hotspotrc; java -XX:+UnlockDiagnosticVMOptions -XX:+PrintVMOptions -cp f/classes Hello
## options-in-a-file
printf -- '-Da=1\n"-Db=two words"\n# a comment\n' > my.options; java -XX:VMOptionsFile=my.options -cp f/classes Props a b
## options-in-a-missing-file
java -XX:VMOptionsFile=absent.options -cp f/classes Hello
## options-in-two-files
: > a; java -XX:VMOptionsFile=a -XX:VMOptionsFile=a -cp f/classes Hello
## flags-printed
java -XX:+PrintFlagsFinal -version 2>/dev/null | head -1
## flags-printed-shape
java -Xmx64m -XX:+PrintFlagsFinal -version 2>/dev/null | grep -E ' (MaxHeapSize|PrintFlagsFinal|UseSerialGC|ErrorFile|MaxRAMPercentage|NewRatio|ThreadStackSize) ' | grep -v UseSerialGC
## flags-printed-initial
java -XX:+PrintFlagsInitial 2>/dev/null | grep -E ' (MaxHeapFreeRatio|PrintFlagsFinal|ErrorFile|NewRatio) '
## flags-printed-ranges
java -XX:+PrintFlagsRanges -version 2>/dev/null | grep -E ' (MaxHeapFreeRatio|MinHeapFreeRatio|MaxRAMPercentage) '
## flags-printed-with-origin
JAVA_TOOL_OPTIONS=-XX:NewRatio=3 java -XX:MaxHeapFreeRatio=60 -XX:+PrintFlagsFinal -version 2>/dev/null | grep -E ' (MaxHeapFreeRatio|NewRatio) '
## options-printed
java -XX:+PrintVMOptions -Xmx64m -Da=b -XX:-UseCompressedOops -cp f/classes Hello
## command-line-flags-printed
java -XX:+UseSerialGC -Xmx64m -XX:MaxHeapFreeRatio=60 -XX:+PrintCommandLineFlags -cp f/classes Hello | tr ' ' '\n' | grep -E 'MaxHeap|PrintCommand|Serial|Hello'
## agent-library-missing
java -agentlib:nonsense -cp f/classes Hello
## agent-path-missing
java -agentpath:/nowhere/libx.so=a,b -cp f/classes Hello
## agent-java-missing
java -javaagent:nowhere.jar -cp f/classes Hello
## agent-java-without-premain
java -javaagent:f/hello.jar -cp f/classes Hello
## agent-java-absent-class
java -javaagent:f/agent.jar -cp f/classes Hello
## agent-java
java -javaagent:f/watcher.jar=some=thing -cp f/classes Hello
## agent-java-twice
java -javaagent:f/watcher.jar=1 -javaagent:f/watcher.jar -jar f/hello.jar
## agent-java-of-one-file
java -javaagent:f/watcher.jar f/src/Hello.java | grep -v 'loads com/sun'
## agent-java-throws
java -javaagent:f/watcher.jar=throw -cp f/classes Hello | grep -vE '^[VCJjv]  |^Native frames|libinstrument|^$'
## agent-run-without-functions
java -Xrunzip -cp f/classes Hello
## agent-debugger
java -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0 -cp f/classes Hello | sed 's/[0-9]*$//'
## agent-debugger-old
java -Xdebug -Xnoagent -Xrunjdwp:transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0 -cp f/classes Hello | sed 's/[0-9]*$//'
## agent-debugger-help
java -agentlib:jdwp=help
## agent-debugger-wrong
java -agentlib:jdwp=nonsense -cp f/classes Hello
## agent-debugger-transport-missing
java -agentlib:jdwp=transport=nonsense,server=y -cp f/classes Hello | grep -vE '^[VCJjv]  |^Native frames|^$'
## agent-debugger-nobody-listens
java -agentlib:jdwp=transport=dt_socket,address=127.0.0.1:1 -cp f/classes Hello
## agent-without-value
java -agentlib: -cp f/classes Hello; java -javaagent -cp f/classes Hello
## boot-class-path-appended
java -Xbootclasspath/a:f/classes:nowhere Hello x
## boot-class-path-replaced
java -Xbootclasspath:f/classes Hello
## boot-class-path-prepended
java -Xbootclasspath/p:f/classes Hello
## endorsed-and-extensions
java -Djava.endorsed.dirs=x -cp f/classes Hello; java -Djava.ext.dirs=x -cp f/classes Hello
## share-auto
java -Xshare:auto -cp f/classes Hello
## share-off
java -Xshare:off -cp f/classes Hello
## share-unknown
java -Xshare:nonsense -cp f/classes Hello
## share-archive-missing
java -XX:SharedArchiveFile=nowhere.jsa -cp f/classes Hello
## native-memory-tracking
java -XX:NativeMemoryTracking=summary -cp f/classes Hello; java -XX:NativeMemoryTracking=x -cp f/classes Hello
## flight-recorder-help
java -XX:StartFlightRecording=nonsense=1 -version >/dev/null 2>&1
## error-file
java -XX:ErrorFile=my.log -XX:+ExitOnOutOfMemoryError -cp f/classes Hello
## many-ignored
java -XX:TieredStopAtLevel=1 -XX:CompileThreshold=100 -XX:ReservedCodeCacheSize=64m -XX:MaxMetaspaceSize=256m -XX:MaxDirectMemorySize=1m -XX:+HeapDumpOnOutOfMemoryError -cp f/classes Hello
## compile-command
java -XX:CompileCommand=quiet -XX:CompileCommand=exclude,Hello::main -cp f/classes Hello
## compile-command-bad
java -XX:CompileCommand=nonsense,Hello::main -cp f/classes Hello
## compile-command-patterns
for pattern in a.b.H::main 'a/H.*m*' 'H.main(I)V,false' 'H main (I)V' H a.b.c 'H*o.x' a::b::c 'H.<x' .x '[I.x'; do java "-XX:CompileCommand=exclude,$pattern" -cp f/classes Hello; done
## compile-command-values
for command in RepeatCompilation,a.b,3 RepeatCompilation,a.b RepeatCompilation,a.b,x CompileThresholdScaling,a.b,0.5 option,a.b,bool,print,false option,a.b,intx,print,3 option,a.b,RepeatCompilation,3 option,a.b,inline; do java -XX:CompileCommand=$command -cp f/classes Hello; done
## compile-command-file
printf 'exclude a/B.c\n\ninline a.B::c\n' > commands; java -XX:CompileCommandFile=commands -XX:CompileOnly=a.c -cp f/classes Hello
