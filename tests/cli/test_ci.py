"""The CI step: the steps of action.yml and the CI files that `init` writes, run in repositories of two commits."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from sellercheck.cli._output import PLAIN_WIDTH

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STOCK = "sku,title,brand\nA-1,Nike running shoes,Nike\nA-2,Plain linen shirt,\nA-3,NIKE style running shoes,\n"
CHANGED = STOCK.replace("Plain linen shirt", "Adidas style linen shirt") + "A-4,Case for iPhone 13,\n"
ROWS_CHANGED = {3, 5}

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash"),
    pytest.mark.skipif(os.name == "nt", reason="the steps are shell; Windows runners bring Git's bash, this machine may not"),
]


# --- GitHub's runner, as far as the action needs it ------------------------------------------------------------------


def meant(expression: str, known: dict[str, str]) -> str:
    """What an expression of GitHub Actions gives: names, texts in quotes, `!=`, `==`, `&&`, `||`, `always()`."""
    for sign in ("||", "&&"):
        if sign in expression:
            left, right = (meant(part, known) for part in expression.split(sign, 1))
            return (left or right) if sign == "||" else (right if left else left)
    for sign in ("!=", "=="):
        if sign in expression:
            left, right = (meant(part, known) for part in expression.split(sign, 1))
            return "true" if (left == right) is (sign == "==") else ""
    name = expression.strip()
    if name == "always()":
        return "true"
    if name.startswith("'"):
        return name.strip("'")
    assert re.fullmatch(r"[a-z_]+(\.[a-z_-]+)+", name), f"this test does not know {expression}"
    assert not name.startswith("inputs.") or name.removeprefix("inputs.") in ACTION["inputs"], f"{name} is no input"
    return known.get(name, "")


def filled(text: Any, known: dict[str, str]) -> str:
    return re.sub(r"\$\{\{(.+?)\}\}", lambda match: meant(match[1], known), str(text))


class Ran(NamedTuple):
    """One run of the action."""

    status: int
    log: str
    summary: str
    outputs: dict[str, str]
    uploads: list[dict[str, str]]
    """The `with` of the upload step, where it ran."""

    @property
    def annotated(self) -> set[tuple[str, int]]:
        """File and line of each annotation."""
        found = re.findall(r"^::(?:error|warning|notice) file=([^,]+),line=(\d+)", self.log, re.MULTILINE)
        return {(name, int(line)) for name, line in found}


def act(repository: Path, temp: Path, event: dict[str, str] | None = None, **inputs: str) -> Ran:
    """Runs the action's steps as GitHub's runner would, without its install step unless `source` is given."""
    given = {name.replace("_", "-"): value for name, value in ({"source": "none"} | inputs).items()}
    assert set(given) <= set(ACTION["inputs"])
    known = {f"inputs.{name}": given.get(name, str(about.get("default", ""))) for name, about in ACTION["inputs"].items()}
    known |= {"github.action_path": str(ROOT), "steps.python.outputs.python-path": sys.executable} | (event or {})
    runner = temp / "runner"
    runner.mkdir(exist_ok=True)
    files = {name: temp / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
    for path in files.values():
        path.write_text("", "utf-8")
    environment = os.environ | {"RUNNER_TEMP": str(runner), "PATH": f"{program(temp)}{os.pathsep}{os.environ['PATH']}"}
    environment |= {name: str(path) for name, path in files.items()} | {"CI": "true", "GITHUB_ACTIONS": "true"}
    status, log, uploads = 0, "", []
    for step in ACTION["runs"]["steps"]:
        condition = step.get("if", "")
        if (condition and not meant(condition, known)) or (status and "always()" not in condition):
            continue
        if "uses" in step:
            if "upload" in step["uses"]:
                uploads.append({name: filled(value, known) for name, value in step["with"].items()})
            continue
        assert step["shell"] == "bash"
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=repository, capture_output=True, text=True, check=False,
            encoding="utf-8", env=environment | {name: filled(value, known) for name, value in step.get("env", {}).items()},
        )  # fmt: skip
        status, log = status or done.returncode, log + done.stdout + done.stderr
        environment["PATH"] = os.pathsep.join([*files["GITHUB_PATH"].read_text("utf-8").split("\n")[:-1], environment["PATH"]])
        if "id" in step:
            lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
            known |= {f"steps.{step['id']}.outputs.{name}": value for name, _, value in (line.partition("=") for line in lines)}
    outputs = {name: filled(output["value"], known) for name, output in ACTION["outputs"].items()}
    return Ran(status, log, files["GITHUB_STEP_SUMMARY"].read_text("utf-8"), outputs, uploads)


def program(temp: Path) -> Path:
    """A folder with `sellercheck` and `python`, as an installed one would lie on the PATH."""
    folder = temp / "programs"
    folder.mkdir(exist_ok=True)
    for name, arguments in (("sellercheck", "-m sellercheck"), ("python", "")):
        (folder / name).write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {arguments} "$@"\n', "utf-8")
        (folder / name).chmod(0o755)
    return folder


def git(repository: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True, text=True).stdout.strip()


def committed(repository: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text, "utf-8")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "sheets")
    return git(repository, "rev-parse", "HEAD")


class Place(NamedTuple):
    repository: Path
    base: str
    temp: Path

    @property
    def event(self) -> dict[str, str]:
        return {"github.event.pull_request.base.sha": self.base}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A repository of two commits: the second changes one listing, adds one to the sheet, and adds a sheet."""
    repository = tmp_path / "shop"
    repository.mkdir()
    git(repository, "init", "-q", "-b", "main")
    settings = 'platforms = ["wish"]\n'
    base = committed(repository, {"listings/stock.csv": STOCK, "sellercheck.toml": settings})
    committed(repository, {"listings/stock.csv": CHANGED, "listings/new ones.csv": "sku,title\nB-1,NIKE style socks\n"})
    return Place(repository, base, tmp_path)


