#!/bin/bash
# rank 1; fastutil: primitive maps, AVL tree
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/fastutil.jar" FastutilDrv  2>"$ERR"
