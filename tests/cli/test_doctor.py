"""The doctor names what is wrong, and touches nothing."""


def states(done):
    return {check["name"]: check["state"] for check in done.json["checks"]}


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_healthy_project_is_left_as_it_is(project):
    assert project("run").code == 0
    before = files(project.folder)
    done = project("doctor", "--json")
    assert done.code == 0, done.out
    assert set(states(done).values()) == {"ok"}
    assert files(project.folder) == before


def test_what_is_wrong_is_named(project):
    assert project("run").code == 0
    (project.folder / ".newsdraft" / "state.db").write_bytes(b"no database at all" * 100)
    next((project.folder / "drafts").glob("*.md")).write_text("---\nid: [\n---\n")
    (project.folder / "sources.yaml").write_text("sources: [")
    done = project("doctor", "--json")
    assert done.code == 3
    found = states(done)
    assert {name for name, state in found.items() if state == "problem"} == {"database", "drafts", "sources"}
    assert all(check["fix"] for check in done.json["checks"] if check["state"] != "ok")


def test_what_rests_on_broken_settings_was_not_checked(project):
    (project.folder / "newsdraft.toml").write_text("nonsense = 1\n")
    found = states(project("doctor", "--json"))
    assert found["settings"] == "problem"
    assert found["key"] == found["database"] == "could not be checked"


def test_a_key_is_never_shown(project):
    env = {"OPENAI_API_KEY": "sk-not-to-be-seen", "NEWSDRAFT_WRITER": "model"}
    done = project("doctor", **env)
    assert "key: ok: set" in done.out
    assert "not-to-be-seen" not in done.out + done.err


def test_a_database_server_that_cannot_be_reached_is_a_problem_and_keeps_its_password(project):
    url = "postgresql://desk:pass-not-shown@127.0.0.1:9/news"
    done = project("doctor", "--json", NEWSDRAFT_DATABASE_URL=url)
    assert done.code == 3
    assert states(done)["database"] == "problem"
    assert "pass-not-shown" not in done.out + done.err


def test_a_folder_with_signs_of_addresses_in_its_name_is_looked_into(newsdraft):
    name = "50% of?what#here"
    assert newsdraft("init", name).code == 0
    (newsdraft.folder / name / "sources.yaml").write_text(
        "sources:\n  - name: Off\n    feed: https://example.org/feed\n    enabled: false\n"
    )
    newsdraft("run", "--project", name)
    done = newsdraft("doctor", "--project", name, "--json")
    assert done.code == 0, done.out
    assert "schema" in done.json["checks"][2]["found"]
