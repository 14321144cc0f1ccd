// A hidden nestmate has the host's list of members, in which it is not.
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.util.Arrays;

public class HiddenNestMembers {
    static class Template {
        int secret() {
            return 1;
        }
    }

    public static void main(String[] args) throws Throwable {
        byte[] file = new support.ClassBuilder("HiddenNestMembers$Made").bytes();
        Class<?> mate = MethodHandles.lookup().defineHiddenClass(file, false, ClassOption.NESTMATE).lookupClass();
        System.out.println(mate.getNestHost()); // expect: class HiddenNestMembers
        System.out.println(Arrays.equals(mate.getNestMembers(), HiddenNestMembers.class.getNestMembers())); // expect: true
        System.out.println(Arrays.toString(mate.getNestMembers())); // expect: [class HiddenNestMembers, class HiddenNestMembers$Template]
        Class<?> alone = MethodHandles.lookup().defineHiddenClass(file, false).lookupClass();
        System.out.println(alone.getNestHost() == alone && alone.getNestMembers().length == 1); // expect: true
    }
}
