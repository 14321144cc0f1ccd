#!/bin/bash
# rank 2; JUnit 4 runner: reflection, annotations
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $WL/cls:$J/junit4.jar:$J/hamcrest.jar org.junit.runner.JUnitCore JUnit4Test 2>"$ERR" | grep -v "^Time"
