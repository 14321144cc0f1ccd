// vm-options: -XX:+IgnoreUnrecognizedVMOptions -XX:+CountBytecodes
// (So the interpreter looks at the frame of each instruction.)

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A call without a result goes on to a method that has one: it must not land in the frame's header. */
public class ResultNobodyTakes {
    int count = 1;
    long wide = 1;
    String text = "a";

    public static void main(String[] args) throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        VarHandle count = lookup.findVarHandle(ResultNobodyTakes.class, "count", int.class);
        VarHandle wide = lookup.findVarHandle(ResultNobodyTakes.class, "wide", long.class);
        VarHandle text = lookup.findVarHandle(ResultNobodyTakes.class, "text", String.class);
        ResultNobodyTakes here = new ResultNobodyTakes();
        for (int i = 0; i < 1000; i++) {
            count.getAndAdd(here, 2);
            wide.getAndAdd(here, 2L);
            text.getAndSet(here, "b" + i % 10);
        }
        System.out.println(here.count + " " + here.wide + " " + here.text); // expect: 2001 2001 b9
    }
}
