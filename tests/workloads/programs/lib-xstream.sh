#!/bin/bash
# rank 4; XStream: reflection on JDK internals, Unsafe
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA --add-opens java.base/java.util=ALL-UNNAMED --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.text=ALL-UNNAMED --add-opens java.desktop/java.awt.font=ALL-UNNAMED -cp "$WL/cls:$J/xstream.jar:$J/xpp3.jar" XStreamDrv  2>"$ERR"
