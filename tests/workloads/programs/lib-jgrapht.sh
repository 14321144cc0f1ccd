#!/bin/bash
# rank 2; JGraphT: lambdas, collections
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/jgrapht-core.jar:$J/jheaps.jar" JgraphtDrv  2>"$ERR"
