package dev.replywise.cli;

import java.io.PrintStream;

/** Prints the verdicts of {@code check}, one a line, and remembers whether one of them was a failure. Not thread-safe. */
public final class CheckReport {
    private static final int NAME_WIDTH = 14;

    private final PrintStream out;
    private boolean failed;

    CheckReport(PrintStream out) {
        this.out = out;
    }

    /** It works. */
    public void ok(String what, String finding) {
        line("ok    ", what, finding);
    }

    /** It works, but not as somebody may expect. */
    public void warn(String what, String finding) {
        line("warn  ", what, finding);
    }

    /** It does not work; the finding says what to do. */
    public void fail(String what, String finding) {
        failed = true;
        line("fail  ", what, finding);
    }

    boolean failed() {
        return failed;
    }

    private void line(String verdict, String what, String finding) {
        out.print(verdict + DisplayWidth.pad(Shown.text(what), NAME_WIDTH) + "  " + Shown.text(finding) + "\n");
    }
}
