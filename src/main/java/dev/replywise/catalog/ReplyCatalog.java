package dev.replywise.catalog;

import dev.replywise.reply.EnhancedStatusCode;
import dev.replywise.reply.ReplyCode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All codes and causes that Replywise knows. Immutable and thread-safe. */
public final class ReplyCatalog {
    private static final String UNDETERMINED = "undetermined";

    private final Map<String, CatalogEntry> entries = new LinkedHashMap<>();
    private final Map<String, Cause> causes = new LinkedHashMap<>();
    private final @Nullable CatalogEntry[] basic = new CatalogEntry[1000];

    ReplyCatalog(List<CatalogEntry> entries, List<Cause> causes) {
        for (CatalogEntry entry : entries) {
            if (this.entries.put(entry.code(), entry) != null) {
                throw new IllegalArgumentException("two entries of " + entry.code());
            }
            if (entry.code().length() == 3) {
                basic[Integer.parseInt(entry.code())] = entry;
            }
        }
        for (Cause cause : causes) {
            if (this.causes.put(cause.id(), cause) != null) {
                throw new IllegalArgumentException("two causes " + cause.id());
            }
        }
        if (!this.causes.containsKey(UNDETERMINED)) {
            throw new IllegalArgumentException("no cause " + UNDETERMINED);
        }
    }

    /** The catalogue that Replywise ships; read once and shared. */
    public static ReplyCatalog builtIn() {
        return BuiltIn.CATALOG;
    }

    /** The entry of a reply code. */
    public Optional<CatalogEntry> entry(ReplyCode code) {
        return Optional.ofNullable(basic[code.value()]);
    }

    /** The entry of exactly this enhanced status code, or else of X.subject.detail. */
    public Optional<CatalogEntry> entry(EnhancedStatusCode code) {
        if (!code.isPresent()) {
            return Optional.empty();
        }
        String written = code.toString();
        CatalogEntry exact = entries.get(written);
        return Optional.ofNullable(exact != null ? exact : entries.get("X" + written.substring(1)));
    }

    /** The entry written so: {@code 551}, {@code 5.1.6}, {@code X.1.6}. */
    public Optional<CatalogEntry> find(String code) {
        CatalogEntry exact = entries.get(code);
        return exact != null ? Optional.of(exact) : entry(EnhancedStatusCode.parse(code));
    }

    /** All entries, in the order of the data. */
    public Collection<CatalogEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** Whether there is a cause of this id. */
    public boolean hasCause(String id) {
        return causes.containsKey(id);
    }

    /** The cause of an id; {@code undetermined} when there is none such. */
    public Cause cause(String id) {
        Cause cause = causes.get(id);
        if (cause == null) {
            cause = causes.get(UNDETERMINED);
        }
        if (cause == null) {
            throw new AssertionError("the constructor has seen to it");
        }
        return cause;
    }

    /** All causes, in the order of the data. */
    public Collection<Cause> causes() {
        return Collections.unmodifiableCollection(causes.values());
    }

    /** Holds the catalogue back until somebody asks for it. */
    private static final class BuiltIn {
        static final ReplyCatalog CATALOG = new ReplyCatalog(
                CatalogReader.entries(DataReader.builtIn("codes.yaml", Collections.<String>emptySet())),
                CatalogReader.causes(DataReader.builtIn("causes.yaml", Collections.<String>emptySet())));
    }
}
