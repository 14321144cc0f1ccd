## unsafe
crash -cp f/classes Crashes unsafe
## native-library
crash -cp f/classes Crashes "$PWD/f/libcrashes.so"
## error-file
crash -XX:ErrorFile=report-%p-%%.txt -cp f/classes Crashes unsafe
## error-file-without-folder
crash -XX:ErrorFile=no/such/folder/report.txt -cp f/classes Crashes unsafe
## error-file-to-stdout
java -XX:+ErrorFileToStdout -cp f/classes Crashes "$PWD/f/libcrashes.so" > out 2>/dev/null
echo "status $?"
grep -c 'A fatal error has been detected' out
ls | grep -c hs_err
## killed
java -cp f/classes 'Mains$Waits' > out &
child=$!
until grep -qs ready out; do sleep 0.01; done
kill -s SEGV $child
wait $child 2>/dev/null
echo "status $?"
sed -n '/fatal error/,/pc=/p' out | shape_of_crash
