#!/bin/bash
# rank 1; JDK tool; zip, module descriptors
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -m jdk.jlink/jdk.tools.jmod.Main describe $JAVA_HOME/jmods/java.sql.jmod
