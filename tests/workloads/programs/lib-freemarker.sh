#!/bin/bash
# rank 2; FreeMarker: bean introspection, weak caches
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/freemarker.jar" FreemarkerDrv  2>"$ERR"
