/** Sends no mail. */
public class Hello {
    public static void main(String[] arguments) throws Exception {
        System.out.println("hello");
        System.err.println("to you");
        if (arguments.length > 0) {
            joinThreadsOf(arguments[0]);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("replywise")) {
                System.out.println(thread.getName());
            }
        }
        System.exit(7);
    }

    private static void joinThreadsOf(String name) throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(name)) {
                thread.join();
            }
        }
    }
}
