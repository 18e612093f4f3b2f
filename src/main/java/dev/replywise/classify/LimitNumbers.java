package dev.replywise.classify;

/** Sizes and limits that a reply names: what was refused and how much would be accepted. */
final class LimitNumbers {
    private static final int REACH = 7;
    private static final long SMALLEST_SIZE = 1_000;

    private LimitNumbers() {}

    /** What {@link #sizes} finds; -1 where the text does not say. */
    static final class Sizes {
        final long limit;
        final long message;

        Sizes(long limit, long message) {
            this.limit = limit;
            this.message = message;
        }
    }

    /** Limit and size of a message, in octets. */
    static Sizes sizes(Words words) {
        long limit = -1;
        long message = -1;
        int previous = -1;
        for (int i = 0; i < words.size(); i++) {
            if (!words.isNumber(i) || !words.standsAlone(i) && !isDecimal(words, i)) {
                continue;
            }
            int after = i + 1;
            double value = words.number(i);
            if (isDecimal(words, i)) {
                value = decimal(words, i);
                after = i + 3;
            }
            long unit = unit(words, after);
            boolean named = unit > 0;
            if (words.is(after, "-") && unit(words, after + 1) > 0) {
                unit = unit(words, ++after);
                named = true;
            }
            if (named) {
                after++;
            }
            double octets = value * (named ? unit : 1);
            if (value < 0 || octets < SMALLEST_SIZE || octets > 1e15) {
                continue;
            }
            boolean isLimit = isLimit(words, i, previous, after);
            if (isLimit && limit < 0) {
                limit = (long) octets;
            } else if (!isLimit && message < 0 && isMessage(words, i, previous, after)) {
                message = (long) octets;
            }
            previous = after - 1;
            i = Math.max(i, after - 1);
        }
        return new Sizes(limit, message);
    }

    private static boolean isDecimal(Words words, int i) {
        return words.is(i + 1, ".")
                && words.isJoined(i + 1)
                && words.isNumber(i + 2)
                && words.isJoined(i + 2)
                && !(words.is(i + 3, ".") && words.isJoined(i + 3) && words.isNumber(i + 4))
                && !(words.isJoined(i) && words.isOneOf(i - 1, ".", "@", "-"))
                && unit(words, i + 3) > 1;
    }

    private static double decimal(Words words, int i) {
        int digits = words.end(i + 2) - words.start(i + 2);
        return words.number(i) < 0 || digits > 6 ? -1 : words.number(i) + words.number(i + 2) / Math.pow(10, digits);
    }

    private static long unit(Words words, int i) {
        switch (words.get(i)) {
            case "b":
            case "byte":
            case "bytes":
            case "octets":
            case "octet":
            case "bytes)":
                return 1;
            case "k":
            case "kb":
            case "kib":
            case "kbytes":
            case "kilobytes":
            case "ko":
                return 1L << 10;
            case "m":
            case "mb":
            case "mib":
            case "mbytes":
            case "megabytes":
            case "meg":
            case "mo":
            case "megs":
                return 1L << 20;
            case "g":
            case "gb":
            case "gib":
            case "gigabytes":
                return 1L << 30;
            default:
                return 0;
        }
    }

    /** The largest count that the server accepts, of recipients or connections; -1 when the text does not say. */
    static long count(Words words, String... things) {
        for (int i = 0; i < words.size(); i++) {
            long value = words.number(i);
            if (value < 1 || value > 10_000_000 || !words.standsAlone(i) || !isBare(words, i)) {
                continue;
            }
            int previous = i - 1;
            while (previous >= 0 && i - previous < REACH && !words.isNumber(previous)) {
                previous--;
            }
            boolean counted = isThing(words, i + 1, things) || isThing(words, i + 2, things);
            if (isLimit(words, i, words.isNumber(previous) ? previous : -1, i + 1)
                    || (counted
                            && words.isOneOf(
                                    i - 1, "only", "than", "most", "to", "of", "over", "exceeds", "exceeded"))) {
                return value;
            }
        }
        return -1;
    }

    private static boolean isThing(Words words, int i, String... things) {
        return words.startsWithOneOf(i, things);
    }

    /** Not an octet of an address, a time or a percentage. */
    private static boolean isBare(Words words, int i) {
        return !(words.isJoined(i) && words.isOneOf(i - 1, ".", "-", "_", "#", "/"))
                && !(words.isJoined(i + 1) && words.is(i + 1, "."))
                && !words.startsWithOneOf(i + 1, "sec", "min", "hour", "day", "h", "%");
    }

    private static boolean isLimit(Words words, int i, int previous, int after) {
        for (int k = i - 1; k > Math.max(previous, i - REACH - 1); k--) {
            if (words.startsWithOneOf(
                            k, "limit", "max", "allow", "exceed", "permit", "最大", "限", "上限", "batas", "выс", "преде")
                    || words.isOneOf(k, "than", "over", "most", "above", "up", "only", "greater", ">", "beyond")
                    || words.startsWithOneOf(k, "accept", "grenze", "höchst", "límite", "limite", "azami")) {
                return !words.isOneOf(k + 1, "by");
            }
        }
        return words.startsWithOneOf(after, "limit", "max", "allowed", "permitted")
                || (words.isOneOf(after, "byte", "bytes", "message", "size", "recipient", "recipients", "connections")
                        && words.startsWithOneOf(after + 1, "limit", "max"));
    }

    private static boolean isMessage(Words words, int i, int previous, int after) {
        if (words.startsWithOneOf(after, "exceed", "too", "is", ">", "übers", "larger", "bigger", "greater")
                || words.startsWithOneOf(after + 1, "exceed", "larger", "bigger")) {
            return true;
        }
        for (int k = i - 1; k > Math.max(previous, i - REACH - 1); k--) {
            if (words.startsWithOneOf(
                    k, "size", "message", "mail", "msg", "length", "content", "größe", "大小", "your")) {
                return true;
            }
        }
        return false;
    }
}
