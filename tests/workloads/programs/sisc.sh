#!/bin/bash
# rank 2; Scheme interpreter: heap file loading, pure interpretation
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/sisc-opt.jar:$J/sisc.jar:$J/sisc-lib.jar -Dsisc.home=$J sisc.REPL -h /usr/share/sisc/sisc.shp $WL/in/b.scm </dev/null 2>"$ERR" | head -8
