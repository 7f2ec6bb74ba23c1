package dev.sluice.quickstart.docs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds links between pages that lead nowhere. What is outside of the tree is only looked at for its form. */
final class LinkCheck {
    private final Path root;
    private final Map<Path, MarkdownPage> pages = new HashMap<>();

    /** @param root the folder that no link may lead out of */
    LinkCheck(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Takes a page, or all pages of a folder, to be checked. */
    void add(String place) throws IOException {
        Path start = root.resolve(place);
        try (Stream<Path> files = Files.walk(start)) {
            for (Path file : files.filter(LinkCheck::isPage).toList()) {
                pages.put(file, MarkdownPage.read(file));
            }
        }
    }

    /** What is wrong, each with the page and the link. */
    List<String> brokenLinks() {
        List<String> broken = new ArrayList<>();
        pages.forEach((page, content) -> content.links()
                .forEach(link -> problem(page, link)
                        .ifPresent(why -> broken.add(root.relativize(page) + ": " + link + ": " + why))));
        broken.sort(null);
        return broken;
    }

    /** The pages that no way of links leads to from that one. */
    List<String> unreachableFrom(String index) {
        Set<Path> seen = new HashSet<>();
        Deque<Path> waiting = new ArrayDeque<>(List.of(root.resolve(index)));
        while (!waiting.isEmpty()) {
            Path page = waiting.remove();
            MarkdownPage content = pages.get(page);
            if (content != null && seen.add(page)) {
                content.links().stream()
                        .filter(link -> !isExternal(link))
                        .map(link -> target(page, link))
                        .forEach(waiting::add);
            }
        }
        return pages.keySet().stream()
                .filter(page -> !seen.contains(page))
                .map(page -> root.relativize(page).toString())
                .sorted()
                .toList();
    }

    private Optional<String> problem(Path page, String link) {
        if (isExternal(link)) {
            return isWellFormed(link) ? Optional.empty() : Optional.of("is no address");
        }
        Path target = target(page, link);
        if (!target.startsWith(root)) {
            return Optional.of("leads out of the repository");
        }
        if (!Files.exists(target)) {
            return Optional.of("there is no such file");
        }
        int hash = link.indexOf('#');
        if (hash < 0 || !isPage(target)) {
            return Optional.empty();
        }
        MarkdownPage content = pages.get(target);
        if (content == null) {
            return Optional.of("leads into a page that is not checked");
        }
        return content.anchors().contains(link.substring(hash + 1))
                ? Optional.empty()
                : Optional.of("there is no such heading");
    }

    private static Path target(Path page, String link) {
        String path = URLDecoder.decode(link.replaceFirst("#.*", "").replace("+", "%2B"), StandardCharsets.UTF_8);
        return path.isEmpty() ? page : page.resolveSibling(path).normalize();
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md") && Files.isRegularFile(file);
    }

    private static boolean isExternal(String link) {
        return link.matches("[a-z][a-z0-9+.-]*:.*");
    }

    private static boolean isWellFormed(String link) {
        try {
            URI address = new URI(link);
            return switch (address.getScheme()) {
                case "http", "https" -> address.getHost() != null;
                case "mailto" -> address.getSchemeSpecificPart().contains("@");
                default -> false;
            };
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
