"""The rules of patterns/ do as their own examples say, and a broken file of rules is named with its remedy."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
import regex
from typer.testing import CliRunner

from extractor.cli import app
from extractor.dataset.schema import CLAIM_VALUES, MEASURES, ROLES
from extractor.errors import PatternError, UsageError
from extractor.patterncheck import FILES, Example, Sample, check_folder, read_examples, read_rules, read_sample
from extractor.resources import folder
from extractor.run import Settings, extract_files
from extractor.values.period import FORMS

PATTERNS = folder("patterns")
EXAMPLES = read_examples(PATTERNS)
RULES = [(name, rule) for name in FILES for rules, _ in read_rules(PATTERNS, name) for rule in rules]


def name_example(example: Example) -> str:
    return f"{example.file}-{example.rule.id}-{'match' if example.wanted else 'reject'}-{example.text}"


@pytest.mark.parametrize("example", EXAMPLES, ids=name_example)
def test_every_rule_does_as_its_examples_say(example: Example) -> None:
    assert example.problem() == ""


def test_rules_say_only_what_a_dataset_can_hold() -> None:
    for name, rule in RULES:
        known = {
            "quantities.toml": ("measure", MEASURES),
            "periods.toml": ("form", (*FORMS, None)),  # a prefix has an operation in place of a form
            "roles.toml": ("role", ROLES),
            "claims.toml": ("kind", tuple(CLAIM_VALUES)),
        }.get(name)
        if known is not None:
            assert rule.get(known[0]) in known[1], f"{name}: {rule.id}"
        if name == "claims.toml":
            assert rule.get("value") in (*CLAIM_VALUES[rule.get("kind")], "group"), rule.id
        if name in ("roles.toml", "exclusions.toml"):
            assert rule.get("side", "left") in ("left", "right", "own"), rule.id
        if name == "exclusions.toml":
            assert rule.get("reason"), rule.id


def test_examples_show_both_sides_of_nearly_every_rule() -> None:
    bare = {f"{name}: {rule.id}" for name, rule in RULES if not rule.match or not rule.reject}
    # These say only what must not stand before a figure: anything else is a match.
    names = ("threshold.distance", "threshold.duration_or", "threshold.qualified_duration")
    assert bare <= {f"exclusions.toml: {name}" for name in names}


def test_no_example_stands_twice() -> None:
    seen = Counter((example.file, example.rule.id, example.wanted, example.text) for example in EXAMPLES)
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize(
    ("example", "sample"),
    [
        ("83.3%", Sample("83.3%", 0, 5)),
        (" by the ", Sample(" by the ", 1, 7)),
        ("the [[annual]] target", Sample("the annual target", 4, 10)),
        ("[[an increase of ]]14", Sample("an increase of 14", 0, 14)),
        ("[[[12]]]", Sample("[12]", 1, 3)),
        ("", Sample("", 0, 0)),
        ("  ", Sample("  ", 2, 2)),
    ],
)
def test_marked_parts(example: str, sample: Sample) -> None:
    assert read_sample(example) == sample


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    target = tmp_path / "patterns"
    shutil.copytree(PATTERNS, target)
    return target


def add(file: Path, lines: str) -> None:
    """More lines at the end of a file of rules, where TOML goes on with the sections that it has."""
    with file.open("a", encoding="utf-8") as handle:
        handle.write(f"\n{lines}\n")


def rule_lines(pattern: str, *, section: str = "rule", **values: object) -> str:
    pairs = {"id": "new", "pattern": pattern, **values}
    return "\n".join([f"[[{section}]]", *(f"{key} = {json.dumps(value)}" for key, value in pairs.items())])


def new_problems(root: Path) -> list[str]:
    """What is wrong there and not in the program's own folder."""
    known = set(check_folder(None, None)[0])
    return [problem for problem in check_folder(root, None)[0] if problem not in known]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (rule_lines("x", notes=1), r"rule new: unknown keys \['notes'\]\. Known: "),
        (rule_lines("x") + "\n" + rule_lines("y"), "rule new: the id stands twice. Give each rule an id of its own"),
        (rule_lines("(x"), r"rule new: the pattern cannot be read: .*\. Mend the pattern"),
        (rule_lines("{no_such_macro}"), r"rule new: unknown macro \{no_such_macro\}\. Known: "),
        ('[[rule]]\nid = "new"', r"rule new: missing keys \['pattern'\]"),
        ("[misspelt]", r"unknown sections \['misspelt'\]\. Known: "),
        ("[broken", "not a TOML file: .*Mend that line"),
    ],
    ids=["unknown key", "id twice", "bad pattern", "unknown macro", "no pattern", "unknown section", "no TOML"],
)
def test_broken_files_are_named(file: str, lines: str, problem: str, rules: Path) -> None:
    add(rules / file, lines.replace("[[rule]]", "[[core]]") if file == "periods.toml" else lines)
    problems = new_problems(rules)
    # Headings are read with the rules of periods too: what is wrong there is said for both files.
    assert len(problems) == (2 if file == "periods.toml" else 1)
    assert all(regex.search(rf"{file}: {problem}", line) for line in problems)


