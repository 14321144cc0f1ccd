#!/bin/bash
# rank 3; JDK tool; javac + doclet, resources, html writing
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -m jdk.javadoc/jdk.javadoc.internal.tool.Main -quiet -notimestamp -package -Xdoclint:none -d out $BENCH/{BinaryTrees,Megamorphic,StreamsBench}.java 2>"$ERR"; lsum out | grep -v "\.zip"
