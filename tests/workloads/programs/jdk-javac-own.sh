#!/bin/bash
# rank 1; JDK tool; jrt fs, nio, service loader, enums, streams
. "$(dirname "$0")/common.sh"
$JAVA com.sun.tools.javac.Main -nowarn -d out $BENCH/*.java; lsum out
