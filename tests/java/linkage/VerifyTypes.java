import support.ClassBuilder;
import support.Loader;
import support.Show;

/** VerifyError of the type-checking verifier (50 and up, straight-line code) and the inferring one (49): texts in full. */
public class VerifyTypes {
    static final int PS = 9;

    static void run(String title, String descriptor, int stack, int locals, String... code) {
        for (int version : new int[] {49, 52}) {
            ClassBuilder b = new ClassBuilder(version, 0x21, "v/C", "java/lang/Object");
            b.field(2, "f", "I").constructor("java/lang/Object").method(PS, "m", descriptor, stack, locals, code).method(PS, "run", "()V", 0, 0, "return");
            Show.outcome(title + " (" + version + ")", () -> new Loader().add(b).call("v.C", "run"));
        }
    }

    public static void main(String[] args) {
        run("good", "()I", 1, 0, "iconst_1", "ireturn");
        run("int as reference", "()V", 1, 1, "iconst_1", "astore_0", "return");
        run("reference as int", "(Ljava/lang/String;)I", 1, 1, "aload_0", "ireturn");
        run("long split", "()V", 2, 2, "lconst_0", "pop", "pop", "return");
        run("dup of a long", "()V", 4, 2, "lconst_0", "dup", "return");
        run("swap of a long", "()V", 4, 2, "lconst_0", "iconst_1", "swap", "return");
        run("stack overflow", "()V", 1, 0, "iconst_1", "iconst_2", "return");
        run("stack underflow", "()V", 1, 0, "pop", "return");
        run("local too high", "()V", 1, 1, "iconst_0", "istore_1", "return");
        run("unset local", "()I", 1, 2, "iload_1", "ireturn");
        run("falls off", "()V", 1, 0, "nop");
        run("wrong return", "()J", 1, 0, "iconst_0", "ireturn");
        run("return of nothing", "()I", 1, 0, "return");
        run("object for string", "(Ljava/lang/Object;)Ljava/lang/String;", 1, 1, "aload_0", "areturn");
        run("interface for anything", "(Ljava/lang/Object;)Ljava/lang/Runnable;", 1, 1, "aload_0", "areturn");
        run("uninitialised returned", "()Ljava/lang/Object;", 2, 0, "new java/lang/Object", "areturn");
        run("uninitialised passed", "()V", 2, 0, "new java/lang/Object", "invokevirtual java/lang/Object.hashCode ()I", "pop", "return");
        run("constructed twice", "()V", 3, 0, "new java/lang/Object;; dup;; dup;; invokespecial java/lang/Object.<init> ()V;; "
                + "invokespecial java/lang/Object.<init> ()V", "return");
        run("constructor by virtual", "()V", 2, 0, "new java/lang/Object;; dup;; invokevirtual java/lang/Object.<init> ()V", "pop", "return");
        run("clinit called", "()V", 2, 0, "invokestatic v/C.<clinit> ()V", "return");
        run("special of stranger", "()V", 2, 0, "ldc string x;; invokespecial java/lang/String.length ()I", "pop", "return");
        run("float add of ints", "()V", 2, 0, "iconst_1;; iconst_2;; fadd", "pop", "return");
        run("array of int as bytes", "([I)V", 3, 1, "aload_0;; iconst_0;; baload", "pop", "return");
        run("aaload of ints", "([I)V", 3, 1, "aload_0;; iconst_0;; aaload", "pop", "return");
        run("length of object", "(Ljava/lang/Object;)V", 3, 1, "aload_0;; arraylength", "pop", "return");
        run("throw of string", "()V", 3, 1, "ldc string x;; athrow");
        run("unknown opcode", "()V", 3, 1, ".bytes 203", "return");
        run("cut operand", "()V", 3, 1, "return;; .bytes 17 1");
        run("jump into operand", "()V", 3, 1, "goto L;; .bytes 17;; L:;; .bytes 0 1;; pop;; return");
        run("jump out", "()V", 3, 1, ".bytes 167 1 0", "return");
        run("wrong constant", "()V", 3, 1, ".bytes 18 1", "pop", "return");
        run("constant index 0", "()V", 3, 1, ".bytes 18 0", "pop", "return");
        run("field of constant class", "()V", 3, 1, ".bytes 178 0 1", "pop", "return");
        run("wide nop", "()V", 3, 1, ".bytes 196 0 0 0", "return");
        run("newarray 3", "()V", 3, 1, "iconst_1;; newarray 3", "pop", "return");
        run("dimensions 0", "()V", 3, 1, "iconst_1;; multianewarray [I 0", "pop", "return");
        run("ldc of long", "()V", 3, 1, ".bytes 18 0", "return");
        run("interface count", "(Ljava/lang/Runnable;)V", 3, 1, "aload_0;; invokeinterface java/lang/Runnable.run ()V 2", "return");
        run("handler range", "()V", 1, 1, "A:;; iconst_0;; istore_0;; B:;; return;; H:;; pop;; return", ".catch any B A H");
        run("catch of string", "()V", 1, 1, "A:;; iconst_0;; istore_0;; B:;; return;; H:;; pop;; return", ".catch java/lang/String A B H");
    }
}

