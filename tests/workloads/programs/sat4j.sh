#!/bin/bash
# rank 2; SAT solver: int arrays, tight loops, timer thread
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -jar $J/org.sat4j.core.jar $WL/in/f.cnf | grep -v "^c"
