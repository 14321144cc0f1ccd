#!/bin/bash
# rank 3; shrinker/optimizer: whole-program analysis over class files, reflection-free visitors
# gc-stress: 50
. "$(dirname "$0")/common.sh"
cat > p.pro <<X
-injars $WL/in/own8.jar
-outjars o.jar
-libraryjars $J/guava.jar
-dontwarn
-ignorewarnings
-dontnote
-keep class BinaryTrees,QuickSort { public static void main(java.lang.String[]); }
X
$JAVA -cp $J/proguard.jar proguard.ProGuard @p.pro 2>&1 | grep -v "^Read\|^Prepar\|^ *Copying\|^Prog\|Warn" | head; unzip -l o.jar | awk "{print \$1,\$4}" | grep class; $JAVA -cp o.jar QuickSort 20000 2>/dev/null
