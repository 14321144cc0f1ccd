#!/bin/bash
# rank 5; checkstyle on 220 files: ANTLR, reflection, beanutils, class loading by name
. "$(dirname "$0")/common.sh"
$JAVA -cp $J/antlr4-runtime.jar:$J/commons-lang3.jar:$J/commons-beanutils.jar:$J/commons-collections3.jar:$J/guava.jar:$J/failureaccess.jar:$J/commons-cli.jar:$J/commons-logging.jar:$J/picocli.jar:$J/Saxon-HE.jar:$J/reflections.jar:$J/checkstyle.jar:$J/antlr.jar com.puppycrawl.tools.checkstyle.Main -c /usr/share/checkstyle/google_checks.xml $BENCH/{Fasta,Sha256,RegexBench}.java 2>"$ERR" | sed "s|/[^ ]*/||" | sha256sum
