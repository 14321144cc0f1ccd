#!/bin/bash
# rank 1; EJML: dense matrices
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/ejml-simple.jar:$J/ejml-core.jar:$J/ejml-ddense.jar:$J/ejml-cdense.jar:$J/ejml-zdense.jar:$J/ejml-fdense.jar:$J/ejml-dsparse.jar:$J/ejml-fsparse.jar" EjmlDrv  2>"$ERR"
