"""`init`, `new`, `reply`, `explain`, `codes`: the commands as a person types them."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.casefile import ROOT, commit, git
from tests.support import PATIENCE


def enquiry(*words: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the real command without a terminal; it must end with this exit code and never with a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A new network, as `init` starts it."""
    enquiry(
        "init",
        "ours",
        "--title",
        "Ours: a network",
        "--facilitator",
        "Nuala Brennan",
        "--date",
        "2026-11-21",
        cwd=tmp_path,
    )
    settings = tmp_path / "ours/content/network.yaml"
    settings.write_text(
        re.sub(r'"\[[^"]+\]"', "Said.", settings.read_text(encoding="utf-8")), encoding="utf-8"
    )
    return tmp_path / "ours"


@pytest.mark.slow
@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_a_new_network_builds_as_it_is(tmp_path: Path, forge: str) -> None:
    """Without an edit or an error for its members; with a README, a .gitignore and CI files that are YAML.

    What is to be replaced in the notices, in the profile and in the page about the network is asked for.
    """
    enquiry("init", "ours", "--forge", forge, "--repository", "org/repo", cwd=tmp_path)
    folder = tmp_path / "ours"
    done = enquiry("build", "--edition", "cohort", "--edition", "facilitators", cwd=folder)
    found = [line for line in done.stderr.splitlines() if not line.startswith(" ")]
    assert found and all(re.search(r"warning\[(placeholder|privacy-unfilled)\]", line) for line in found)
    assert {line.partition(":")[0].rpartition("/")[2] for line in found} == {
        "network.yaml",
        "about.md",
        "profile.md",
    }
    assert all((folder / "site" / edition / "index.html").is_file() for edition in ("cohort", "facilitators"))
    assert {"README.md", ".gitignore", "requirements.txt"} <= {each.name for each in folder.iterdir()}
    pipelines = [*folder.glob(".*/workflows/*.yml"), *folder.glob(".gitlab-ci.yml")]
    assert pipelines
    text = "".join(each.read_text(encoding="utf-8") for each in pipelines)
    assert all(yaml.safe_load(each.read_text(encoding="utf-8")) for each in pipelines)
    assert "enquiry check" in text
    assert "--keep-going" in text


@pytest.mark.parametrize(
    ("chosen", "files", "said"),
    [
        ("--publish server", "", "remote add origin enquiry@blogs.example.net:network.git"),
        ("--publish folder", "", "--zip"),
        ("--publish later --forge none", "", "git init"),
        ("--publish server --forge github", "check.yml fetch.yml publish.yml", "PUBLISH_TARGET"),
        ("--publish later", "check.yml", "On GitHub"),
        ("--publish netlify --forge forgejo", "check.yml", "site/public"),
        ("", "check.yml fetch.yml publish.yml", "GitHub Actions"),
    ],
)
def test_a_network_gets_the_files_of_its_forge_and_no_others(
    tmp_path: Path, chosen: str, files: str, said: str
) -> None:
    """A server needs no forge; what is carried nowhere has no job that carries it. Steps are in one order."""
    done = enquiry("init", "ours", "--address", "https://blogs.example.net/", *chosen.split(), cwd=tmp_path)
    folder = tmp_path / "ours"
    assert " ".join(sorted(each.name for each in folder.glob(".*/workflows/*"))) == files
    assert ("On the server" in done.stdout) is (chosen == "--publish server")
    assert ("On Git" in done.stdout or "On Forgejo" in done.stdout) is bool(files)
    order = [done.stdout.index(each) for each in ("serve ", "Fill in", "enquiry new post", "git init", said)]
    assert order == sorted(order)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert ("on the forge" in readme) is bool(files)
    assert "$" not in readme


