# How a process ends: exit status, what is still printed, signals.

## returns
java -cp f/classes 'Mains$Exits' return
## exit-0
java -cp f/classes 'Mains$Exits' exit 0
## exit-3
java -cp f/classes 'Mains$Exits' exit 3
## exit-beyond-a-byte
java -cp f/classes 'Mains$Exits' exit 258
## exit-negative
java -cp f/classes 'Mains$Exits' exit -1
## halt
java -cp f/classes 'Mains$Exits' halt 4
## exception-in-main
java -cp f/classes 'Mains$Throws'
## exception-beside-a-thread
java -cp f/classes 'Mains$ThrowsBesideThread'
## exception-in-a-thread
java -cp f/classes 'Mains$ThreadThrows'
## exception-in-initializer
java -cp f/classes 'Mains$BadInit'
## exception-in-a-module
java -p f/mods -m greet/org.greet.Main x
## recursion
java -cp f/classes 'Mains$Recursion'
## heap-full
java -Xmx16m -cp f/classes 'Mains$Fills'
## heap-full-exits
java -Xmx16m -XX:+ExitOnOutOfMemoryError -cp f/classes 'Mains$Fills' | sed 's/due to.*//'; true
## heap-full-dumps
shape_of_dump() { sed -E 's/pid[0-9]+/pidN/; s/[0-9]+ bytes in [0-9.]+ secs/N bytes in N secs/'; }
java -Xmx16m -XX:+HeapDumpOnOutOfMemoryError -cp f/classes 'Mains$Fills' 2>/dev/null | shape_of_dump
ls | grep -c 'java_pid.*[.]hprof'
mkdir dumps
java -Xmx16m -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=dumps -cp f/classes 'Mains$Fills' 2>/dev/null | shape_of_dump
ls dumps | grep -c 'java_pid.*[.]hprof'
java -Xmx16m -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=none/here.hprof -cp f/classes 'Mains$Fills' 2>/dev/null
head -c 18 java_pid*.hprof
## heap-full-runs-a-command
java -Xmx16m '-XX:OnOutOfMemoryError=echo full' -cp f/classes 'Mains$Fills' 2>/dev/null
## signal-TERM
signalled TERM
## signal-INT
signalled INT
## signal-HUP
signalled HUP
## signal-KILL
signalled KILL
## signal-TERM-reduced
signalled TERM -Xrs
## signal-QUIT-reduced
signalled QUIT -Xrs 2>/dev/null
## stdout-closed
java -cp f/classes Hello >&-
## stdout-broken
java -cp f/classes 'Mains$Talks' | head -1
## stderr-broken
(java -cp f/classes 'Mains$Throws'; echo "status $?" > status) 2>&1 | true; cat status
## stdout-broken-for-the-vm
(java -XX:+PrintFlagsFinal -version; echo "status $?" > status) 2>/dev/null | true; cat status
## stdout-broken-for-the-log
(java -Xlog:class+load -cp f/classes Hello; echo "status $?" > status) 2>/dev/null | true; cat status
## stdout-full
java -cp f/classes 'Mains$Talks' > /dev/full
## stderr-closed
java -cp f/classes 'Mains$Throws' 2>&-
## stdin-closed
java -cp f/classes Hello <&-
