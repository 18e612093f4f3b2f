package dev.replywise.demo.smtp;

import java.nio.charset.StandardCharsets;

/**
 * What a client sent and exactly what it got for it.
 *
 * @param connection number of the connection, from 1
 * @param verb as scripts name it: {@code CONNECT}, a verb, {@code IN_BODY} or {@code END_OF_DATA}; steps of an AUTH
 *     exchange are {@code AUTH}
 * @param command the client's line; empty where there is none
 * @param sent every octet that went out, one char each
 */
public record Exchange(int connection, String verb, String command, String sent) {
    static Exchange of(int connection, String verb, String command, byte[] sent) {
        return new Exchange(connection, verb, command, new String(sent, StandardCharsets.ISO_8859_1));
    }
}
