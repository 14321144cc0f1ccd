#!/bin/bash
# rank 1; JDK tool; zip/jar, nio
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA sun.tools.jar.Main -c -f o.jar --date=2020-01-01T00:00:00Z -C $WL/own . && $JAVA sun.tools.jar.Main tf o.jar | sort
