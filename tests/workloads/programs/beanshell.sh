#!/bin/bash
# rank 2; interpreter: reflection heavy
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/bsh.jar bsh.Interpreter $WL/in/b.bsh
