#!/bin/bash
# rank 4; AspectJ compiler (ecj + BCEL weaver): class loading, weak refs
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/aspectjrt.jar:$J/aspectjtools.jar org.aspectj.tools.ajc.Main -source 1.8 -target 1.8 -nowarn -classpath $J/aspectjrt.jar -d out $BENCH/{BinaryTrees,QuickSort,MatMul}.java 2>&1 | head -5; $JAVA -cp out QuickSort 1000 2>/dev/null
