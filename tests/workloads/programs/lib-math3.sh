#!/bin/bash
# rank 1; Commons Math: doubles, linear algebra, ODE
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/commons-math3.jar" Math3Drv  2>"$ERR"
