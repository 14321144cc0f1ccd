#!/bin/bash
# rank 3; HSQLDB in memory through JDBC: service loader, threads, timers, BigDecimal
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $WL/cls:$J/hsqldb.jar HsqldbDrv $WL/in/t.sql 2>"$ERR"
