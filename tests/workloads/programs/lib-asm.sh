#!/bin/bash
# rank 2; ASM: visitors, frames analysis over guava.jar
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/asm.jar:$J/asm-tree.jar:$J/asm-analysis.jar:$J/asm-util.jar:$J/asm-commons.jar" AsmDrv $J/commons-math3.jar 2>"$ERR"
