package dev.replywise.agent.hook;

import java.io.BufferedInputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Has the shape of a mail library's transport, so that hooking can be rehearsed before one is loaded. Never run. */
@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"})
abstract class SampleTransport {
    private @Nullable OutputStream serverOutput;
    private @Nullable BufferedInputStream serverInput;
    private @Nullable Socket serverSocket;
    private @Nullable String lastServerResponse;

    boolean protocolConnect(String host, int port, String user, String password) {
        try {
            initStreams();
        } catch (IllegalStateException failure) {
            closeConnection();
            throw failure;
        }
        return port > 0 && host != null;
    }

    private void initStreams() {
        serverOutput = null;
    }

    void sendCommand(byte[] command) {
        serverSocket = null;
        serverInput = null;
    }

    int readServerResponse() {
        lastServerResponse = "";
        return -1;
    }

    void sendMessage(Object message, Object[] addresses) {
        sendCommand(new byte[0]);
    }

    private void closeConnection() {
        serverOutput = null;
    }
}
