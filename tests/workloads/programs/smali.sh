#!/bin/bash
# rank 2; dex assembler: ANTLR3, guava, threads
# gc-stress: 50
. "$(dirname "$0")/common.sh"
cp $WL/in/a.smali .; $JAVA -cp $J/smali.jar:$J/smali-util.jar:$J/dexlib2.jar:$J/baksmali.jar:$J/antlr3-runtime.jar:$J/guava.jar:$J/jcommander.jar:$J/stringtemplate.jar:$J/failureaccess.jar org.jf.smali.Main assemble a.smali -o o.dex 2>"$ERR"; sha256sum o.dex | cut -c1-16
