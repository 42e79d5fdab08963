"""Settings: layers, strictness, secrets, every problem at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsdraft.config import Settings, load_settings, settings_table
from newsdraft.errors import ConfigError

SECRET = "sk-not-to-be-seen-1234"


def problems(
    project: Path, flags: dict[str, object] | None = None, environ: dict[str, str] | None = None
) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_settings(project, flags or {}, environ or {})
    assert caught.value.exit_code == 2
    return list(caught.value.problems)


def test_defaults_need_no_file(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {}, {})
    assert settings.effective_writer == "extract"
    assert settings.database_url == f"sqlite:///{tmp_path.resolve()}/.newsdraft/state.db"
    assert settings.allow_private_hosts == ()
    assert settings.warnings == ()


def test_each_layer_overrules_the_next(tmp_path: Path) -> None:
    (tmp_path / "newsdraft.toml").write_text(
        'model = "toml"\njudge_model = "toml"\nsite_footer = "toml"\nmax_drafts = 1\n'
    )
    (tmp_path / ".env").write_text(
        "NEWSDRAFT_MODEL=dotenv\nNEWSDRAFT_JUDGE_MODEL='dotenv'\nNEWSDRAFT_MAX_DRAFTS=2\n"
    )
    settings = load_settings(
        tmp_path,
        {"max_drafts": 4, "site_footer": None},
        {"NEWSDRAFT_MODEL": "environment", "NEWSDRAFT_MAX_DRAFTS": "3"},
    )
    assert (settings.max_drafts, settings.model, settings.judge_model, settings.site_footer) == (
        4,
        "environment",
        "dotenv",
        "toml",
    )


def test_only_the_project_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere, project = tmp_path / "elsewhere", tmp_path / "project"
    elsewhere.mkdir()
    project.mkdir()
    (elsewhere / ".env").write_text("NEWSDRAFT_MODEL=wrong\n")
    (elsewhere / "newsdraft.toml").write_text('model = "wrong"\n')
    monkeypatch.chdir(elsewhere)
    assert load_settings(project, {}, {}).model != "wrong"


def test_the_process_environment_counts_when_none_is_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSDRAFT_SITE_FOOTER", "from the process")
    assert load_settings(tmp_path).site_footer == "from the process"


@pytest.mark.parametrize(
    ("environ", "writer"),
    [
        ({}, "extract"),
        ({"OPENAI_API_KEY": SECRET}, "model"),
        ({"OPENAI_API_KEY": ""}, "extract"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:8080/v1"}, "model"),
        ({"OPENAI_API_KEY": SECRET, "NEWSDRAFT_WRITER": "extract"}, "extract"),
        ({"NEWSDRAFT_WRITER": "local", "NEWSDRAFT_LOCAL_MODEL_PATH": "m.gguf"}, "local"),
    ],
)
def test_the_writer_follows_key_and_base_url(tmp_path: Path, environ: dict[str, str], writer: str) -> None:
    assert load_settings(tmp_path, {}, environ).effective_writer == writer


def test_every_problem_is_listed_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "newsdraft.toml").write_text(
        'modle = "x"\n\n# a comment\nmax_drafts = "3"\ntemperature = 5\n\n[limits]\nper_day = 3\n'
    )
    (tmp_path / ".env").write_text("\n# note\nNEWSDRAFT_POLL_WORKERS=many\nthis is no setting\n")
    found = problems(
        tmp_path, {"writer": "poet"}, {"NEWSDRAFT_MAX_COST_PER_DAY": "-2", "OPENAI_BASE_URL": "ftp://x"}
    )
    begins = [
        "newsdraft.toml:1: modle: unknown setting; did you mean 'model'?",
        "newsdraft.toml:4: max_drafts: ",
        "newsdraft.toml:5: temperature: ",
        "newsdraft.toml:7: limits: unknown setting",
        ".env:3: NEWSDRAFT_POLL_WORKERS: ",
        ".env:4: ",
        "environment: OPENAI_BASE_URL: ",
        "environment: NEWSDRAFT_MAX_COST_PER_DAY: ",
        "command line: --writer: ",
    ]
    assert len(found) == len(begins)
    assert all(any(problem.startswith(begin) for problem in found) for begin in begins), found


def test_a_file_that_is_no_toml_is_one_problem_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "newsdraft.toml").write_text('model = "a"\nsite_footer = no quotes\n')
    (found,) = problems(tmp_path)
    assert found.startswith("newsdraft.toml:2: ")


def test_files_that_are_no_text_are_problems_not_crashes(tmp_path: Path) -> None:
    (tmp_path / "newsdraft.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / ".env").mkdir()
    assert [problem.split(":")[0] for problem in problems(tmp_path)] == ["newsdraft.toml", ".env"]


def test_unknown_variables_are_warnings(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {}, {"NEWSDRAFT_MODLE": "x", "NEWSDRAFT_ZZZ": "y", "HOME": "/root"})
    assert settings.warnings == (
        "environment: NEWSDRAFT_MODLE: unknown setting, left alone; did you mean NEWSDRAFT_MODEL?",
        "environment: NEWSDRAFT_ZZZ: unknown setting, left alone",
    )


def test_a_key_in_the_settings_file_is_refused_without_being_shown(tmp_path: Path) -> None:
    (tmp_path / "newsdraft.toml").write_text(f'openai_api_key = "{SECRET}"\n')
    (found,) = problems(tmp_path)
    assert "OPENAI_API_KEY" in found
    assert SECRET not in found


def test_secrets_do_not_show(tmp_path: Path) -> None:
    settings = load_settings(
        tmp_path,
        {},
        {
            "OPENAI_API_KEY": SECRET,
            "OPENAI_BASE_URL": f"https://me:{SECRET}@models.example.org/v1",
            "NEWSDRAFT_DATABASE_URL": f"postgresql://desk:{SECRET}@db.example.org/news",
        },
    )
    everything = f"{settings!r} {settings!s} {settings.shown()}"
    assert SECRET not in everything
    assert settings.shown()["openai_api_key"] == "set (hidden)"
    assert settings.shown()["database_url"] == "postgresql://***@db.example.org/news"
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == SECRET


def test_secrets_do_not_show_in_problems(tmp_path: Path) -> None:
    environ = {
        "OPENAI_API_KEY": SECRET,
        "OPENAI_BASE_URL": f"htps://me:{SECRET}@models.example.org",
        "NEWSDRAFT_MAX_DRAFTS": "x",
    }
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path, {}, environ)
    shown = (
        f"{caught.value!s} {caught.value.problems} {caught.value.__cause__!r} {caught.value.__context__!r}"
    )
    assert SECRET not in shown


def test_relative_paths_start_at_the_project(tmp_path: Path) -> None:
    (tmp_path / "newsdraft.toml").write_text(
        'local_model_path = "models/a.gguf"\ndatabase_url = "sqlite:///data/x.db"\n'
    )
    settings = load_settings(tmp_path, {}, {})
    assert settings.local_model_path == tmp_path.resolve() / "models" / "a.gguf"
    assert settings.database_url == f"sqlite:///{tmp_path.resolve()}/data/x.db"


@pytest.mark.parametrize("url", ["sqlite:////var/lib/x.db", "sqlite:///:memory:", "postgresql://h/db"])
def test_other_database_addresses_are_left_alone(tmp_path: Path, url: str) -> None:
    assert load_settings(tmp_path, {}, {"NEWSDRAFT_DATABASE_URL": url}).database_url == url


def test_hosts_come_as_list_or_with_commas(tmp_path: Path) -> None:
    (tmp_path / "newsdraft.toml").write_text('allow_private_hosts = ["127.0.0.1", "intranet"]\n')
    assert load_settings(tmp_path, {}, {}).allow_private_hosts == ("127.0.0.1", "intranet")
    environ = {"NEWSDRAFT_ALLOW_PRIVATE_HOSTS": "127.0.0.1, ::1,"}
    assert load_settings(tmp_path, {}, environ).allow_private_hosts == ("127.0.0.1", "::1")
    assert problems(tmp_path, {}, {"NEWSDRAFT_ALLOW_PRIVATE_HOSTS": "http://127.0.0.1:80/"})


def test_settings_that_do_not_go_together(tmp_path: Path) -> None:
    found = problems(
        tmp_path, {"writer": "local", "first_byte_seconds": 30.0, "total_seconds": 5.0, "price_input": 1.0}
    )
    assert [problem.split(":")[0] for problem in found] == [
        "writer",
        "price_input and price_output",
        "first_byte_seconds",
    ]


def test_a_contact_cannot_break_a_header(tmp_path: Path) -> None:
    assert "desk@example.org" in load_settings(tmp_path, {"contact": "desk@example.org"}, {}).contact
    assert problems(tmp_path, {"contact": "x\r\nCookie: y"})


def test_a_flag_that_is_no_setting_is_a_problem(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {"max_draft": 3})
    assert "did you mean 'max_drafts'" in found


def test_every_setting_is_described() -> None:
    rows = settings_table()
    assert {key for key, *_ in rows} == set(Settings.model_fields) - {"project", "warnings"}
    assert all(description.endswith((".", ").")) for *_, description in rows)
    assert ("openai_api_key", "OPENAI_API_KEY") in [row[:2] for row in rows]
    assert ("max_drafts", "NEWSDRAFT_MAX_DRAFTS", "30") in [row[:3] for row in rows]
