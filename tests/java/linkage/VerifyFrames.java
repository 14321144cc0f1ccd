import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Stack map frames: branches without frames in versions 49 to 52 (the failover of 50), uninitialised objects, merged types in old code. */
public class VerifyFrames {
    static void run(String title, String descriptor, int stack, int locals, String... code) {
        for (int version : new int[] {49, 50, 51, 61}) {
            ClassBuilder b = new ClassBuilder(version, 0x21, "v/F", "java/lang/Object");
            b.constructor("java/lang/Object").method(9, "m", descriptor, stack, locals, code).method(9, "run", "()I", 1, 0, "iconst_1", "ireturn");
            Show.outcome(title + " (" + version + ")", () -> new Loader().add(b).call("v.F", "run"));
        }
    }

    public static void main(String[] args) {
        run("branch", "(I)I", 1, 1, "iload_0", "ifeq L", "iconst_1", "ireturn", "L:", "iconst_2", "ireturn");
        run("loop", "(I)I", 1, 1, "L:", "iinc 0 -1", "iload_0", "ifgt L", "iload_0", "ireturn");
        run("goto", "()V", 1, 1, "goto L", "L:", "return");
        run("handler", "()V", 1, 1, "A:", "iconst_0", "istore_0", "B:", "return", "H:", "pop", "return", ".catch any A B H");
        run("dead code", "()V", 1, 1, "return", "nop", "return");
        run("bad dead code", "()V", 1, 1, "return", "iadd", "return");
        run("uninitialised over a branch", "(I)V", 3, 1, "new java/lang/Object;; dup;; iload_0;; ifeq L;; nop;; L:;; invokespecial java/lang/Object.<init> ()V;; pop;; return");
        run("merge of depths", "(I)V", 3, 1, "iload_0;; ifeq L;; iconst_1;; L:;; return");
        run("merge of int and reference, unused", "(I)V", 3, 2, "iload_0;; ifeq A;; iconst_1;; istore_1;; goto B;; A:;; aconst_null;; astore_1;; B:;; return");
        run("merge of int and reference, used", "(I)I", 3, 2, "iload_0;; ifeq A;; iconst_1;; istore_1;; goto B;; A:;; aconst_null;; astore_1;; B:;; iload_1;; ireturn");
        run("merge of classes", "(I)Ljava/lang/Number;", 3, 2, "iload_0;; ifeq A;; iconst_1;; invokestatic java/lang/Integer.valueOf (I)Ljava/lang/Integer;;; goto B;; A:;; lconst_1;; "
                + "invokestatic java/lang/Long.valueOf (J)Ljava/lang/Long;;; B:;; areturn");
        run("merge to Object", "(I)Ljava/lang/String;", 3, 2, "iload_0;; ifeq A;; ldc string s;; goto B;; A:;; lconst_1;; invokestatic java/lang/Long.valueOf (J)Ljava/lang/Long;;; B:;; areturn");
        run("subroutine", "()V", 3, 2, "jsr S;; return;; S:;; astore_0;; ret 0");
        run("ret of no address", "()V", 3, 2, "iconst_0;; istore_0;; ret 0");
    }
}

