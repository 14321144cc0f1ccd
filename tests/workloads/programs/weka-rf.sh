#!/bin/bash
# rank 3; random forest 10 trees x 10 folds, Random, longer
# gc-stress: 50
. "$(dirname "$0")/common.sh"
$JAVA -Djava.awt.headless=true -cp $J/weka.jar weka.classifiers.trees.RandomForest -I 10 -t $WL/in/d.arff 2>"$ERR" | grep -v "Time taken"
