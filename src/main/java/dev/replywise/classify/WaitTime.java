package dev.replywise.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The seconds after which the server wants to be tried again. */
final class WaitTime {
    private static final long MAX_SECONDS = 31L * 86_400;
    private static final int REACH = 12;

    private static final String[] SECOND = {"sec", "sek", "seg", "сек", "秒", "detik", "saniye", "giây"};
    private static final String[] MINUTE = {"min", "мин", "分", "menit", "dakika", "phút"};
    private static final String[] HOUR = {
        "hour", "hr", "stunde", "heure", "hora", "ore", "час", "小时", "小時", "時間", "jam", "saat", "giờ"
    };
    private static final String[] DAY = {
        "day", "tag", "jour", "día", "dia", "giorn", "дн", "天", "日", "hari", "gün", "ngày"
    };
    private static final String[] CUES = {
        "again",
        "retry",
        "retri",
        "later",
        "wait",
        "greylist",
        "graylist",
        "defer",
        "delay",
        "postpone",
        "resend",
        "erneut",
        "später",
        "nochmal",
        "wiederhol",
        "réessa",
        "reessa",
        "intent",
        "reintent",
        "tente",
        "riprova",
        "попроб",
        "повтор",
        "позже",
        "重试",
        "重試",
        "稍后",
        "稍後",
        "再试",
        "再試",
        "后再",
        "後に",
        "coba",
        "tekrar",
        "sonra",
        "thử",
        "block",
        "ban",
        "suspend",
        "back",
        "reconnect",
        "thrott"
    };

    private static final String[] ONE = {"one", "an", "a", "einer", "une", "una"};
    /** The letters that names of units begin with; most words behind numbers begin with others. */
    private static final boolean[] UNIT_BEGINS = unitBegins();

    private WaitTime() {}

    private static boolean[] unitBegins() {
        boolean[] begins = new boolean[128];
        for (String[] names : new String[][] {SECOND, MINUTE, HOUR, DAY, {"s", "m", "h", "d"}}) {
            for (String name : names) {
                if (name.charAt(0) < 128) {
                    begins[name.charAt(0)] = true;
                }
            }
        }
        return begins;
    }

    /** Words of which some stand in every text that names a time without a digit. */
    static List<Phrase> wordsWithoutNumber() {
        List<Phrase> phrases = new ArrayList<>();
        for (String one : ONE) {
            for (String[] names : new String[][] {SECOND, MINUTE, HOUR, DAY}) {
                for (String name : names) {
                    phrases.add(Phrase.of(one + " " + name + "*"));
                }
            }
        }
        return phrases;
    }

    private static boolean isVowel(char c) {
        return c == 'a' || c == 'o' || c == 'e' || c == 'u';
    }

    /**
     * The seconds; -1 when the server does not say.
     *
     * @param clock the time now in milliseconds since the epoch, for servers that name a time of day
     */
    static long find(Words words, LongSupplier clock) {
        for (int i = 0; i < words.size(); i++) {
            int length = words.end(i) - words.start(i);
            if (length > 6) {
                continue;
            }
            boolean number = words.isNumber(i);
            if (!number && !(isVowel(words.first(i)) && words.isOneOf(i, ONE))) {
                continue;
            }
            long seconds = number ? clockForm(words, i, clock) : -1;
            if (seconds < 0) {
                seconds = amount(words, i, number);
            }
            if (seconds >= 0 && seconds <= MAX_SECONDS) {
                return seconds;
            }
        }
        return -1;
    }

    /** "in 00:05:00", "after 15:04 UTC". */
    private static long clockForm(Words words, int i, LongSupplier clock) {
        if (!words.is(i + 1, ":") || !words.isJoined(i + 1) || !words.isNumber(i + 2) || !words.isJoined(i + 2)) {
            return -1;
        }
        if (words.isJoined(i) && words.is(i - 1, ":")) {
            return -1;
        }
        boolean three = words.is(i + 3, ":") && words.isJoined(i + 3) && words.isNumber(i + 4) && words.isJoined(i + 4);
        long first = words.number(i);
        long second = words.number(i + 2);
        long third = three ? words.number(i + 4) : 0;
        int next = three ? i + 5 : i + 3;
        if (first < 0 || second < 0 || second > 59 || third < 0 || third > 59) {
            return -1;
        }
        if (words.isOneOf(next, "utc", "gmt", "z")) {
            boolean until = words.isOneOf(i - 1, "after", "until", "at", "from", "before", "till", "nach", "bis", "ab");
            if (!until || first > 23) {
                return -1;
            }
            long day = clock.getAsLong() / 1_000 % 86_400;
            long wait = first * 3_600 + second * 60 + third - day;
            return wait < 0 ? wait + 86_400 : wait;
        }
        if (!leads(words, i) || !hasCue(words, i - REACH, i + REACH)) {
            return -1;
        }
        return three ? first * 3_600 + second * 60 + third : first * 60 + second;
    }

