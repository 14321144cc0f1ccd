#!/bin/bash
# rank 3; BC provider: JCA security lookup, BigInteger, reflection
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA  -cp "$WL/cls:$J/bcprov.jar" BcDrv  2>"$ERR"
