package dev.replywise.agent.hook;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * What goes into each hooked method. It may name JDK types only, as the library's loader need not see ours, and use
 * nothing that class files of JavaMail 1.4 (version 48) lack.
 */
final class HookedMethods {
    private static final String SOCKET = "java/net/Socket";

    private HookedMethods() {}

    /** The method with what belongs into it; null where nothing does. */
    static @Nullable MethodVisitor of(MethodVisitor next, String owner, int version, String name, String descriptor) {
        switch (name + descriptor) {
            case "sendCommand([B)V":
                return new Command(next, owner, version, descriptor);
            case "readServerResponse()I":
                return new Reply(next, owner, version, descriptor);
            case "initStreams()V":
                return new Streams(next, owner, version, descriptor);
            case "protocolConnect(Ljava/lang/String;ILjava/lang/String;Ljava/lang/String;)Z":
                return new Connect(next, owner, version, descriptor);
            case "closeConnection()V":
                return new Close(next, owner, version, descriptor);
            default:
                return name.equals("sendMessage") && takesMessageAndAddresses(descriptor)
                        ? new Send(next, owner, version, descriptor)
                        : null;
        }
    }

    /** Whether a descriptor is {@code (L…;[L…;)V}: the types differ from library to library. */
    private static boolean takesMessageAndAddresses(String descriptor) {
        int second = descriptor.indexOf(";[L") + 1;
        return descriptor.startsWith("(L")
                && second > 0
                && descriptor.indexOf(';') == second - 1
                && descriptor.indexOf(';', second) == descriptor.length() - 3
                && descriptor.endsWith(";)V");
    }

    /** In {@code sendCommand(byte[])} every command ends. */
    private static final class Command extends HookedMethod {
        Command(MethodVisitor next, String owner, int version, String descriptor) {
            super(next, owner, version, descriptor);
        }

        @Override
        void enter() {
            Label none = new Label();
            loadField("serverOutput", OUTPUT);
            jumpUnless(FUNCTION, none);
            loadField("serverOutput", OUTPUT);
            array(2);
            text(Carrier.COMMAND);
            put();
            load(1);
            putAndCall();
            drop();
            target(none);
        }
    }

    /** {@code closeConnection()} may be called by a finalizer as well. */
    private static final class Close extends HookedMethod {
        Close(MethodVisitor next, String owner, int version, String descriptor) {
            super(next, owner, version, descriptor);
        }

        @Override
        void enter() {
            Label none = new Label();
            loadField("serverOutput", OUTPUT);
            jumpUnless(FUNCTION, none);
            loadField("serverOutput", OUTPUT);
            array(1);
            text(Carrier.CLOSE);
            putAndCall();
            drop();
            target(none);
        }
    }

    /** A method that returns a number, and of which both ends matter, by return and by exception. */
    private abstract static class Call extends HookedMethod {
        /** What its beginning leaves to its end. */
        final int begun = variable(0);

        Call(MethodVisitor next, String owner, int version, String descriptor) {
            super(next, owner, version, descriptor, OBJECT, Opcodes.INTEGER, THROWABLE);
        }

        @Override
        final boolean hooksEnd() {
            return true;
        }

        @Override
        final boolean hooksFailure() {
            return true;
        }

        @Override
        final int returnVariable() {
            return variable(1);
        }

        @Override
        final int failureVariable() {
            return variable(2);
        }
    }

    /**
     * {@code readServerResponse()} reads every reply. Its end uses the carrier of its beginning: a malformed reply makes
     * the library close the connection inside the read.
     */
    private static final class Reply extends Call {
        Reply(MethodVisitor next, String owner, int version, String descriptor) {
            super(next, owner, version, descriptor);
        }

        @Override
        void enter() {
            Label none = new Label();
            loadField("serverOutput", OUTPUT);
            store(begun);
            load(begun);
            jumpUnless(FUNCTION, none);
            load(begun);
            array(1);
            text(Carrier.AWAIT);
            putAndCall();
            drop();
            target(none);
        }

        @Override
        void exit() {
            Label none = new Label();
            load(begun);
            jumpUnless(FUNCTION, none);
            load(begun);
            array(5);
            text(Carrier.REPLY);
            put();
            loadInt(returnVariable());
            boxInt();
            put();
            loadField("lastServerResponse", "java/lang/String");
            put();
            loadField("serverInput", "java/io/BufferedInputStream");
            put();
            load(failureVariable());
            putAndCall();
            drop();
            target(none);
        }
    }

