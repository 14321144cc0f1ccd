#!/bin/bash
# rank 3; H2 SQL in memory: JDBC service loader, threads, NIO, BigDecimal
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/h2.jar:$J/jts-core.jar org.h2.tools.RunScript -url "jdbc:h2:mem:t;MODE=Regular" -script $WL/in/t.sql -showResults 2>"$ERR" | grep -v "^INSERT" | sed "s/ms)//"
