#!/bin/bash
# rank 3; Ivy: regex, XML, reflection
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/ivy.jar org.apache.ivy.Main -version