# --- the action ------------------------------------------------------------------------------------------------------


def test_a_pull_request_annotates_what_it_changed_and_nothing_else(place: Place) -> None:
    first = act(place.repository, place.temp, place.event, paths="listings/\n", upload_sarif="true")
    assert first.status == 1, first.log
    assert {name for name, _ in first.annotated} == {"listings/stock.csv", "listings/new ones.csv"}
    assert {line for name, line in first.annotated if name == "listings/stock.csv"} <= ROWS_CHANGED
    told = json.loads(Path(first.outputs["report"]).read_text("utf-8"))
    assert {found["listing"] for found in told["findings"]} == {"A-2", "A-4", "B-1"}
    assert "NIKE style running" not in first.summary
    assert "Adidas" in first.summary
    assert first.outputs["status"] == "1"
    assert first.uploads == [{"sarif_file": first.outputs["sarif"], "category": "sellercheck"}]
    results = json.loads(Path(first.outputs["sarif"]).read_text("utf-8"))["runs"][0]["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert {(at["artifactLocation"]["uri"], at["region"]["startLine"]) for at in places} == {
        ("listings/stock.csv", 3), ("listings/stock.csv", 5), ("listings/new%20ones.csv", 2),
    }  # fmt: skip
    written = [Path(first.outputs[name]).read_bytes() for name in ("report", "sarif")]
    again = act(place.repository, place.temp, place.event, paths="listings/\n", upload_sarif="true")
    assert again == first
    assert [Path(again.outputs[name]).read_bytes() for name in ("report", "sarif")] == written


def test_a_push_holds_all_listings_to_the_rules_and_a_baseline_lets_known_ones_pass(place: Place) -> None:
    whole = act(place.repository, place.temp, paths="listings")
    assert whole.status == 1
    told = json.loads(Path(whole.outputs["report"]).read_text("utf-8"))
    assert {found["listing"] for found in told["findings"]} == {"A-1", "A-2", "A-3", "A-4", "B-1"}
    assert whole.uploads == []
    command = [place.temp / "programs" / "sellercheck", "baseline", "create", "listings"]
    subprocess.run(command, cwd=place.repository, check=True, capture_output=True)
    known = act(place.repository, place.temp, paths="listings", baseline="sellercheck-baseline.jsonl")
    assert (known.status, known.annotated) == (0, set()), known.log
    assert not known.summary.count("high")


