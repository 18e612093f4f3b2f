package dev.replywise.sink.alert;

/** What is known at one moment. Immutable. */
final class Situation {
    /** The last 15 minutes. */
    final Numbers fine;

    /** The last 5 minutes. */
    final Numbers recent;

    /** The last 6 hours. */
    final Numbers slow;

    /** What is usual in 15 minutes. */
    final History.BaseLine usual;

    Situation(Numbers fine, Numbers recent, Numbers slow, History.BaseLine usual) {
        this.fine = fine;
        this.recent = recent;
        this.slow = slow;
        this.usual = usual;
    }

    /** The numbers of an alert's window. */
    Numbers of(AlertKind kind) {
        return kind.windowMinutes() == AlertKind.SILENCE_LONG.windowMinutes() ? slow : fine;
    }
}