/* expect-output:
branch (49): 1
branch (50): 1
branch (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 6
Exception Details:
  Location:
    v/F.m(I)I @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0005 04ac 05ac                    

branch (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 6
Exception Details:
  Location:
    v/F.m(I)I @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0005 04ac 05ac                    

loop (49): 1
loop (50): 1
loop (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 0
Exception Details:
  Location:
    v/F.m(I)I @4: ifgt
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 8400 ff1a 9dff fc1a ac                 

loop (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 0
Exception Details:
  Location:
    v/F.m(I)I @4: ifgt
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 8400 ff1a 9dff fc1a ac                 

goto (49): 1
goto (50): 1
goto (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 3
Exception Details:
  Location:
    v/F.m()V @0: goto
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: a700 03b1                              

goto (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 3
Exception Details:
  Location:
    v/F.m()V @0: goto
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: a700 03b1                              

handler (49): 1
handler (50): 1
handler (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 3
Exception Details:
  Location:
    v/F.m()V @0: iconst_0
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 033b b157 b1                           
  Exception Handler Table:
    bci [0, 2] => handler: 3

handler (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 3
Exception Details:
  Location:
    v/F.m()V @0: iconst_0
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 033b b157 b1                           
  Exception Handler Table:
    bci [0, 2] => handler: 3

dead code (49): 1
dead code (50): 1
dead code (51): java.lang.VerifyError: Expecting a stack map frame
Exception Details:
  Location:
    v/F.m()V @1: nop
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: b100 b1                                

dead code (61): java.lang.VerifyError: Expecting a stack map frame
Exception Details:
  Location:
    v/F.m()V @1: nop
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: b100 b1                                

bad dead code (49): 1
bad dead code (50): 1
bad dead code (51): java.lang.VerifyError: Expecting a stack map frame
Exception Details:
  Location:
    v/F.m()V @1: iadd
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: b160 b1                                

bad dead code (61): java.lang.VerifyError: Expecting a stack map frame
Exception Details:
  Location:
    v/F.m()V @1: iadd
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: b160 b1                                

uninitialised over a branch (49): 1
uninitialised over a branch (50): 1
uninitialised over a branch (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)V @5: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: bb00 0459 1a99 0004 00b7 0008 57b1     

uninitialised over a branch (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)V @5: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: bb00 0459 1a99 0004 00b7 0008 57b1     

merge of depths (49): java.lang.VerifyError: (class: v/F, method: m signature: (I)V) Inconsistent stack height 1 != 0
merge of depths (50): java.lang.VerifyError: Expecting a stackmap frame at branch target 5
Exception Details:
  Location:
    v/F.m(I)V @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0004 04b1                         

merge of depths (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 5
Exception Details:
  Location:
    v/F.m(I)V @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0004 04b1                         

merge of depths (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 5
Exception Details:
  Location:
    v/F.m(I)V @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0004 04b1                         

merge of int and reference, unused (49): 1
merge of int and reference, unused (50): 1
merge of int and reference, unused (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)V @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0008 043c a700 0501 4cb1          

merge of int and reference, unused (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)V @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0008 043c a700 0501 4cb1          

merge of int and reference, used (49): java.lang.VerifyError: (class: v/F, method: m signature: (I)I) Accessing value from uninitialized register 1
merge of int and reference, used (50): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)I @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0008 043c a700 0501 4c1b ac       

merge of int and reference, used (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)I @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0008 043c a700 0501 4c1b ac       

merge of int and reference, used (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)I @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0008 043c a700 0501 4c1b ac       

merge of classes (49): 1
merge of classes (50): 1
merge of classes (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 11
Exception Details:
  Location:
    v/F.m(I)Ljava/lang/Number; @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 000a 04b8 000f a700 070a b800 14b0
    0000010:                                        

merge of classes (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 11
Exception Details:
  Location:
    v/F.m(I)Ljava/lang/Number; @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 000a 04b8 000f a700 070a b800 14b0
    0000010:                                        

merge to Object (49): java.lang.VerifyError: (class: v/F, method: m signature: (I)Ljava/lang/String;) Wrong return type in function
merge to Object (50): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)Ljava/lang/String; @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0008 120b a700 070a b800 11b0     

merge to Object (51): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)Ljava/lang/String; @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0008 120b a700 070a b800 11b0     

merge to Object (61): java.lang.VerifyError: Expecting a stackmap frame at branch target 9
Exception Details:
  Location:
    v/F.m(I)Ljava/lang/String; @1: ifeq
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: 1a99 0008 120b a700 070a b800 11b0     

subroutine (49): 1
subroutine (50): 1
subroutine (51): java.lang.VerifyError: Bad instruction: a8
Exception Details:
  Location:
    v/F.m()V @0: jsr
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: a800 04b1 4ba9 00                      

subroutine (61): java.lang.VerifyError: Bad instruction: a8
Exception Details:
  Location:
    v/F.m()V @0: jsr
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: a800 04b1 4ba9 00                      

ret of no address (49): java.lang.VerifyError: (class: v/F, method: m signature: ()V) Register 0 contains wrong type
ret of no address (50): java.lang.VerifyError: Bad instruction: a9
Exception Details:
  Location:
    v/F.m()V @2: ret
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 033b a900                              

ret of no address (51): java.lang.VerifyError: Bad instruction: a9
Exception Details:
  Location:
    v/F.m()V @2: ret
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 033b a900                              

ret of no address (61): java.lang.VerifyError: Bad instruction: a9
Exception Details:
  Location:
    v/F.m()V @2: ret
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 033b a900                              

*/