    /** "in 5 minutes", "after 300 seconds", "for 1 hour 30 min", "retry-after: 60". */
    private static long amount(Words words, int i, boolean number) {
        if (number && !words.standsAlone(i)) {
            return -1;
        }
        long total = 0;
        int at = i;
        long value = number ? words.number(i) : 1;
        while (value >= 0) {
            int unit = unit(words, at + 1, number);
            if (unit == 0) {
                break;
            }
            total += value * unit;
            at += 2;
            if (words.isOneOf(at, ",", "and")) {
                at++;
            }
            value = words.isNumber(at) && words.end(at) - words.start(at) <= 6 ? words.number(at) : -1;
        }
        if (at == i) {
            // Without a unit: seconds, but only where the words leave no doubt that a wait is meant.
            boolean header = (words.is(i - 1, ":") || words.is(i - 1, "=") || words.is(i - 1, "after"))
                    && words.lower().startsWith("retry", Math.max(0, words.start(i) - 14));
            boolean named = words.is(i - 1, "after") && words.isOneOf(i - 2, "retry", "-", "_");
            boolean counted =
                    words.isOneOf(i + 1, ".", "") || i + 1 >= words.size() || words.isOneOf(i + 1, ")", ";", ",");
            return number && counted && (named || retryHeader(words, i) || header) ? value : -1;
        }
        return isWait(words, i, at) ? total : -1;
    }

    private static boolean retryHeader(Words words, int i) {
        return words.isOneOf(i - 1, ":", "=") && words.is(i - 2, "after") && words.is(i - 4, "retry");
    }

    private static int unit(Words words, int i, boolean number) {
        if (i >= words.size()) {
            return 0;
        }
        char first = words.first(i);
        if (first < 128 ? !UNIT_BEGINS[first] : !Character.isLetter(first)) {
            return 0;
        }
        if (words.startsWithOneOf(i, SECOND)) {
            return 1;
        }
        if (words.startsWithOneOf(i, MINUTE)) {
            return 60;
        }
        if (words.startsWithOneOf(i, HOUR)) {
            return 3_600;
        }
        if (words.startsWithOneOf(i, DAY)) {
            return 86_400;
        }
        if (!number) {
            return 0;
        }
        return words.is(i, "s") ? 1 : words.is(i, "m") ? 60 : words.is(i, "h") ? 3_600 : words.is(i, "d") ? 86_400 : 0;
    }

    /** Whether an amount of time is one to wait, and not the span of a limit or the length of a time-out. */
    private static boolean isWait(Words words, int i, int behind) {
        int before = i - 1;
        while (words.isOneOf(before, "least", "about", "another", "approximately", "~", "circa", "next", "within", "(")
                || (words.is(before, "the") && !words.is(before - 1, "in"))
                || (words.is(before, "at") && words.is(before + 1, "least"))) {
            before--;
        }
        boolean later = words.isOneOf(behind, "later", "后", "後", "sonra", "спустя", "後に", "后再")
                || words.startsWithOneOf(behind, "后", "後")
                || words.get(behind - 1).indexOf('后') > 0
                || words.get(behind - 1).indexOf('後') > 0;
        if (words.isOneOf(before, "per", "last", "past", "every", "each", "/", "over", "previous")
                || words.isOneOf(before + 1, "within") && !hasCue(words, before - 3, before)) {
            return false;
        }
        if (later && hasCue(words, i - REACH, behind + 3)) {
            return true;
        }
        if (words.isOneOf(before, "wait", "warten", "aguarde", "espere", "attendre", "请等待")) {
            return true;
        }
        if (words.isOneOf(before, "after", "nach", "après", "depois", "dopo", "через", "setelah", "sau")) {
            return !words.startsWithOneOf(
                            before - 1, "timeout", "timed", "out", "idle", "inactiv", "expire", "disconnect")
                    && hasCue(words, before - REACH, behind + REACH);
        }
        if (words.isOneOf(before, "for", "für", "pour", "por", "per")) {
            return words.startsWithOneOf(
                            before - 1, "greylist", "graylist", "wait", "block", "defer", "delay", "suspend")
                    || words.startsWithOneOf(
                            before - 1, "ban", "lock", "limit", "reject", "listed", "thrott", "again", "postpone")
                    || words.startsWithOneOf(before - 1, "later", "retry", "blacklist", "disabled");
        }
        if (words.isOneOf(before, "in", "dans", "en", "em", "tra", "dalam", "trong", "within")) {
            return hasCue(words, before - 6, before) || hasCue(words, behind, behind + 5);
        }
        return words.isOneOf(
                                before,
                                "again",
                                "retry",
                                "delay",
                                "remaining",
                                "greylisted",
                                "greylisting",
                                "delayed",
                                ":",
                                "=")
                        && hasCue(words, i - 5, i)
                || (words.isOneOf(behind, "remaining", "left") || words.startsWith(behind, "remain"));
    }

    private static boolean leads(Words words, int i) {
        return words.isOneOf(i - 1, "in", "after", "for", "wait", "again", ":", "=", "retry");
    }

    private static boolean hasCue(Words words, int from, int to) {
        for (int i = Math.max(0, from); i <= Math.min(words.size() - 1, to); i++) {
            if (words.startsWithOneOf(i, CUES)) {
                return true;
            }
            // Scripts without blanks make one word of a sentence.
            if (words.end(i) - words.start(i) > 1 && Scan.isUnspaced(words.first(i))) {
                String word = words.get(i);
                for (String cue : CUES) {
                    if (Scan.isUnspaced(cue.charAt(0)) && word.contains(cue)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
