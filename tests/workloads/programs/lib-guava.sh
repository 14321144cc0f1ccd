#!/bin/bash
# rank 2; Guava: collections, caches, hashing with Unsafe/VarHandle
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/guava.jar:$J/failureaccess.jar" GuavaDrv $WL/in/text.txt 2>"$ERR"
