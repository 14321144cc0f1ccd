// System.out, System.err, System.in: redirection, formats, flushing, closing, encodings, end of input.
// vm-options: -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8
// expect-stderr-contains: to stderr 1
// expect-stderr-contains: unflushed at exit
import java.io.*;
import java.nio.charset.*;
import java.util.*;

public class IoConsole {
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out, err = System.err;
        System.err.println("to stderr " + 1);
        out.println("in is at its end: " + System.in.read() + " " + System.in.available());
        out.println(System.console() == null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, "UTF-8"));
        System.out.print('c'); System.out.print(1); System.out.print(2L); System.out.print(1.5f); System.out.print(2.5); System.out.print(true);
        System.out.print((String) null); System.out.print(new char[] {'x'}); System.out.println(); System.out.format("%s|%5d|%-5s|", "f", 42, "ab").append("z");
        System.out.write('\n');
        System.out.println("\u20ac");
        System.setOut(out);
        System.out.println(bytes.toString("UTF-8").replace('\n', '/').replace('\u20ac', '$') + " " + bytes.size());
        System.setErr(System.out);
        System.err.println("stderr goes to stdout");
        new Exception("trace").printStackTrace();
        System.setErr(err);
        System.setIn(new ByteArrayInputStream("12 words here\n3.5\n".getBytes()));
        Scanner scanner = new Scanner(System.in);
        scanner.useLocale(Locale.ROOT);
        System.out.println(scanner.nextInt() + scanner.next() + "|" + scanner.nextLine() + "|" + scanner.nextDouble() + " " + scanner.hasNext());
        try {
            scanner.next();
        } catch (NoSuchElementException e) {
            System.out.println(e);
        }
        try {
            new Scanner("x").nextInt();
        } catch (InputMismatchException e) {
            System.out.println(e);
        }
        PrintStream broken = new PrintStream(new OutputStream() { public void write(int b) throws IOException { throw new IOException("full"); } });
        broken.println("x");
        System.out.println("error remembered " + broken.checkError());
        PrintStream interrupted = new PrintStream(new FilterOutputStream(bytes));
        interrupted.close();
        interrupted.println("after close");
        System.out.println(interrupted.checkError());
        System.out.println(Charset.defaultCharset() + " " + System.getProperty("file.encoding") + " " + System.lineSeparator().length() + " " + File.separator + File.pathSeparator);
        FileOutputStream direct = new FileOutputStream(FileDescriptor.out);
        System.out.flush();
        direct.write("direct\n".getBytes());
        System.out.println(FileDescriptor.in.valid() + " " + new FileDescriptor().valid());
        StringBuilder long1 = new StringBuilder();
        for (int i = 0; i < 3000; i++) long1.append(i % 10);
        System.out.println(long1.length() + " " + long1.substring(2990));
        System.err.println("unflushed at exit");
        System.out.print("no newline at the end");
    }
}

/* expect-output:
in is at its end: -1 0
true
c121.52.5truenullx/f|   42|ab   |z/$/ 39
stderr goes to stdout
java.lang.Exception: trace
	at IoConsole.main(IoConsole.java:25)
12words| here|3.5 false
java.util.NoSuchElementException
java.util.InputMismatchException
error remembered true
true
UTF-8 UTF-8 1 /:
direct
true false
3000 0123456789
no newline at the end
*/
