#!/bin/bash
# rank 3; parser generator: reflection, StringTemplate, collections
# gc-stress: 50
. "$(dirname "$0")/common.sh"
cp $WL/in/E.g4 .; $JAVA -cp $J/stringtemplate4.jar:$J/antlr4.jar:$J/antlr4-runtime.jar:$J/antlr3-runtime.jar:$J/treelayout.jar:$J/icu4j.jar:$J/javax.json.jar org.antlr.v4.Tool -visitor E.g4; lsum .
