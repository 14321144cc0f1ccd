#!/bin/bash
# rank 1; HTML parser: enums, StringBuilder, regex
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/jsoup.jar" JsoupDrv  2>"$ERR"
