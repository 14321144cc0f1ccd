#!/bin/bash
# rank 2; JS interpreter (-opt -1): hash maps, reflection
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/js.jar org.mozilla.javascript.tools.shell.Main -opt -1 $WL/in/bench.js
