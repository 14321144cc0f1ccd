#!/bin/bash
# rank 2; java.xml: DOM, XPath, XSLTC (generates classes), StAX
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $WL/cls XmlDrv $WL/in/data.xml $WL/in/t.xsl
