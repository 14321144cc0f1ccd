#!/bin/bash
# rank 3; RxJava: executors, atomics, lambdas
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/rxjava.jar:$J/reactive-streams.jar" RxDrv  2>"$ERR"
