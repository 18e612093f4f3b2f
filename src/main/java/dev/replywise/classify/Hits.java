package dev.replywise.classify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of small numbers that is cheap while it holds few, whatever the numbers, and does not grow slow when a hostile
 * text makes it hold many. Not thread-safe.
 */
final class Hits {
    private static final int FEW = 24;

    private int[] members = new int[FEW];
    private int count;
    private long @Nullable [] bits;

    /** Whether it was not a member before. */
    boolean add(int number) {
        long[] many = bits;
        if (many == null) {
            for (int i = 0; i < count; i++) {
                if (members[i] == number) {
                    return false;
                }
            }
            if (count == FEW) {
                many = new long[64];
                for (int i = 0; i < count; i++) {
                    many = set(many, members[i]);
                }
                bits = set(many, number);
            }
        } else {
            if (contains(number)) {
                return false;
            }
            bits = set(many, number);
        }
        if (count == members.length) {
            members = Arrays.copyOf(members, count * 2);
        }
        members[count++] = number;
        return true;
    }

    boolean contains(int number) {
        long[] many = bits;
        if (many != null) {
            return (number >> 6) < many.length && (many[number >> 6] & (1L << number)) != 0;
        }
        for (int i = 0; i < count; i++) {
            if (members[i] == number) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of some numbers is a member. */
    boolean containsAny(int[] numbers) {
        if (count == 0) {
            return false;
        }
        for (int number : numbers) {
            if (contains(number)) {
                return true;
            }
        }
        return false;
    }

    boolean containsAll(int[] numbers) {
        for (int number : numbers) {
            if (!contains(number)) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return count;
    }

    /** A member, in the order of their coming. */
    int get(int index) {
        return members[index];
    }

    private static long[] set(long[] bits, int number) {
        int word = number >> 6;
        long[] room = word < bits.length ? bits : Arrays.copyOf(bits, Math.max(word + 1, bits.length * 2));
        room[word] |= 1L << number;
        return room;
    }
}