@pytest.mark.parametrize("file", [*FILES, "indicators.csv"])
def test_missing_files_are_named(file: str, rules: Path) -> None:
    (rules / file).unlink()
    problems = new_problems(rules)
    assert problems
    assert all(regex.search(rf"{file}: (?:the file is missing|no such catalogue)\. ", line) for line in problems)


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,name,aliases,unit\n", encoding="utf-8")
    assert check_folder(None, own)[0][-1].startswith(f"{own}: columns are missing: ['polarity']. A catalogue has")
    own.write_text("id,name,aliases,unit,polarity\na,A,,%,good\n", encoding="utf-8")
    assert check_folder(None, own)[0][-1].startswith("own.csv, line 2: polarity 'good' is unknown. Use one of ")


def test_a_missing_folder_and_catalogue_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        check_folder(tmp_path / "none", None)
    problems = check_folder(None, tmp_path / "none.csv")[0]
    assert problems[-1].startswith(f"{tmp_path / 'none.csv'}: no such catalogue")
    with pytest.raises(PatternError, match="the file is missing"):
        read_examples(tmp_path)


@pytest.mark.parametrize(
    ("file", "lines", "problem"),
    [
        ("quantities.toml", rule_lines("8%", measure="percentage", match=["8%"]), "match '8%': percent takes '8%'"),
        ("quantities.toml", rule_lines("(?P<number>5)x", match=["x"]), "match 'x': no rule reads a quantity there"),
        (
            "periods.toml",
            rule_lines("2014", section="core", form="calendar", match=["[[2014]]-03-31"]),
            "match '[[2014]]-03-31': date.iso takes '2014-03-31'",
        ),
        (
            "periods.toml",
            rule_lines("by", section="prefix", operation="by", reject=["by "]),
            "reject 'by ': it takes 'by'",
        ),
        ("claims.toml", rule_lines("in the red", kind="rag", match=["red"]), "match 'red': it is not found"),
        (
            "claims.toml",
            rule_lines("red|green", kind="rag", match=["red, [[green]]", "red"], reject=["[[red]] light"]),
            "reject '[[red]] light': it takes 'red'",
        ),
        (
            "claims.toml",
            rule_lines("red", kind="rag", match=["[[red]] [[red]]"]),
            "match '[[red]] [[red]]': more than one part is marked with [[...]]",
        ),
        (
            "claims.toml",
            rule_lines("red", kind="rag", match_any=True, reject=["in red"]),
            "reject 'in red': it takes 'red'",
        ),
        (
            "roles.toml",
            rule_lines("aim", role="target", side="left", match=["the aim"], reject=["aim at", "in aim"]),
            "reject 'in aim': it takes 'aim'",
        ),
        (
            "roles.toml",
            rule_lines("aim", role="target", side="right", match=["aim at", " aim"], reject=["the aim"]),
            "match ' aim': it takes 'aim'",
        ),
        (
            "exclusions.toml",
            rule_lines("aim", section="context", reason="idiom", side="own", match=["aim", "aim at"]),
            "match 'aim at': it takes 'aim'",
        ),
        (
            "exclusions.toml",
            rule_lines("aim", section="block", reason="idiom", match=["the aim"], reject=["an aim too"]),
            "reject 'an aim too': it takes 'aim'",
        ),
        (
            "headers.toml",
            rule_lines("Ref", kind="target", match=["Ref"]),
            "match 'Ref': the heading is read as reference",
        ),
        ("headers.toml", rule_lines("xyz", kind="target", match=["x"]), "match 'x': the heading is read as nothing"),
    ],
)
def test_examples_that_fail_are_problems(file: str, lines: str, problem: str, rules: Path) -> None:
    add(rules / file, lines)
    assert new_problems(rules) == [f"{file}: new: {problem}"]


