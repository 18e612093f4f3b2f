package dev.replywise.docs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.junit.jupiter.api.Test;

/** docs/library.md shows the example as it is compiled here, and what it really says; {@code -Dreplywise.docs.write=true} writes both anew. */
class LibraryPageTest {
    private static final Path PAGE = Path.of("../docs/library.md");
    private static final Path SOURCE = Path.of("test/java/dev/replywise/docs/WhatToDo.java");

    private static final String COMMAND = "mvn -pl src test -Dtest=LibraryPageTest -Dreplywise.docs.write=true";

    /** As Angus Mail throws it after two refused recipients. */
    private static MessagingException failedSend() throws Exception {
        MessagingException failure =
                new SendFailedException("Invalid Addresses", null, new Address[0], new Address[0], new Address[0]);
        failure.setNextException(
                refused("john@old.example", 551, "551 5.1.6 User not local; try <jane@new.example>\n"));
        failure.setNextException(refused("nobody@old.example", 550, "550 5.1.1 <nobody@old.example>: User unknown\n"));
        return failure;
    }

    private static MessagingException refused(String address, int code, String reply) throws Exception {
        InternetAddress recipient = new InternetAddress(address);
        return new SMTPAddressFailedException(recipient, "RCPT TO:<" + address + ">", code, reply);
    }

    @Test
    void thePageShowsTheCodeThatIsCompiledAndWhatItSays() throws Exception {
        String source = Files.readString(SOURCE);
        List<String> lines = WhatToDo.about(failedSend());
        assertThat(lines).hasSize(2);

        String page = Files.readString(PAGE);
        String expected = withBlock(page, "java", source.substring(source.indexOf("import ")));
        expected = withBlock(expected, "text", String.join("\n", lines) + "\n");
        if (Boolean.getBoolean("replywise.docs.write")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/library.md is not what the code says: %s", COMMAND)
                .isEqualTo(expected);
    }

    /** The page with its only block of a kind replaced. */
    private static String withBlock(String page, String kind, String content) {
        int begin = page.indexOf("```" + kind + "\n") + kind.length() + 4;
        return page.substring(0, begin) + content + page.substring(page.indexOf("```", begin));
    }
}
