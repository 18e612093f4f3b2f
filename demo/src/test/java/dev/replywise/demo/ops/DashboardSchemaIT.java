package dev.replywise.demo.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dashboard fits Grafana's own schema: its published types, checked by the TypeScript compiler. */
class DashboardSchemaIT {
    private static final Path NPM = Path.of("src/test/npm");

    /** Types with enumerations, as JSON writes them; each kind of panel has options and fields of its own. */
    private static final String HEAD = """
            import type { Dashboard } from './node_modules/@grafana/schema/dist/types/raw/dashboard/x/types.gen';
            import type * as timeseries from './node_modules/@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';
            import type * as stat from './node_modules/@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
            import type * as bargauge from './node_modules/@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/types.gen';
            import type * as table from './node_modules/@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen';
            type Json<T> = T extends string ? `${T}` : T extends (infer U)[] ? Json<U>[]
              : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
            """;

    private static final Map<String, String> OPTIONS = Map.of(
            "timeseries", "timeseries.Options",
            "stat", "stat.Options",
            "bargauge", "bargauge.Options",
            "table", "table.Options");

    @Test
    void fitsGrafanasTypes() throws Exception {
        Path npm = Tool.require("npm", "npm");
        Path directory = Path.of(System.getProperty("replywise.build.directory", "target"), "npm")
                .toAbsolutePath();
        Files.createDirectories(directory);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(NPM.resolve(file), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(directory.resolve("node_modules/typescript/bin/tsc"))) {
            Tool.run(directory, List.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        }
        String right = source();
        rejects(
                directory,
                List.of(
                        right.replace("\"graphTooltip\"", "\"graphTooltips\""),
                        right.replace("\"schemaVersion\":", "\"schemaVersion\":\"x\"+"),
                        right.replace("\"drawStyle\":\"line\"", "\"drawStyle\":\"lines\""),
                        right.replace("\"sort\":\"desc\"", "\"sort\":\"down\"")));
        assertThat(Tool.run(directory, compiler(List.of(write(directory, "right.ts", right)))))
                .isEmpty();
    }

    /** Each in a file of its own, all in one run of the compiler. */
    private static void rejects(Path directory, List<String> wrong) throws Exception {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < wrong.size(); i++) {
            files.add(write(directory, "wrong" + i + ".ts", wrong.get(i)));
        }
        Process process = Tool.start(directory, "wrong", compiler(files));
        assertThat(process.waitFor()).isNotZero();
        String said = Files.readString(directory.resolve("wrong.out"));
        assertThat(files).allSatisfy(file -> assertThat(said).contains(file + "("));
    }

    private static String source() throws Exception {
        StringBuilder source = new StringBuilder(HEAD);
        source.append("export const dashboard: Json<Dashboard> = ")
                .append(Dashboard.root())
                .append(";\n");
        for (JsonNode panel : Dashboard.panels()) {
            String type = panel.path("type").asString("");
            int id = panel.path("id").asInt(0);
            source.append("export const options").append(id).append(": Json<");
            source.append(OPTIONS.getOrDefault(type, "never")).append("> = ");
            source.append(panel.path("options")).append(";\n");
            JsonNode custom = panel.path("fieldConfig").path("defaults").path("custom");
            if (type.equals("timeseries")) {
                source.append("export const custom").append(id).append(": Json<timeseries.FieldConfig> = ");
                source.append(custom).append(";\n");
            } else {
                assertThat(custom.isMissingNode()).isTrue();
            }
        }
        return source.toString();
    }

    private static String write(Path directory, String file, String source) throws Exception {
        Files.writeString(directory.resolve(file), source);
        return file;
    }

    private static List<String> compiler(List<String> files) {
        List<String> command = new ArrayList<>();
        command.add(Tool.require("node", "nodejs").toString());
        command.addAll(List.of("node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck"));
        command.addAll(List.of("--moduleResolution", "bundler", "--module", "esnext", "--target", "es2022"));
        command.addAll(files);
        return command;
    }
}