@pytest.mark.parametrize("chosen", ["--forge none", "--publish server --forge none --account a"])
def test_choices_that_do_not_go_together(tmp_path: Path, chosen: str) -> None:
    """The pages of no forge, an account on none: refused with a sentence, and nothing is written."""
    assert "forge" in enquiry("init", "ours", *chosen.split(), cwd=tmp_path, code=2).stderr
    assert not (tmp_path / "ours").exists()


CHECKED = {
    "github": (
        ".github/workflows/check.yml",
        {"github.event.pull_request.user.login": "WHO", "github.base_ref": "main"},
    ),
    "forgejo": (
        ".forgejo/workflows/check.yml",
        {"github.event.pull_request.user.login": "WHO", "github.base_ref": "main"},
    ),
    "gitlab": (".gitlab-ci.yml", {}),
}


@pytest.mark.slow
@pytest.mark.parametrize("forge", CHECKED)
@pytest.mark.parametrize(("who", "code"), [("nuala-b", 0), ("somebody-else", 1)])
def test_a_new_network_guards_its_proposals(tmp_path: Path, forge: str, who: str, code: int) -> None:
    """The step of its CI runs as the forge would run it.

    A facilitator's change passes; that of somebody whom no profile knows does not.
    """
    enquiry(
        "init",
        "ours",
        "--forge",
        forge,
        "--facilitator",
        "Nuala Brennan",
        "--account",
        "@nuala-b",
        cwd=tmp_path,
    )
    origin, folder = tmp_path / "ours", tmp_path / "clone"
    git(origin, "init", "--quiet", "--initial-branch", "main")
    commit(origin, "start")
    git(tmp_path, "clone", "--quiet", str(origin), str(folder))
    (folder / "content/pages/about.md").write_text("---\ntitle: About\n---\nOther words.\n")
    commit(folder, "proposal")
    path, meant = CHECKED[forge]
    pipeline = yaml.safe_load((folder / path).read_text())
    steps = (
        pipeline["check"]["script"]
        if forge == "gitlab"
        else [each for each in pipeline["jobs"]["check"]["steps"] if "run" in each]
    )
    commands = [
        each if isinstance(each, str) else each["run"] for each in steps if "pip install" not in str(each)
    ]
    given = {
        key: meant.get(value.strip("${} "), value).replace("WHO", who)
        for each in steps
        if isinstance(each, dict)
        for key, value in each.get("env", {}).items()
    }
    given |= {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "GITLAB_USER_LOGIN": who,
        "PYTHONPATH": str(ROOT),
    }
    script = "\n".join(["set -e", f'enquiry() {{ "{sys.executable}" -m generator "$@"; }}', *commands])
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
    assert ("unknown-writer" in done.stdout) is bool(code)


def test_init_never_overwrites(network: Path) -> None:
    """A folder that holds something is left as it is."""
    before = sorted(network.rglob("*"))
    done = enquiry("init", str(network), cwd=network, code=2)
    assert "is not empty" in done.stderr
    assert sorted(network.rglob("*")) == before


@pytest.mark.slow
def test_a_new_post_passes_the_checks_once_it_is_written(network: Path) -> None:
    """It has its phase by its date, a title in quotes where YAML needs them, and its path is named."""
    done = enquiry(
        "new", "--as", "nuala-brennan", "--title", "Why: a question?", "--date", "2026-11-25", cwd=network
    )
    path = network / done.stdout.strip()
    assert path == network / "content/participants/nuala-brennan/posts/2026-11-25-why-a-question.md"
    text = path.read_text(encoding="utf-8")
    assert 'title: "Why: a question?"' in text
    assert "phase: exploring" in text
    assert "error[unwritten]" in enquiry("check", cwd=network, code=1).stdout
    path.write_text(text.replace("Write your post here.", "Words."), encoding="utf-8")
    assert path.name not in enquiry("check", cwd=network).stdout, "the notices alone are not filled in"