    /** {@code initStreams()}: the carrier goes into the field that holds the stream to the server. */
    private static final class Streams extends HookedMethod {
        /** The stream of before: the carrier of this connection, when it goes on over TLS. */
        private final int before = variable(0);

        private final int made = variable(1);

        Streams(MethodVisitor next, String owner, int version, String descriptor) {
            super(next, owner, version, descriptor, OBJECT, OBJECT);
        }

        @Override
        void enter() {
            loadField("serverOutput", OUTPUT);
            store(before);
        }

        @Override
        boolean hooksEnd() {
            return true;
        }

        @Override
        void exit() {
            Label none = new Label();
            loadBridge();
            array(5);
            text(TransportProbe.STREAMS);
            put();
            load(0);
            put();
            load(before);
            put();
            loadField("serverSocket", SOCKET);
            put();
            loadField("serverOutput", OUTPUT);
            putAndCall();
            store(made);
            load(made);
            jumpUnless(OUTPUT, none);
            storeOutput(made);
            target(none);
        }
    }

    /** {@code protocolConnect(host, port, user, password)}; looks at neither user nor password. */
    private static final class Connect extends Call {
        private static final int HOST = 1;
        private static final int PORT = 2;

        Connect(MethodVisitor next, String owner, int version, String descriptor) {
            super(next, owner, version, descriptor);
        }

        @Override
        void enter() {
            loadBridge();
            array(4);
            text(TransportProbe.CONNECTING);
            put();
            load(0);
            put();
            load(HOST);
            put();
            loadInt(PORT);
            boxInt();
            putAndCall();
            store(begun);
        }

        /** The port is read again: the library has put the default into it by now. */
        @Override
        Object[] keptParameters() {
            return new Object[] {Opcodes.TOP, Opcodes.INTEGER, Opcodes.TOP, Opcodes.TOP};
        }

        @Override
        void exit() {
            Label none = new Label();
            load(begun);
            jumpUnless(FUNCTION, none);
            load(begun);
            array(3);
            loadInt(PORT);
            boxInt();
            put();
            loadInt(returnVariable());
            boxBoolean();
            put();
            load(failureVariable());
            putAndCall();
            drop();
            target(none);
        }
    }

    /**
     * {@code sendMessage(Message, Address[])}. Also takes over a connection that was opened before the agent was attached.
     * Its end uses the carrier of its beginning: after a lost connection the library has none any more.
     */
    private static final class Send extends HookedMethod {
        private final int carrier = variable(0);
        private final int message = variable(2);
        private final int addresses = variable(3);
        private final int made = variable(4);

        Send(MethodVisitor next, String owner, int version, String descriptor) {
            super(next, owner, version, descriptor, OBJECT, THROWABLE, OBJECT, OBJECT, OBJECT);
        }

        @Override
        void enter() {
            Label known = new Label();
            Label none = new Label();
            load(1);
            store(message);
            load(2);
            store(addresses);
            loadField("serverOutput", OUTPUT);
            jumpUnless(OUTPUT, none);
            loadField("serverOutput", OUTPUT);
            store(made);
            Label taken = new Label();
            load(made);
            jumpUnless(FUNCTION, known);
            goTo(taken);
            target(known);
            loadBridge();
            array(5);
            text(TransportProbe.STREAMS);
            put();
            load(0);
            put();
            nothing();
            put();
            loadField("serverSocket", SOCKET);
            put();
            loadField("serverOutput", OUTPUT);
            putAndCall();
            store(made);
            load(made);
            jumpUnless(OUTPUT, none);
            storeOutput(made);
            target(taken);
            load(made);
            jumpUnless(FUNCTION, none);
            load(made);
            array(2);
            text(Carrier.MESSAGE);
            put();
            load(message);
            putAndCall();
            drop();
            load(made);
            store(carrier);
            target(none);
        }

        @Override
        boolean hooksEnd() {
            return true;
        }

        @Override
        boolean hooksFailure() {
            return true;
        }

        @Override
        int failureVariable() {
            return variable(1);
        }

        @Override
        void exit() {
            Label none = new Label();
            load(carrier);
            jumpUnless(FUNCTION, none);
            load(carrier);
            array(4);
            text(Carrier.MESSAGE_END);
            put();
            load(message);
            put();
            load(addresses);
            put();
            load(failureVariable());
            putAndCall();
            drop();
            target(none);
        }
    }
}
