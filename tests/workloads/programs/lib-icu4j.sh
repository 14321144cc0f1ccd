#!/bin/bash
# rank 2; ICU4J: big resource bundles, ByteBuffers, soft refs
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/icu4j.jar:$J/icu4j-charset.jar" IcuDrv  2>"$ERR"
