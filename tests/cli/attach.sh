# The JDK's own tools on a running process. Times, sizes and addresses differ from run to run: the shape of the answers is compared.

## uptime
attached 'jcmd PID VM.uptime' | numbers
## uptime-with-date
attached 'jcmd PID VM.uptime -date' | numbers
## command-line
attached 'jcmd PID VM.command_line' -Xmx64m -Dgreeting=hello
## version
attached 'jcmd PID VM.version' | sed 's/ version .*//'
## flags
attached 'jcmd PID VM.flags' -Xmx64m -XX:+UseSerialGC | grep -oE 'status .*|-XX:(MaxHeapSize|.UseSerialGC)[=0-9]*'
## all-flags
attached 'jcmd PID VM.flags -all' -Xmx64m | grep -E ' (MaxHeapSize|MinHeapFreeRatio|ThreadStackSize) '
## system-properties
attached 'jcmd PID VM.system_properties' -Dgreeting=hello | grep -E '^(greeting|java.specification.version|sun.java.command)='
## two-commands
attached 'printf "VM.uptime\\nVM.uptime -date\\n" > lines; jcmd PID -f lines' | numbers
## unknown-command
attached 'jcmd PID VM.nonsense'
## unknown-argument
attached 'jcmd PID VM.uptime -nonsense'
## bad-switch
attached 'jcmd PID VM.uptime -date=perhaps'
## help
attached 'jcmd PID help' | grep -E '^status|following|^(Thread.print|GC.run|VM.version|help)$|more information'
## help-of-each
for command in Compiler.codecache Compiler.codelist Compiler.perfmap Compiler.queue GC.heap_dump GC.heap_info GC.run Thread.print VM.command_line VM.flags \
    VM.set_flag VM.system_properties VM.uptime VM.version help nonsense; do echo "help $command"; done > lines
attached 'jcmd PID -f lines'
## thread-dump
attached 'jstack PID' | sed -n '/^"main"/,/^$/p' | sed -E 's/cpu=.*tid/tid/; s/  \[ADDRESS\]/ /; s/ +$//' | numbers
## thread-dump-by-jcmd
attached 'jcmd PID Thread.print' | grep -E '^"(main|Finalizer|Signal Dispatcher|Attach Listener)"' | sed -E 's/cpu=.*tid/tid/; s/nid=.*//' | numbers
## deadlocks
attached_to Deadlocks 'jcmd PID Thread.print' | sed -n '/^Found one/,$p' | sed -E 's/(Lambda[^ ]*)\/[^ ]*\.run/\1.run/' | numbers
## monitors-of-frames
attached_to Deadlocks 'jstack PID' -Xint | sed -n '/^"one"/,/^$/p' | sed -E 's/cpu=.*tid/tid/; s/  \[ADDRESS\]/ /; s/(Lambda[^ ]*)\/[^ ]*\.run/\1.run/; s/ +$//' | numbers
## histogram
attached 'jmap -histo PID' | grep -E 'status|instances|---|java.lang.(String|Class) |^Total' | numbers | sed -E 's/ +N/ N/g'
## histogram-of-all
attached 'jcmd PID GC.class_histogram -all' | grep -E 'status|instances|---|\[(I|Ljava.lang.String;) |^Total' | sort -k 4 | numbers | sed -E 's/ +N/ N/g'
## histogram-in-a-file
attached 'jmap -histo:live,file=histogram PID' | sed "s|$PWD|HERE|"
grep -cE 'java.lang.Class ' histogram
## heap
attached 'jcmd PID GC.heap_info' -Xmx64m -XX:+UseSerialGC | grep -v 'class space' | sed -E 's/(, ADDRESS)+\)/, ...)/' | numbers | sed -E 's/ +N/ N/g'
## collection
attached 'jcmd PID GC.run'
## code-queue
attached 'jcmd PID Compiler.queue' -Xint | head -5
## flag
attached 'jinfo -flag MaxHeapSize PID; jinfo -flag UseSerialGC PID' -Xmx64m -XX:+UseSerialGC
## flag-that-is-not
attached 'jinfo -flag Nonsense PID'
## flag-that-does-not-change
attached 'jinfo -flag MaxHeapSize=1 PID 2>&1 | head -1'
## flag-that-is-not-does-not-change
attached 'jinfo -flag Nonsense=1 PID 2>&1 | head -1'
## listed
attached 'jps -lmv | grep "^PID "' -Dgreeting=hello
## listed-by-jcmd
attached 'jcmd -l | grep "^PID "'
## not-listed
attached 'jps | grep "^PID "' -XX:-UsePerfData
## not-listed-without-sharing
attached 'jps | grep "^PID "' -XX:+PerfDisableSharedMem
## not-listed-when-it-has-ended
attached 'true'; jps | grep "^$child "
## listens-from-the-start
attached 'ls /tmp/.java_pidPID' -XX:+StartAttachListener | numbers
## socket-goes-with-the-process
attached 'jcmd PID VM.uptime > /dev/null; ls /tmp/.java_pidPID' | numbers
ls "/tmp/.java_pid$child" 2>/dev/null