@pytest.mark.slow
def test_nothing_is_overwritten(network: Path) -> None:
    """A second post of the same day and title is refused."""
    words = ("new", "--as", "nuala-brennan", "--title", "Twice", "--date", "2026-11-25")
    path = network / enquiry(*words, cwd=network).stdout.strip()
    path.write_text("mine", encoding="utf-8")
    assert "is there already" in enquiry(*words, cwd=network, code=2).stderr
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.slow
def test_what_would_not_pass_is_not_written(network: Path) -> None:
    """A standard by its number only: the hint names those that it may be, and no file is left behind."""
    before = sorted(network.rglob("*.md"))
    done = enquiry(
        "new", "--as", "nuala-brennan", "--title", "A post", "--standard", "3.3", cwd=network, code=2
    )
    assert "clpl-2021.3.3" in done.stderr
    assert sorted(network.rglob("*.md")) == before


@pytest.mark.slow
def test_replies_find_what_they_answer(network: Path) -> None:
    """A reply is made by identity or by file.

    Two replies to one post get names of their own; a slip is answered with what was meant.
    """
    first = enquiry(
        "reply", "nuala-brennan/welcome", "--as", "nuala-brennan", "--date", "2026-11-25", cwd=network
    ).stdout.strip()
    second = enquiry(
        "reply",
        "content/participants/nuala-brennan/posts/2026-11-21-welcome.md",
        "--as",
        "nuala-brennan",
        "--date",
        "2026-11-25",
        cwd=network,
    ).stdout.strip()
    assert first != second
    assert "reply_to: nuala-brennan/welcome\n" in (network / second).read_text(encoding="utf-8")
    titled = enquiry(
        "reply", "nuala-brennan/welcome", "--as", "nuala-brennan", "--title", "An answer", cwd=network
    ).stdout.strip()
    assert titled.endswith("-an-answer.md")
    assert (
        "Did you mean nuala-brennan/welcome?"
        in enquiry("reply", "nuala-brennan/welcom", "--as", "nuala-brennan", cwd=network, code=2).stderr
    )
    assert (
        "Did you mean nuala-brennan?"
        in enquiry("reply", "nuala-brennan/welcome", "--as", "nuala-brenan", cwd=network, code=2).stderr
    )


@pytest.mark.slow
def test_people_and_pages(network: Path) -> None:
    """Other kinds of file are started the same way."""
    assert (
        enquiry("new", "person", "--name", "Ngozi Adeyemi", cwd=network).stdout.strip()
        == "content/participants/ngozi-adeyemi/profile.md"
    )
    assert (
        enquiry("new", "page", "--title", "How we work", cwd=network).stdout.strip()
        == "content/pages/how-we-work.md"
    )
    assert "Say --name" in enquiry("new", "person", cwd=network, code=2).stderr


@pytest.mark.slow
def test_a_terminal_is_asked(network: Path) -> None:
    """Missing options are asked for, where somebody can answer."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "new"],
        cwd=network,
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        os.write(leader, b"nuala-brennan\n")
        os.write(leader, b"Asked and answered\n")
        out, err = running.communicate(timeout=PATIENCE)
    os.close(leader)
    os.close(follower)
    assert running.returncode == 0, err
    assert out.decode().strip().endswith("-asked-and-answered.md")


@pytest.mark.slow
def test_a_new_network_is_asked_for_on_a_terminal(tmp_path: Path) -> None:
    """A network for a server is not asked for its forge's repository, since none is proposed."""
    leader, follower = pty.openpty()
    said = ("Ours", "", "2027-01-11", "", "Anna Bell", "server", "", "https://blogs.our.scot/", "", "")
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "init", "ours"],
        cwd=tmp_path,
        stdin=follower,
        stdout=subprocess.PIPE,
        stderr=follower,
    ) as running:
        os.write(leader, "".join(f"{each}\n" for each in said).encode())
        out, _ = running.communicate(timeout=PATIENCE)
    os.close(leader)
    os.close(follower)
    assert running.returncode == 0
    assert "git remote add origin enquiry@blogs.our.scot:network.git" in out.decode()
    cohort = (tmp_path / "ours/content/cohorts/first-cohort.yaml").read_text(encoding="utf-8")
    assert "starts: 2027-01-11" in cohort and "anna-bell: facilitator" in cohort
    assert "ends: 2027-04-02" in cohort


