package dev.replywise.classify;

import java.util.Arrays;

/** A growing list of numbers. Not thread-safe. */
final class IntList {
    private int[] numbers;
    private int count;

    IntList() {
        this(8);
    }

    /** @param room numbers that are taken without growing; at least 1 */
    IntList(int room) {
        numbers = new int[room];
    }

    void add(int number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
        }
        numbers[count++] = number;
    }

    int get(int index) {
        return numbers[index];
    }

    int size() {
        return count;
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, count);
    }
}
