package support;

/** Printing outcomes in a form that is the same in every run. */
public final class Show {
    private Show() {}

    /** Something that may throw. */
    public interface Action {
        Object run() throws Throwable;
    }

    /** Prints the value, or what was thrown with its causes. */
    public static void outcome(String title, Action action) {
        String text;
        try {
            text = String.valueOf(action.run());
        } catch (Throwable t) {
            text = text(t);
        }
        System.out.println(title + ": " + text);
    }

    /** Class and message of a throwable and its causes; identity hashes of loaders and objects are blotted out. */
    public static String text(Throwable thrown) {
        StringBuilder out = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            out.append(out.length() == 0 ? "" : " <- ").append(stable(t.toString()));
        }
        return out.toString();
    }

    /** Blots out identity hashes. */
    public static String stable(String text) {
        return text.replaceAll("@[0-9a-f]{3,8}\\b", "@HASH").replaceAll("0x[0-9a-f]{4,16}", "0xADDRESS");
    }
}
