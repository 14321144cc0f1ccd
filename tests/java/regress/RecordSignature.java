// The generic signature of a record component is an interned string.
public class RecordSignature {
    record Pair<T>(T first, String second) { }

    public static void main(String[] args) {
        for (var component : Pair.class.getRecordComponents()) {
            String signature = component.getGenericSignature();
            System.out.println(component + " " + signature + " " + (signature == null || signature == signature.intern()));
        }
        // expect: java.lang.Object first TT; true
        // expect: java.lang.String second null true
    }
}
