#!/bin/bash
# rank 4; SQLite through JNI: System.load of a third-party .so, JNI callbacks
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -Dorg.sqlite.lib.path=/usr/lib/jni -Djava.library.path=/usr/lib/jni:/usr/lib/x86_64-linux-gnu/jni -cp "$WL/cls:$J/sqlite-jdbc.jar" SqliteDrv  2>"$ERR"
