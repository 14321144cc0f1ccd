#!/bin/bash
# rank 3; LMAX Disruptor: Unsafe, fences, two threads
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/disruptor.jar" DisruptorDrv  2>"$ERR"