def test_options_come_through_as_they_are(place: Place) -> None:
    (place.repository / "own names.txt").write_text("Linen\n", "utf-8")
    ran = act(
        place.repository, place.temp, place.event, paths="listings/stock.csv\n\nlistings/new ones.csv\n", platforms="amazon,wish", countries="US",
        fail_on="never", changed_only="false", language="zh", arguments="--select\nmark-use\n--own-brand\n$(touch hacked) NIKE; x\n--list\nown names.txt",
    )  # fmt: skip
    assert ran.status == 0, ran.log
    told = json.loads(Path(ran.outputs["report"]).read_text("utf-8"))
    assert (told["language"], [pack["platform"] for pack in told["platforms"]]) == ("zh", ["amazon", "wish"])
    assert {found["check"] for found in told["findings"]} == {"mark-use"}
    assert {found["listing"] for found in told["findings"]} == {"A-1", "A-2", "A-3", "A-4", "B-1"}
    assert {"Linen"} < {found["mark"]["text"] for found in told["findings"]}
    assert not (place.repository / "hacked").exists()


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"changed_only": "yes"}, "changed-only is auto, true or false"),
        ({"changed_only": "true"}, "there is no base"),
        ({"base": "nowhere"}, "the base cannot be fetched"),
        ({"platforms": "whish"}, 'Did you mean "wish"?'),
        ({"paths": "nothing.csv"}, "nothing.csv"),
    ],
)
def test_what_cannot_be_used_ends_with_status_2_and_uploads_nothing(inputs: dict[str, str], said: str, place: Place) -> None:
    ran = act(place.repository, place.temp, **({"paths": "listings", "upload_sarif": "true"} | inputs))
    assert (ran.status, ran.uploads, ran.annotated) == (2, [], set())
    assert said in ran.log


def test_a_shallow_copy_fetches_the_base(place: Place) -> None:
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", f"file://{place.repository}", str(place.temp / "copy")], check=True, capture_output=True
    )
    git(place.repository, "config", "uploadpack.allowReachableSHA1InWant", "true")
    ran = act(place.temp / "copy", place.temp, place.event, paths="listings")
    assert ran.status == 1, ran.log
    assert {line for name, line in ran.annotated if name == "listings/stock.csv"} <= ROWS_CHANGED


def test_without_a_change_nothing_is_said(place: Place) -> None:
    ran = act(place.repository, place.temp, paths=".", base="HEAD")
    assert (ran.status, ran.annotated) == (0, set()), ran.log


