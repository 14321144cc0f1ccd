#!/bin/bash
# rank 3; JS to bytecode at run time: defineClass, class loaders, weak refs
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/js.jar org.mozilla.javascript.tools.shell.Main -opt 9 $WL/in/bench.js
