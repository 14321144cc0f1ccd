#!/bin/bash
# rank 1; assembler: plain Java, then runs the class it made
# gc-stress: 50
. "$(dirname "$0")/common.sh"
cp $WL/in/a.j .; $JAVA -cp $J/jasmin-sable.jar:$J/cup.jar jasmin.Main a.j; $JAVA -cp . Hi
