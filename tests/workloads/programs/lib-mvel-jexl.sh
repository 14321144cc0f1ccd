#!/bin/bash
# rank 2; MVEL+JEXL: expression interpreters, reflection
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/mvel2.jar:$J/commons-jexl3.jar:$J/commons-logging.jar" MvelJexlDrv  2>"$ERR"
