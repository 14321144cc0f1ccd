// A class may list a member that knows nothing of it: getDeclaredClasses asks the outer class only, getDeclaringClass asks both.
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import support.ClassBuilder;

public class DeclaredClassUnaware {
    /** A class named `name` whose InnerClasses says that `inner` is a member of `outer`. */
    static byte[] file(String name, String outer, String inner) throws Exception {
        ClassBuilder builder = new ClassBuilder(name);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        out.writeShort(1);
        out.writeShort(builder.type(inner));
        out.writeShort(builder.type(outer));
        out.writeShort(builder.utf8("Member"));
        out.writeShort(ClassBuilder.PUBLIC);
        return builder.attribute("InnerClasses", content.toByteArray()).bytes();
    }

    public static void main(String[] args) throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Class<?> member = lookup.defineClass(new ClassBuilder("UnawareMember").bytes());
        Class<?> outer = lookup.defineClass(file("AwareOuter", "AwareOuter", "UnawareMember"));
        System.out.println(Arrays.toString(outer.getDeclaredClasses())); // expect: [class UnawareMember]
        System.out.println(member.getDeclaringClass()); // expect: null

        lookup.defineClass(new ClassBuilder("UnawareOuter").bytes());
        Class<?> claims = lookup.defineClass(file("AwareMember", "UnawareOuter", "AwareMember"));
        try {
            System.out.println(claims.getDeclaringClass());
        } catch (IncompatibleClassChangeError error) {
            System.out.println(error.getMessage()); // expect: UnawareOuter and AwareMember disagree on InnerClasses attribute
        }
    }
}
