#!/bin/bash
# rank 2; JDK tool; module graph, jrt fs, class parsing
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -m jdk.jdeps/com.sun.tools.jdeps.Main -v --multi-release base $J/commons-lang3.jar | sha256sum
