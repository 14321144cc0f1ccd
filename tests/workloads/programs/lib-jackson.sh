#!/bin/bash
# rank 2; Jackson: reflection, annotations, ThreadLocal soft refs
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/jackson-core.jar:$J/jackson-databind.jar:$J/jackson-annotations.jar" JacksonDrv $WL/in/data.json 2>"$ERR"
