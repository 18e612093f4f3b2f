package dev.replywise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes a page as one JSON object: ids for programs, texts for people. Stateless. */
final class PageJson {
    private PageJson() {}

    static void write(CodePage page, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        boolean isCause = page.classId().isEmpty();
        if (!isCause) {
            Json.field(generator, "code", page.code());
        }
        Json.field(generator, "name", page.name());
        Json.field(generator, "class", page.classId());
        Json.field(generator, "status", page.statusId());
        if (!isCause) {
            generator.writeArrayFieldStart("commands");
            for (String command : page.commands()) {
                generator.writeString(command);
            }
            generator.writeEndArray();
        }
        Json.field(generator, "group", page.groupId());
        Json.field(generator, "cause", page.causeId());
        Json.field(generator, "description", page.description());
        Json.field(generator, "seen", page.seen());
        Json.field(generator, "fix", page.fix());
        Json.field(generator, "actor", page.actorId());
        Json.field(generator, "who", page.actorText());
        Json.field(generator, "retry", page.retryId());
        Json.field(generator, "retry_text", page.retryText());
        Json.field(generator, "reference", page.reference());
        Json.field(generator, "url", page.url());
        generator.writeEndObject();
    }
}
