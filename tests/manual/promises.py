"""Every sentence of limbeck-security(7) and of README's "What it promises" names the test that shows it.

    promises.py list     the sentences, one a line
    promises.py check    TAP: each sentence has a row in promises.txt, each row names tests that are there

A row of promises.txt is a sentence, then indented lines "FILE: TEXT": a file below tests/ and
a text that occurs in it, as a rule the description of a check. "about: REASON" stands for a
sentence that promises nothing."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent


def sentences(text):
    text = re.sub(r"\s+", " ", text).strip()
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+(?=[A-Z$\[])", text) if s.strip()]


def of_manual(page):
    """Blocks are divided by .TP and .SH; what a sentence says in brackets of tests is left out."""
    blocks, words = [], []
    for line in page.splitlines():
        if line.startswith((".SH", ".TP", ".TH", ".PP")):
            blocks.append(" ".join(words))
            words = []
            if line.startswith(".SH") and line[4:].strip('"') in ("NAME", "SEE ALSO"):
                words = ["\0"]
        else:
            words.append(re.sub(r"^\.[BI]R? ", "", line))
    blocks.append(" ".join(words))
    kept = [block.replace("\\-", "-").replace("\\(aq", "'") for block in blocks if "\0" not in block]
    return [s for block in kept for s in sentences(re.sub(r" \((?:[^()]*(?:/test_|fuzz:|make |\.py|\.c\b)[^()]*)\)", "", block))]


def of_readme(page):
    section = page.split("## What it promises", 1)[1].split("\n## ", 1)[0].split("\nCompared with", 1)[0]
    bullets = re.split(r"\n- ", section)
    return [s for bullet in bullets for s in sentences(bullet.replace("**", "").replace("`", ""))]


def promised():
    return of_manual((ROOT / "man/limbeck-security.7").read_text()) + of_readme((ROOT / "README.md").read_text())


def rows():
    found, current = {}, None
    for line in (HERE / "promises.txt").read_text().splitlines():
        if line.startswith(" "):
            found[current].append(line.strip())
        elif line and not line.startswith("#"):
            current = line
            found[current] = []
    return found


def missing_tests(tests):
    """Those that name no file below tests/, or a text that is not in it."""
    missing = [] if tests else ["no test is named"]
    for test in tests:
        name, _, text = test.partition(": ")
        if name == "about" and text:
            continue
        path = ROOT / "tests" / name
        if not path.is_file() or not text or text not in path.read_text(errors="replace"):
            missing.append(test)
    return missing


def check():
    table, said = rows(), promised()
    failures = 0
    for number, sentence in enumerate(said, 1):
        problems = ["it has no row in promises.txt"] if sentence not in table else missing_tests(table[sentence])
        failures += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {number} - {sentence}")
        for problem in problems:
            print(f"# {problem}")
    stale = [sentence for sentence in table if sentence not in said]
    print(f"{'not ok' if stale else 'ok'} {len(said) + 1} - every row is of a sentence that is there")
    for sentence in stale:
        print(f"# {sentence}")
    print(f"1..{len(said) + 1}")
    return 1 if failures or stale else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["list"]:
        print("\n".join(promised()))
    else:
        sys.exit(check())
