"""A desk's own weights: what rules.toml may change, what it may not, and what its mistakes are called."""

import re
import tomllib

import pytest

from newsdraft.app.policies import load_policy, rules_in_force, rules_text
from newsdraft.checking import RULES, THRESHOLDS, Policy, check_claim
from newsdraft.errors import ConfigError
from newsdraft.model import Severity
from newsdraft.project import starter

PASSAGES = ["In the trial, 412 adults took the drug for 12 weeks."]


@pytest.fixture
def policy_of(tmp_path):
    def load(text):
        (tmp_path / "rules.toml").write_text(text)
        return load_policy(tmp_path)

    return load


def weighed(policy, text="The drug was taken by 999 adults."):
    return {found.rule: found.severity for found in policy.weighed(check_claim(text, PASSAGES))}


def test_without_a_file_all_is_as_usual(tmp_path):
    assert load_policy(tmp_path) == Policy()
    assert weighed(Policy())["number-not-in-passages"] is Severity.BLOCK


def test_a_rule_weighs_what_the_desk_says(policy_of):
    policy = policy_of('[rules.number-not-in-passages]\nseverity = "minor"\n')
    assert weighed(policy)["number-not-in-passages"] is Severity.MINOR


def test_a_rule_that_is_off_finds_nothing(policy_of):
    policy = policy_of('[rules.number-not-in-passages]\nseverity = "off"\n')
    assert "number-not-in-passages" not in weighed(policy)


def test_what_was_found_milder_than_usual_does_not_get_heavier(policy_of):
    claim = "Two of the adults were nurses."
    mild = weighed(Policy(), claim)["number-not-in-passages"]
    assert mild is not Severity.BLOCK
    assert weighed(policy_of('[rules.number-not-in-passages]\nseverity = "block"\n'), claim) == weighed(
        Policy(), claim
    )
    assert (
        weighed(policy_of('[rules.number-not-in-passages]\nseverity = "minor"\n'), claim)[
            "number-not-in-passages"
        ]
        is Severity.MINOR
    )


def test_a_threshold_is_the_desks(policy_of):
    policy = policy_of("[thresholds]\nreading_grade_aim = 6\n")
    assert policy.limit("reading_grade_aim") == 6
    assert policy.limit("reading_grade_limit") == THRESHOLDS["reading_grade_limit"].usual


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[rules.number-not-in-passage]\nseverity = "minor"', "rules.number-not-in-passage: there is no such rule"),
        ('[rules.copied-text]\nseverity = "fatal"', "severity is block, major, minor or off (it is 'fatal')"),
        ('\n\n[rules.copied-text]\nweight = 3', "rules.toml:3: rules.copied-text: takes one key"),
        ('[rules.claim-uncited]\nseverity = "off"', "holds a promise of newsdraft and cannot weigh less than block"),
        ("[thresholds]\nopening_words = 1", "rules.toml:2: thresholds.opening_words: is a number of 10 or more"),
        ("[thresholds]\nopening_words = nan", "is a number of 10 or more"),
        ("[thresholds]\nopening_word = 30", "did you mean 'opening_words'?"),
        ("[threshold]\nopening_words = 30", "only the tables rules and thresholds belong here"),
        ("rules = 3", "rules: must be a table"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(policy_of, text, said):
    with pytest.raises(ConfigError) as error:
        policy_of(text)
    assert said in str(error.value)


def test_every_mistake_is_told_at_once(policy_of):
    with pytest.raises(ConfigError) as error:
        policy_of('[rules.a]\nseverity = "off"\n[rules.b]\nseverity = "off"\n')
    assert len(error.value.problems) == 2


def test_what_is_no_toml_says_where(policy_of):
    with pytest.raises(ConfigError, match="line 2"):
        policy_of("[thresholds]\nopening_words = = 3")


def test_a_table_that_decides_nothing_may_name_a_rule_of_another_version(policy_of):
    assert policy_of("[rules.of-another-time]\n") == Policy()


def test_the_file_of_a_new_project_is_what_the_code_says():
    shipped = (starter() / "rules.toml").read_text()
    assert shipped == rules_text()
    assert set(tomllib.loads(shipped)["rules"]) == set(RULES)


def test_its_comments_are_ready_to_be_used(policy_of):
    settable = re.compile(rf"# (severity = |(?:{'|'.join(THRESHOLDS)}) = )")
    set_by_hand = "\n".join(settable.sub(r"\1", line) for line in rules_text().splitlines())
    policy = policy_of(set_by_hand)
    assert not policy.changed
    assert dict(policy.limits) == {name: each.usual for name, each in THRESHOLDS.items()}


def test_what_is_in_force_is_shown(tmp_path):
    (tmp_path / "rules.toml").write_text('[rules.copied-text]\nseverity = "off"\n')
    rules, _ = rules_in_force(tmp_path)
    assert {rule.id: rule.severity for rule in rules}["copied-text"] == "off"
    assert len(rules) == len(RULES)