/* expect-output:
good (49): null
good (52): null
int as reference (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Expecting to find object/array on stack
int as reference (52): java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    v/C.m()V @1: astore_0
  Reason:
    Type integer (current frame, stack[0]) is not assignable to reference type
  Current Frame:
    bci: @1
    flags: { }
    locals: { }
    stack: { integer }
  Bytecode:
    0000000: 044b b1                                

reference as int (49): java.lang.VerifyError: (class: v/C, method: m signature: (Ljava/lang/String;)I) Expecting to find integer on stack
reference as int (52): java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    v/C.m(Ljava/lang/String;)I @1: ireturn
  Reason:
    Type 'java/lang/String' (current frame, stack[0]) is not assignable to integer
  Current Frame:
    bci: @1
    flags: { }
    locals: { 'java/lang/String' }
    stack: { 'java/lang/String' }
  Bytecode:
    0000000: 2aac                                   

long split (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Attempt to split long or double on the stack
long split (52): java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    v/C.m()V @1: pop
  Reason:
    Type long_2nd (current frame, stack[1]) is not assignable to category1 type
  Current Frame:
    bci: @1
    flags: { }
    locals: { }
    stack: { long, long_2nd }
  Bytecode:
    0000000: 0957 57b1                              

dup of a long (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Attempt to split long or double on the stack
dup of a long (52): java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    v/C.m()V @1: dup
  Reason:
    Type long_2nd (current frame, stack[1]) is not assignable to category1 type
  Current Frame:
    bci: @1
    flags: { }
    locals: { }
    stack: { long, long_2nd }
  Bytecode:
    0000000: 0959 b1                                

swap of a long (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Attempt to split long or double on the stack
swap of a long (52): java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    v/C.m()V @2: swap
  Reason:
    Type long_2nd (current frame, stack[1]) is not assignable to category1 type
  Current Frame:
    bci: @2
    flags: { }
    locals: { }
    stack: { long, long_2nd, integer }
  Bytecode:
    0000000: 0904 5fb1                              

stack overflow (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Stack size too large
stack overflow (52): java.lang.VerifyError: Operand stack overflow
Exception Details:
  Location:
    v/C.m()V @1: iconst_2
  Reason:
    Exceeded max stack size.
  Current Frame:
    bci: @1
    flags: { }
    locals: { }
    stack: { integer }
  Bytecode:
    0000000: 0405 b1                                

stack underflow (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Unable to pop operand off an empty stack
stack underflow (52): java.lang.VerifyError: Operand stack underflow
Exception Details:
  Location:
    v/C.m()V @0: pop
  Reason:
    Attempt to pop empty stack.
  Current Frame:
    bci: @0
    flags: { }
    locals: { }
    stack: { }
  Bytecode:
    0000000: 57b1                                   

local too high (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal local variable number
local too high (52): java.lang.VerifyError: Local variable table overflow
Exception Details:
  Location:
    v/C.m()V @1: istore_1
  Reason:
    Local index 1 is invalid
  Bytecode:
    0000000: 033c b1                                

unset local (49): java.lang.VerifyError: (class: v/C, method: m signature: ()I) Accessing value from uninitialized register 1
unset local (52): java.lang.VerifyError: Bad local variable type
Exception Details:
  Location:
    v/C.m()I @0: iload_1
  Reason:
    Type top (current frame, locals[1]) is not assignable to integer
  Current Frame:
    bci: @0
    flags: { }
    locals: { }
    stack: { }
  Bytecode:
    0000000: 1bac                                   

falls off (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Falling off the end of the code
falls off (52): java.lang.VerifyError: Control flow falls through code end
Exception Details:
  Location:
    v/C.m()V @1: <invalid>
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 00                                     

wrong return (49): java.lang.VerifyError: (class: v/C, method: m signature: ()J) Wrong return type in function
wrong return (52): java.lang.VerifyError: Bad return type
Exception Details:
  Location:
    v/C.m()J @1: ireturn
  Reason:
    Type integer (current frame, stack[0]) is not assignable to long (from method signature)
  Current Frame:
    bci: @1
    flags: { }
    locals: { }
    stack: { integer }
  Bytecode:
    0000000: 03ac                                   

return of nothing (49): java.lang.VerifyError: (class: v/C, method: m signature: ()I) Wrong return type in function
return of nothing (52): java.lang.VerifyError: Method expects a return value
Exception Details:
  Location:
    v/C.m()I @0: return
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: b1                                     

object for string (49): java.lang.VerifyError: (class: v/C, method: m signature: (Ljava/lang/Object;)Ljava/lang/String;) Wrong return type in function
object for string (52): java.lang.VerifyError: Bad return type
Exception Details:
  Location:
    v/C.m(Ljava/lang/Object;)Ljava/lang/String; @1: areturn
  Reason:
    Type 'java/lang/Object' (current frame, stack[0]) is not assignable to 'java/lang/String' (from method signature)
  Current Frame:
    bci: @1
    flags: { }
    locals: { 'java/lang/Object' }
    stack: { 'java/lang/Object' }
  Bytecode:
    0000000: 2ab0                                   

interface for anything (49): null
interface for anything (52): null
uninitialised returned (49): java.lang.VerifyError: (class: v/C, method: m signature: ()Ljava/lang/Object;) Expecting to find object/array on stack
uninitialised returned (52): java.lang.VerifyError: Bad return type
Exception Details:
  Location:
    v/C.m()Ljava/lang/Object; @3: areturn
  Reason:
    Type uninitialized 0 (current frame, stack[0]) is not assignable to 'java/lang/Object' (from method signature)
  Current Frame:
    bci: @3
    flags: { }
    locals: { }
    stack: { uninitialized 0 }
  Bytecode:
    0000000: bb00 04b0                              

uninitialised passed (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Expecting to find object/array on stack
uninitialised passed (52): java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    v/C.m()V @3: invokevirtual
  Reason:
    Type uninitialized 0 (current frame, stack[0]) is not assignable to 'java/lang/Object'
  Current Frame:
    bci: @3
    flags: { }
    locals: { }
    stack: { uninitialized 0 }
  Bytecode:
    0000000: bb00 04b6 000f 57b1                    

constructed twice (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Expecting to find unitialized object on stack
constructed twice (52): java.lang.VerifyError: Bad operand type when invoking <init>
Exception Details:
  Location:
    v/C.m()V @8: invokespecial
  Reason:
    Invalid type: 'java/lang/Object' (current frame, stack[1])
  Current Frame:
    bci: @8
    flags: { }
    locals: { }
    stack: { 'java/lang/Object', 'java/lang/Object' }
  Bytecode:
    0000000: bb00 0459 59b7 000a b700 0ab1          

constructor by virtual (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Must call initializers using invokespecial
constructor by virtual (52): java.lang.VerifyError: Illegal call to internal method
Exception Details:
  Location:
    v/C.m()V @4: invokevirtual
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: bb00 0459 b600 0a57 b1                 

clinit called (49): java.lang.ClassFormatError: Bad method name at constant pool index 12 in class file v/C
clinit called (52): java.lang.ClassFormatError: Bad method name at constant pool index 12 in class file v/C
special of stranger (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal use of nonvirtual function call
special of stranger (52): java.lang.VerifyError: Bad invokespecial instruction: current class isn't assignable to reference class.
Exception Details:
  Location:
    v/C.m()V @2: invokespecial
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 120d b700 1357 b1                      

float add of ints (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Expecting to find float on stack
float add of ints (52): java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    v/C.m()V @2: fadd
  Reason:
    Type integer (current frame, stack[1]) is not assignable to float
  Current Frame:
    bci: @2
    flags: { }
    locals: { }
    stack: { integer, integer }
  Bytecode:
    0000000: 0405 6257 b1                           

array of int as bytes (49): java.lang.VerifyError: (class: v/C, method: m signature: ([I)V) Expecting to find array of bytes or Booleans on stack
array of int as bytes (52): java.lang.VerifyError: Bad type on operand stack in baload
Exception Details:
  Location:
    v/C.m([I)V @2: baload
  Reason:
    Invalid type: '[I' (current frame, stack[0])
  Current Frame:
    bci: @2
    flags: { }
    locals: { '[I' }
    stack: { '[I', integer }
  Bytecode:
    0000000: 2a03 3357 b1                           

aaload of ints (49): java.lang.VerifyError: (class: v/C, method: m signature: ([I)V) Expecting to find array of objects or arrays on stack
aaload of ints (52): java.lang.VerifyError: Bad type on operand stack in aaload
Exception Details:
  Location:
    v/C.m([I)V @2: aaload
  Reason:
    Type '[I' (current frame, stack[0]) is not assignable to reference type
  Current Frame:
    bci: @2
    flags: { }
    locals: { '[I' }
    stack: { '[I', integer }
  Bytecode:
    0000000: 2a03 3257 b1                           

length of object (49): java.lang.VerifyError: (class: v/C, method: m signature: (Ljava/lang/Object;)V) Expecting to find array on stack
length of object (52): java.lang.VerifyError: Bad type on operand stack in arraylength
Exception Details:
  Location:
    v/C.m(Ljava/lang/Object;)V @1: arraylength
  Reason:
    Invalid type: 'java/lang/Object' (current frame, stack[0])
  Current Frame:
    bci: @1
    flags: { }
    locals: { 'java/lang/Object' }
    stack: { 'java/lang/Object' }
  Bytecode:
    0000000: 2abe 57b1                              

throw of string (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Can only throw Throwable objects
throw of string (52): java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    v/C.m()V @2: athrow
  Reason:
    Type 'java/lang/String' (current frame, stack[0]) is not assignable to 'java/lang/Throwable'
  Current Frame:
    bci: @2
    flags: { }
    locals: { }
    stack: { 'java/lang/String' }
  Bytecode:
    0000000: 120d bf                                

unknown opcode (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal instruction found at offset 0
unknown opcode (52): java.lang.VerifyError: Bad instruction
Exception Details:
  Location:
    v/C.m()V @0: fast_agetfield
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: cbb1                                   

cut operand (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Code stops in the middle of instruction  starting at offset 1
cut operand (52): java.lang.VerifyError: Bad instruction
Exception Details:
  Location:
    v/C.m()V @1: sipush
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: b111 01                                

jump into operand (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal target of jump or branch
jump into operand (52): java.lang.VerifyError: Expecting a stackmap frame at branch target 4
Exception Details:
  Location:
    v/C.m()V @0: goto
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: a700 0411 0001 57b1                    

jump out (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal target of jump or branch
jump out (52): java.lang.VerifyError: Expecting a stackmap frame at branch target 256
Exception Details:
  Location:
    v/C.m()V @0: goto
  Reason:
    Expected stackmap frame at this location.
  Bytecode:
    0000000: a701 00b1                              

wrong constant (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal type in constant pool
wrong constant (52): java.lang.VerifyError: Illegal type at constant pool entry 1 in class v.C
Exception Details:
  Location:
    v/C.m()V @0: ldc
  Reason:
    Constant pool index 1 is invalid
  Bytecode:
    0000000: 1201 57b1                              

constant index 0 (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal constant pool index
constant index 0 (52): java.lang.VerifyError: Illegal constant pool index 0 in class v.C
Exception Details:
  Location:
    v/C.m()V @0: ldc
  Reason:
    Constant pool index 0 is invalid
  Bytecode:
    0000000: 1200 57b1                              

field of constant class (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal type in constant pool
field of constant class (52): java.lang.VerifyError: Illegal type at constant pool entry 1 in class v.C
Exception Details:
  Location:
    v/C.m()V @0: getstatic
  Reason:
    Constant pool index 1 is invalid
  Bytecode:
    0000000: b200 0157 b1                           

wide nop (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal instruction found at offset 0
wide nop (52): java.lang.VerifyError: Bad instruction
Exception Details:
  Location:
    v/C.m()V @0: wide
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: c400 0000 b1                           

newarray 3 (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Bad type passed to newarray
newarray 3 (52): java.lang.VerifyError: Illegal newarray instruction
Exception Details:
  Location:
    v/C.m()V @1: newarray
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 04bc 0357 b1                           

dimensions 0 (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal dimension argument
dimensions 0 (52): java.lang.VerifyError: Illegal dimension in multianewarray instruction: 0
Exception Details:
  Location:
    v/C.m()V @1: multianewarray
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 04c5 000d 0057 b1                      

ldc of long (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) Illegal constant pool index
ldc of long (52): java.lang.VerifyError: Illegal constant pool index 0 in class v.C
Exception Details:
  Location:
    v/C.m()V @0: ldc
  Reason:
    Constant pool index 0 is invalid
  Bytecode:
    0000000: 1200 b1                                

interface count (49): java.lang.VerifyError: (class: v/C, method: m signature: (Ljava/lang/Runnable;)V) Inconsistent args_size for invokeinterface
interface count (52): java.lang.VerifyError: Inconsistent args count operand in invokeinterface
Exception Details:
  Location:
    v/C.m(Ljava/lang/Runnable;)V @1: invokeinterface
  Reason:
    Error exists in the bytecode
  Bytecode:
    0000000: 2ab9 0010 0200 b1                      

handler range (49): java.lang.ClassFormatError: Illegal exception table range in class file v/C
handler range (52): java.lang.ClassFormatError: Illegal exception table range in class file v/C
catch of string (49): java.lang.VerifyError: (class: v/C, method: m signature: ()V) catch_type not a subclass of Throwable
catch of string (52): java.lang.VerifyError: Catch type is not a subclass of Throwable in exception handler 3
Exception Details:
  Location:
    v/C.m()V @3: pop
  Reason:
    Type 'java/lang/String' (constant pool 13) is not assignable to 'java/lang/Throwable'
  Bytecode:
    0000000: 033b b157 b1                           
  Exception Handler Table:
    bci [0, 2] => handler: 3

*/
