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
    # A shell starts background programs with SIGINT ignored, and an ignored signal stays ignored.
    env --default-signal java "$@" -cp f/classes 'Mains$Waits' > out &
    child=$!
    until grep -q ready out; do
        kill -0 $child || break
        sleep 0.01
    done
    kill -s "$signal" $child
    # The shell may have a word to say about the signal.
    wait $child 2>/dev/null
    echo "status $?"
    cat out
}
