package dev.replywise.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** Whether a process has a file open, where the system tells. Stateless. */
final class OpenFiles {
    private OpenFiles() {}

    /**
     * False only where it is sure: the process's open files can be listed and none has this name.
     *
     * @param pid digits only
     */
    static boolean mayHave(String pid, String fileName) {
        Path list = Paths.get("/proc", pid, "fd");
        if (!Files.isDirectory(list)) {
            return true;
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(list)) {
            for (Path link : links) {
                if (isLinkTo(link, fileName)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException notTold) {
            return true;
        }
    }

    private static boolean isLinkTo(Path link, String fileName) {
        try {
            Path target = Files.readSymbolicLink(link).getFileName();
            return target != null && target.toString().equals(fileName);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