@pytest.mark.slow
def test_commands_find_the_content_from_below(network: Path) -> None:
    """From any folder of a network; elsewhere the way out is named."""
    assert enquiry("check", cwd=network / "content" / "participants").returncode == 0
    assert "enquiry init" in enquiry("check", cwd=network.parent, code=2).stderr


@pytest.mark.slow
def test_explain_names_files_and_state(network: Path) -> None:
    """From which files, with which fingerprint, and what the next build does with it."""
    address = "participants/nuala-brennan/welcome/"
    assert (
        "new: it was never written" in enquiry("explain", address, "--edition", "cohort", cwd=network).stdout
    )
    enquiry("build", cwd=network)
    done = enquiry("explain", address, "--edition", "cohort", cwd=network).stdout
    assert "content/participants/nuala-brennan/posts/2026-11-21-welcome.md" in done
    assert "up to date" in done and "  edition" not in done
    assert re.search(r"fingerprint  [0-9a-f]{32}\n", done)
    post = network / "content/participants/nuala-brennan/posts/2026-11-21-welcome.md"
    post.write_text(post.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    done = enquiry("explain", str(post.relative_to(network)), "--edition", "cohort", cwd=network).stdout
    assert "changed: what it shows is not what it was" in done
    assert "  edition      files of the content folder have changed\n" in done
    assert (
        "its audience"
        in enquiry(
            "explain", str(post.relative_to(network)), "--edition", "public", cwd=network, code=2
        ).stderr
    )
    assert (
        "Did you mean participants/nuala-brennan/welcome/?"
        in enquiry(
            "explain", "participants/nuala-brennan/welcom", "--edition", "cohort", cwd=network, code=2
        ).stderr
    )


@pytest.mark.slow
def test_explain_tells_the_reasons_apart(network: Path) -> None:
    """The rules of a build are those that are named: the file, what all pages share, the theme."""
    address = "participants/nuala-brennan/welcome/"

    def explained() -> str:
        return enquiry("explain", address, "--edition", "cohort", cwd=network).stdout

    enquiry("build", cwd=network)
    (network / "site/cohort" / address / "index.html").unlink()
    assert "missing: its file is gone" in (done := explained())
    assert "  edition      files in its folder are missing" in done
    enquiry("build", cwd=network)
    settings = network / "content/network.yaml"
    words = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^title:.*$", "title: Another name", words), encoding="utf-8")
    assert "changed: what all pages share is not what it was" in explained()
    settings.write_text(words + "theme: mine\n", encoding="utf-8")
    (network / "themes/mine/assets").mkdir(parents=True)
    (network / "themes/mine/assets/more.css").write_text("p { margin: 0 }\n")
    assert "changed: the theme is not what it was" in explained()


def test_codes_are_explained(tmp_path: Path) -> None:
    """All of them, or one; a slip is answered with what was meant."""
    every = enquiry("codes", cwd=tmp_path).stdout
    assert every.count("to mend it:") == every.count("for example:") > 50
    assert enquiry("codes", "reply-cycle", cwd=tmp_path).stdout.startswith("reply-cycle (error)\n")
    assert "Did you mean reply-cycle?" in enquiry("codes", "reply-cicle", cwd=tmp_path, code=2).stderr


@pytest.mark.slow
def test_help_reads_well(tmp_path: Path) -> None:
    """Every command has a help of its own."""
    for command in (
        "build",
        "check",
        "codes",
        "serve",
        "explain",
        "init",
        "new",
        "reply",
        "headers",
        "codeowners",
        "accept",
        "withdraw",
        "erase",
        "takedown",
    ):
        assert "Usage: enquiry" in enquiry(command, "--help", cwd=tmp_path).stdout
