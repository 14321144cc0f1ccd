#!/bin/bash
# rank 3; Xalan interpretive XSLT + Xerces from jars: service lookup, DTM
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/xalan2.jar:$J/serializer.jar:$J/xercesImpl.jar:$J/xml-apis.jar org.apache.xalan.xslt.Process -IN $WL/in/data.xml -XSL $WL/in/t.xsl
