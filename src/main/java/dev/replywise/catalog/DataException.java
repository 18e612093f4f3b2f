package dev.replywise.catalog;

/** A data file, or an item of one, that cannot be used. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    /** A reason in one line, and the line of the file that it is about, from 1. */
    public DataException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** The line of the file, from 1. */
    public int line() {
        return line;
    }
}