def test_rules_are_counted_and_read_afresh(rules: Path) -> None:
    before = check_folder(rules, None)[1]
    assert before == len(RULES)
    add(rules / "claims.toml", rule_lines("in the red", kind="rag", value="red", match=["in the red"]))
    assert check_folder(rules, None)[1] == before + 1


def test_the_command_says_what_is_wrong_and_exits_with_2(rules: Path) -> None:
    add(rules / "claims.toml", rule_lines("in the red", kind="rag", value="red", match=["red"]))
    done = CliRunner().invoke(app, ["patterns", "check", str(rules)])
    assert done.exit_code == 2
    assert "claims.toml: new: match 'red': it is not found" in done.output


def test_a_rule_that_runs_away_is_named_and_the_run_goes_on(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.expression.TIMEOUT_S", 0.05)
    add(rules / "exclusions.toml", rule_lines(r"(?:a|aa)+(?<=b)\d", reason="code"))
    (rules.parent / "slow.txt").write_text("There were 40 homes. " + "a" * 60 + "c")
    (rules.parent / "quick.txt").write_text("There were 40 homes.")
    files = [str(rules.parent / name) for name in ("slow.txt", "quick.txt")]
    slow, quick = extract_files(files, Settings(patterns=str(rules)))
    assert (slow.status, quick.status, len(quick.findings.mentions)) == ("failed", "ok", 1)
    said = "the rule new of exclusions.toml took more than 0.05 seconds on one text. Mend its pattern"
    assert slow.error.startswith(said)


@pytest.mark.parametrize("file", ["claims.toml", "roles.toml", "exclusions.toml", "quantities.toml", "periods.toml"])
def test_a_rule_that_runs_away_is_named_by_the_check(file: str, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.attacks.TIMEOUT_S", 0.3)
    path = rules / file
    text = path.read_text(encoding="utf-8")
    first = text.index("pattern = '", text.index("\nid = "))
    path.write_text(
        text[:first] + r"pattern = '(?:a|aa)+(?<=b)\d|" + text[first + len("pattern = '") :], encoding="utf-8"
    )
    (problem,) = check_folder(rules, None)[0]
    identity = text[text.index("\nid = ") :].split('"')[1]
    assert problem.startswith(f"{file}: {identity}: the pattern runs away on a text of 'aaaa")


@pytest.mark.parametrize(
    ("file", "key", "name"),
    [
        ("roles.toml", "comparison", "comparison"),
        ("claims.toml", "expected", "expected"),
        ("headers.toml", "suppressed", "missing"),
    ],
)
def test_what_stands_beside_the_rules_is_timed_too(
    file: str, key: str, name: str, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractor.expression.TIMEOUT_S", 0.05)
    text = (rules / file).read_text(encoding="utf-8")
    assert text.count(f"\n{key} = '") == 1
    slow_text = text.replace(f"\n{key} = '", f"\n{key} = '" + r"(?:a|aa)+(?<=b)\d|")
    (rules / file).write_text(slow_text, encoding="utf-8")
    run = "a" * 60 + "c"
    page = f"<p>Reviews were {run} from 40% to 50%.</p><p>{run} is expected, and reviews rose by 3%.</p>"
    table = f"<table><tr><th>Name</th><th>Actual</th></tr><tr><td>Reviews</td><td>{run}</td></tr></table>"
    (rules.parent / "slow.html").write_text(f"<html><body>{page}{table}</body></html>")
    (slow,) = extract_files([str(rules.parent / "slow.html")], Settings(patterns=str(rules)))
    assert slow.error.startswith(f"the rule {name} of {file} took more than 0.05 seconds on one text")
