#!/bin/bash
# rank 3; Ant: reflection, class loaders, javac in process, zip, xslt
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -Dant.home=/usr/share/ant -cp $J/ant.jar:$J/ant-launcher.jar org.apache.tools.ant.Main -q -f $WL/in/antp/build.xml -Dout=$TD/o 2>&1 | grep -v "Total time"
