// The boot loader's packages are listed although a proxy class was given to it in a module of its own.
import java.lang.reflect.Proxy;
import java.util.Arrays;

public class SystemPackages {
    public static void main(String[] args) {
        Object proxy = Proxy.newProxyInstance(null, new Class<?>[] {Runnable.class}, (self, method, arguments) -> null);
        System.out.println(proxy.getClass().getClassLoader()); // expect: null
        String own = proxy.getClass().getPackageName();
        System.out.println(Arrays.stream(Package.getPackages()).anyMatch(p -> p.getName().equals(own))); // expect: false
        System.out.println(Arrays.stream(Package.getPackages()).anyMatch(p -> p.getName().equals("java.lang"))); // expect: true
    }
}