def test_the_install_step_puts_this_version_on_the_path(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    step = next(step for step in ACTION["runs"]["steps"] if step.get("name") == "Install sellercheck")
    # What the step itself would fetch is here already: pip is told so by variables, and the step runs as it is.
    site = next(path for path in sys.path if path.endswith("site-packages"))
    builder = place.temp / "builder"
    venv.create(builder, with_pip=True)
    Path(next(builder.glob("lib/*/site-packages")), "here.pth").write_text(site + "\n", "utf-8")
    environment = {
        "RUNNER_TEMP": str(place.temp), "GITHUB_PATH": str(place.temp / "path"), "PYTHON": str(builder / "bin" / "python"), "SOURCE": "", "LISTS": "", "HERE": str(ROOT),
        "PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": site,
    }  # fmt: skip
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(script, cwd=place.repository, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    programs = (place.temp / "path").read_text("utf-8").strip()
    said = subprocess.run(
        [f"{programs}/sellercheck", "--version"], env=os.environ | {"PYTHONPATH": site}, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("sellercheck ")


def test_inputs_reach_the_shell_as_variables_only() -> None:
    """What stands in `${{ }}` within a script is pasted into it before it runs: whoever names a branch would write commands."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    assert all(about.get("description") for about in (*ACTION["inputs"].values(), *ACTION["outputs"].values()))


def test_every_input_stands_in_the_documentation() -> None:
    told = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert [name for name in (*ACTION["inputs"], *ACTION["outputs"]) if f"`{name}`" not in told] == []


def test_the_examples_shown_name_what_exists(place: Place, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / "ci.md").read_text("utf-8")
    workflow, hooks = (yaml.safe_load(each) for each in re.findall(r"```yaml\n(.+?)```", text, re.DOTALL))
    assert set(workflow["jobs"]["sellercheck"]["steps"][-1]["with"]) <= set(ACTION["inputs"])
    readme = re.search(r"```yaml\n( +- uses: OWNER.+?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert readme
    assert set(yaml.safe_load(readme[1])[0]["with"]) <= set(ACTION["inputs"])
    assert hooks["repos"][0]["hooks"][0]["id"] == yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]["id"]
    (script,) = re.findall(r"```sh\n(.+?)```", text, re.DOTALL)
    environment = os.environ | {"PATH": f"{program(place.temp)}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-e", "-c", script.replace("origin/main", place.base)],
        cwd=place.repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert {found["listing"] for found in json.loads((place.repository / "sellercheck.json").read_text("utf-8"))["findings"]} == {
        "A-2",
        "A-4",
        "B-1",
    }


# --- lists that are pinned, and newer ones ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A folder of published lists with a university the bundled ones do not have, and its key."""
    pytest.importorskip("cryptography")
    sys.path.insert(0, str(ROOT / "scripts"))
    import publish_lists
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    folder = tmp_path_factory.mktemp("published")
    data = folder / "data"
    shutil.copytree(publish_lists.DATA, data)
    catalogue = json.loads((data / "catalogue.json").read_text("utf-8"))
    newest = max(date.fromisoformat(entry["retrieved"]) for entry in catalogue["lists"])
    entry = next(entry for entry in catalogue["lists"] if entry["name"] == "universities")
    with (data / entry["file"]).open("a", encoding="utf-8") as out:
        out.write("Zorvexa University,university,,,,,,,no,no,,,curated\n")
    entry["sha256"] = hashlib.sha256((data / entry["file"]).read_bytes()).hexdigest()
    entry["retrieved"] = (newest + timedelta(days=1)).isoformat()
    (data / "catalogue.json").write_text(json.dumps(catalogue), "utf-8")
    private, key_id = Ed25519PrivateKey.from_private_bytes(b"\2" * 32), b"sellchk2"
    publish_lists.build(folder / "site", private, key_id, data=data, only=("universities",))
    return str(folder / "site"), publish_lists.public_line(private, key_id)


def test_newer_lists_count_by_a_commit_and_the_weekly_job_tells_of_them_before(place: Place, mirror: tuple[str, str], run: Any) -> None:
    committed(place.repository, {"listings/stock.csv": STOCK + "A-5,Zorvexa University hoodie,\n"})
    assert run("init", str(place.repository), "--ci", "github").exit_code == 0
    workflow = yaml.safe_load((place.repository / ".github/workflows/sellercheck-lists.yml").read_text("utf-8"))
    step = next(step for step in workflow["jobs"]["lists"]["steps"] if "diff" in step.get("run", ""))
    summary = place.temp / "summary"
    environment = {
        "PATH": f"{program(place.temp)}{os.pathsep}{os.environ['PATH']}",
        "MIRROR": mirror[0],
        "KEY": mirror[1],
        "GITHUB_STEP_SUMMARY": str(summary),
    }
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    weekly = subprocess.run(script, cwd=place.repository, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert weekly.returncode == 1, weekly.stdout + weekly.stderr
    told = summary.read_text("utf-8")
    assert "Zorvexa University" in told
    assert "Nike" not in told
    assert all(line.startswith("    ") for line in told.splitlines())
    assert all(len(line) <= PLAIN_WIDTH + 4 for line in told.splitlines())

    def universities(ran: Ran) -> set[str]:
        findings = json.loads(Path(ran.outputs["report"]).read_text("utf-8"))["findings"]
        return {found["mark"]["text"] for found in findings if found["mark"]} & {"Zorvexa University"}

    before = act(place.repository, place.temp, paths="listings/stock.csv")
    assert universities(before) == set()
    committed(place.repository, {})
    after = act(place.repository, place.temp, paths="listings/stock.csv", lists="sellercheck-lists.zip", lists_key=mirror[1])
    assert universities(after) == {"Zorvexa University"}
    wrong = act(place.repository, place.temp, paths="listings/stock.csv", lists="sellercheck-lists.zip", lists_key=mirror[1][:-4] + "AAA=")
    assert (wrong.status, wrong.annotated) == (2, set())
    # The week after, with those lists in use, the same publication has nothing new to say.
    quiet = subprocess.run(script, cwd=place.repository, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert quiet.returncode == 0, quiet.stdout + quiet.stderr


# --- what `init` and the manifest of pre-commit say ------------------------------------------------------------------


def test_the_gitlab_job_tells_of_what_a_merge_request_changed(place: Place, run: Any) -> None:
    source = "https://gitlab.example.com/tools/sellercheck.git@v0.1.0"
    assert run("init", str(place.repository), "--ci", "gitlab", "--source", source).exit_code == 0
    jobs = yaml.safe_load((place.repository / ".gitlab-ci.yml").read_text("utf-8"))
    assert jobs[".sellercheck"]["before_script"] == [
        'python -m pip install --quiet "sellercheck[update] @ git+https://gitlab.example.com/tools/sellercheck@v0.1.0"'
    ]
    git(place.repository, "remote", "add", "origin", str(place.repository))
    (script,) = jobs["sellercheck"]["script"]
    environment = os.environ | {"PATH": f"{program(place.temp)}{os.pathsep}{os.environ['PATH']}"}

    def pipeline(**more: str) -> set[str]:
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=place.repository,
            env=environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        assert (place.repository / "sellercheck.xml").is_file()
        return {found["listing"] for found in json.loads((place.repository / "sellercheck.json").read_text("utf-8"))["findings"]}

    assert pipeline(CI_MERGE_REQUEST_DIFF_BASE_SHA=place.base) == {"A-2", "A-4", "B-1"}
    assert pipeline() == {"A-1", "A-2", "A-3", "A-4", "B-1"}
    weekly = jobs["sellercheck-lists"]["script"][0]
    assert subprocess.run(["bash", "-n", "-c", weekly], check=False).returncode == 0


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("https://github.com/acme/sellercheck@v0.1.0", "acme/sellercheck@v0.1.0"),
        ("git+https://github.com/acme/sellercheck.git@0f1e2d3", "acme/sellercheck@0f1e2d3"),
        (None, "OWNER/sellercheck@REF"),
    ],
)
def test_ci_files_say_where_sellercheck_comes_from(source: str | None, uses: str, tmp_path: Path, run: Any) -> None:
    result = run("init", str(tmp_path), "--ci", "github", *(["--source", source] if source else []))
    assert result.exit_code == 0
    assert ("OWNER/sellercheck@REF" in result.stderr) is (source is None)
    steps = yaml.safe_load((tmp_path / ".github/workflows/sellercheck.yml").read_text("utf-8"))["jobs"]["sellercheck"]["steps"]
    assert steps[-1]["uses"] == uses
    assert set(steps[-1]["with"]) <= set(ACTION["inputs"])
    text = "".join(path.read_text("utf-8") for path in (tmp_path / ".github/workflows").iterdir())
    assert "pip install sellercheck" not in text
    commented = re.findall(r"^ +# ([a-z-]+): ", text, re.MULTILINE)
    assert {"baseline", "upload-sarif"} <= set(commented) <= set(ACTION["inputs"]) | {"security-events"}


@pytest.mark.parametrize(
    "source", ["sellercheck", "https://github.com/acme/sellercheck", "https://x.example/a b@v1", "https://x.example/a@v1\nrun: evil"]
)
def test_a_source_without_a_version_is_refused(source: str, tmp_path: Path, run: Any) -> None:
    result = run("init", str(tmp_path), "--ci", "gitlab", "--source", source)
    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_github_takes_no_action_from_elsewhere(tmp_path: Path, run: Any) -> None:
    assert run("init", str(tmp_path), "--ci", "github", "--source", "https://gitlab.com/acme/sellercheck@v1").exit_code == 2


def test_the_hook_runs_on_sheets_and_fails_on_findings(place: Place, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert set(hook) <= {"id", "name", "description", "entry", "language", "files", "require_serial"}
    monkeypatch.chdir(place.repository)
    staged = [name for name in git(place.repository, "ls-files").splitlines() if re.search(hook["files"], name)]
    assert staged == ["listings/new ones.csv", "listings/stock.csv"]
    program_name, *arguments = hook["entry"].split()
    assert program_name == "sellercheck"
    assert run(*arguments, *staged).exit_code == 1
    (place.repository / "listings" / "stock.csv").write_text("sku,title\nA-1,Plain linen shirt\n", "utf-8")
    assert run(*arguments, "listings/stock.csv").exit_code == 0
    for suffix in ("csv", "tsv", "xlsx", "xlsm", "xls", "ods", "jsonl"):
        assert re.search(hook["files"], f"listings/a.{suffix}")
    for other in ("README.md", "data.json", "a.csv.bak", "pom.xml"):
        assert not re.search(hook["files"], other)
