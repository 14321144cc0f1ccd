#!/bin/bash
# rank 1; parser generator: plain old Java, file I/O
# gc-stress: 50
. "$(dirname "$0")/common.sh"
cp $WL/in/E.jj .; $JAVA -cp $J/javacc.jar javacc E.jj | head -3; lsum . | grep java
