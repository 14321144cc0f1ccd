#!/bin/bash
# rank 1; parser generator: plain Java
# gc-stress: 50
. "$(dirname "$0")/common.sh"
cp $WL/in/E.sablecc .; $JAVA -jar $J/sablecc.jar E.sablecc | grep -v "^$" | sed "s|$TD|TD|g" | head -40; lsum e
