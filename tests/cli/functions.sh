# For the cases: reduce what must differ between two VMs, or two runs, to its shape.

# Every number to N: times, sizes, process ids.
numbers() { sed -E 's/[0-9]+([.,][0-9]+)*/N/g'; }

# The launcher's third line names the VM and its build.
no_vm_line() { grep -v ' Server VM (build '; }

# Runs a command and shows both of its streams as one, with its status at the end.
whole() { "$@" 2>&1; echo "status $?"; }

# Starts a program that waits, sends it the signal when it is ready, and tells how it ends. More arguments: options of java.
signalled() {
    signal=$1
    shift
    : > out
    # A shell starts background programs with SIGINT ignored, and an ignored signal stays ignored.
    env --default-signal java "$@" -cp f/classes 'Mains$Waits' > out &
    child=$!
    until grep -qs ready out; do
        kill -0 $child || break
        sleep 0.01
    done
    kill -s "$signal" $child
    # The shell may have a word to say about the signal.
    wait $child 2>/dev/null
    echo "status $?"
    cat out
}

# Addresses and numbers of a crash report to their shape.
shape_of_crash() { sed -E 's/0x[0-9a-f]{16}/ADDRESS/g; s/(pid|tid)=[0-9]+/\1=N/g; s/hs_err_pid[0-9]+/hs_err_pidN/; s/-[0-9]+-/-N-/'; }

# Runs a program that crashes: how it ends, what the summary begins with, where the report is, and what the report says of the fault.
crash() {
    java "$@" > out 2>/dev/null
    echo "status $?"
    {
        sed -n '1,/pc=/p' out
        grep -A 1 'An error report file' out | sed "s|$PWD|HERE|"
        report=$(grep -A 1 'An error report file' out | tail -1 | cut -c 3-)
        sed -n '1,/pc=/p' "$report"
        grep -oE 'siginfo: .*' "$report" | grep -oE 'SIG[A-Z]+|si_addr: .*'
        sed -n '/^Java frames/,/Crashes.main/p' "$report" | grep -oE '^j  Crashes.main.*V' | sort -u
        rm -f "$report"
    } | shape_of_crash
}

# Runs a tool of the JDK, a line of shell with PID in it, on a program that waits. More arguments: options of java.
attached() {
    tool=$1
    shift
    attached_to 'Mains$Waits' "$tool" "$@"
}

# As `attached`, on the program whose main class comes first.
attached_to() {
    main=$1
    tool=$2
    shift 2
    : > out
    java "$@" -cp f/classes "$main" one two > out &
    child=$!
    until grep -qs ready out; do
        kill -0 $child || break
        sleep 0.01
    done
    eval "$(echo "$tool" | sed "s/PID/$child/")" > answer 2>&1
    echo "status $?"
    sed -E "s/^$child(:| )/PID\\1/; s/0x[0-9a-f]+/ADDRESS/g" answer
    kill $child
    wait $child 2>/dev/null
}
