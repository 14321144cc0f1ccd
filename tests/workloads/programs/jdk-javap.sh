#!/bin/bash
# rank 1; JDK tool; class file parsing, text output
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA com.sun.tools.javap.Main -c -p -v -cp $WL/own StreamsBench KNucleotide Exceptions | grep -v "Last modified\|^Classfile"
