"""Copies the pages of the repository into one folder for docfx, with its table of contents.

Usage: prepare.py REPOSITORY TARGET [--guides]

A link to a page or a picture stays. A link to another file of the repository (a sample, a test) leads to the repository's own site, because the
documentation's site has no such file. The table of contents is that of docs/README.md: its headings, the links under each, and what it does not name.
"""
import pathlib
import posixpath
import re
import shutil
import sys

repository, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
SOURCE = re.search(r"<RepositoryUrl>([^<]+)</RepositoryUrl>", (repository / "src/Directory.Build.props").read_text() + (repository / "Directory.Build.props").read_text())
SOURCE = (SOURCE.group(1) if SOURCE else "").rstrip("/")
if not SOURCE:
    sys.exit("There is no RepositoryUrl in Directory.Build.props; expected the address to which links to other files lead.")

pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md"]
pages += sorted(str(page.relative_to(repository)) for page in (repository / "docs").rglob("*.md"))
LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=\))")
FENCE = re.compile(r"^ *(```|~~~)")


def moved(page):
    """README.md is the first page of the site."""
    return "index.md" if page == "README.md" else page


def rewritten(page, link):
    if "://" in link or link.startswith(("#", "mailto:")):
        return link
    path, _, anchor = link.partition("#")
    found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if found in pages or found.startswith("docs/images/") or found == "docs/policy.schema.json":
        there = posixpath.relpath(moved(found), posixpath.dirname(moved(page)) or ".")
        return there + (f"#{anchor}" if anchor else "")
    kind = "tree" if (repository / found).is_dir() else "blob"
    return f"{SOURCE}/{kind}/main/{found}"


for page in pages:
    lines, fenced = [], False
    for line in (repository / page).read_text().split("\n"):
        if FENCE.match(line):
            fenced = not fenced
        if not fenced:
            # What stands between back quotes is code.
            line = "`".join(part if number % 2 else LINK.sub(lambda match: rewritten(page, match.group(1)), part) for number, part in enumerate(line.split("`")))
        lines.append(line)
    file = target / moved(page)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines))

for folder in ["docs/images"]:
    shutil.copytree(repository / folder, target / folder, dirs_exist_ok=True)
shutil.copy(repository / "docs/policy.schema.json", target / "docs/policy.schema.json")
shutil.copy(repository / "eng/site/docfx.json", target / "docfx.json")

# The table of contents: a section for each heading of docs/README.md.
sections, seen = [("Start", [])], set()
for line in (repository / "docs/README.md").read_text().split("\n"):
    heading = re.match(r"^## (.+)$", line)
    if heading:
        sections.append((heading.group(1), []))
    for title, link in re.findall(r"\[([^\]]+)\]\(([^)#\s]+\.md)\)", line):
        name = posixpath.normpath(posixpath.join("docs", link))
        if name in pages and name not in seen:
            seen.add(name)
            sections[-1][1].append((title, name))


def quoted(text):
    return '"' + text[0].upper() + text[1:].replace('"', "'") + '"'


# What docs/README.md does not name is found all the same, by its folder and its first heading.
for page in pages:
    if page.startswith("docs/") and page not in seen and page != "docs/README.md":
        folder = page.split("/")[1] if page.count("/") > 1 else "more"
        section = next((entries for title, entries in sections if title.lower() == folder), None)
        if section is None:
            section = []
            sections.append((folder, section))
        section.append((re.search(r"^# (.+)$", (repository / page).read_text(), re.MULTILINE).group(1), page))
toc = ["- name: \"Overview\"", "  href: ../docs/README.md"]
for title, entries in sections:
    if entries:
        toc += [f"- name: {quoted(title)}", "  items:"]
        for name, page in entries:
            toc += [f"  - name: {quoted(name)}", f"    href: ../{page}"]
toc += ["- name: \"Benchmarks\"", "  href: ../benchmarks/README.md", "- name: \"Changelog\"", "  href: ../CHANGELOG.md", "- name: \"Contributing\"", "  href: ../CONTRIBUTING.md"]
(target / "guides").mkdir(exist_ok=True)
(target / "guides/toc.yml").write_text("\n".join(toc) + "\n")
(target / "toc.yml").write_text('- name: "Guides"\n  href: guides/\n  homepage: docs/README.md\n' + ("" if "--guides" in sys.argv else '- name: "API"\n  href: api/\n'))
