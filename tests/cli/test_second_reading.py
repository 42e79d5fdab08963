"""The second reading and the repair, from the command line, against an endpoint on loopback."""

import json

import pytest

from endpoint import all_supported, answer, model_endpoint, post_from, sentences_in, verdict

PAGE = "quayside-stomach-trial"
WRONG = "In the trial, 777 people took part."


@pytest.fixture
def endpoint(project):
    with model_endpoint() as asked:
        project.env.update(OPENAI_BASE_URL=asked.url, OPENAI_API_KEY="sk-test", NEWSDRAFT_MODEL="test-model")
        yield asked


def shown(project, samples):
    done = project("draft", f"{samples}/news/{PAGE}.html", "--json")
    assert done.code == 0, done.err
    return project("show", done.json["draft"]["id"], "--json").json


def claims(draft):
    return [claim for section in draft["sections"] for claim in section["claims"]]


def rules(draft):
    return [finding["rule"] for finding in draft["findings"]]


def lead_with(text, passages=("S1.1",)):
    """The usual post with one more sentence in its lead."""

    def write(prompt):
        post = post_from(prompt)
        sentence = {"text": text, "passages": list(passages), "basis": "passages"}
        post["lead"][0]["sentences"].append(sentence)
        return post

    return write


def mending(text, passages=("S1.1",), action="rewrite"):
    """An answer that gives ``text`` for every sentence that failed."""

    def repair(prompt):
        numbers = [line.split('"')[1] for line in prompt.splitlines() if line.startswith("<failed number=")]
        answer = {"action": action, "text": text, "passages": list(passages), "basis": "passages"}
        return {"answers": [{"number": number, **answer} for number in numbers]}

    return repair


# --- the judge -------------------------------------------------------------------------------------------


def test_each_sentence_shows_two_opinions_that_are_kept_apart(project, endpoint, samples):
    def judge(prompt):
        numbers = [number for number, _ in sentences_in(prompt)]
        said = ["contradicted", "partly", "not in source", *["supported"] * len(numbers)]
        answers = [
            verdict(n, v, "S1.2", "The groups changed places.") for n, v in zip(numbers, said, strict=False)
        ]
        return {**all_supported(prompt), "answers": answers}

    endpoint.judge = judge
    draft = shown(project, samples)
    assert [claim["judged"] for claim in claims(draft)][:4] == [
        "contradicted",
        "partly",
        "not in source",
        "supported",
    ]
    assert claims(draft)[0]["judged_passage"] == "S1.2"
    found = {f["rule"]: f for f in draft["findings"] if f["rule"].startswith("judge-")}
    assert {rule: f["severity"] for rule, f in found.items()} == {
        "judge-contradicted": "block", "judge-partly": "minor", "judge-not-in-source": "major",
    }  # fmt: skip
    assert "The groups changed places" in found["judge-contradicted"]["message"]
    assert found["judge-contradicted"]["evidence"]
    text = (project.folder / draft["path"]).read_text()
    assert "**Second reading:** by the model test-model" in text
    assert "1 contradicted" in text
    refused = project("approve", draft["id"], "--by", "Maria Ruiz")
    assert refused.code == 1
    assert "judge-contradicted" in refused.err


def test_a_judge_that_agrees_clears_no_block(project, endpoint, samples):
    endpoint.write = lead_with(WRONG)
    draft = shown(project, samples)
    wrong = next(claim for claim in claims(draft) if claim["text"] == WRONG)
    assert (wrong["verdict"], wrong["judged"]) == ("block", "supported")


@pytest.mark.parametrize(
    "answer",
    [
        "This looks fine to me.",
        {"verdicts": "all good"},
        {"answers": []},
        {"answers": [{"claim": "c1"}, "c2", None, {"claim": 3, "verdict": "supported"}]},
        {"answers": [verdict("c999", "supported"), verdict("", "supported"), verdict("c1", "probably")]},
    ],
    ids=["words", "another shape", "nothing", "half answers", "other numbers"],
)
def test_what_cannot_be_read_is_unscored_and_never_a_pass(project, endpoint, samples, answer):
    endpoint.judge = lambda prompt: answer
    draft = shown(project, samples)
    assert {claim["judged"] for claim in claims(draft)} == {"unscored"}
    unscored = next(f for f in draft["findings"] if f["rule"] == "judge-unscored")
    assert unscored["severity"] == "major"


def test_two_answers_that_differ_are_none(project, endpoint, samples):
    def judge(prompt):
        return {"answers": [*all_supported(prompt)["answers"], verdict("c1", "contradicted")]}

    endpoint.judge = judge
    draft = shown(project, samples)
    assert [claim["judged"] for claim in claims(draft)[:2]] == ["unscored", "supported"]
    unscored = next(f for f in draft["findings"] if f["rule"] == "judge-unscored")
    assert unscored["severity"] == "minor"
    assert unscored["message"].startswith("1 of ")


def test_a_judge_that_breaks_off_costs_no_draft(project, endpoint, samples):
    def judge(prompt):
        raise ConnectionAbortedError  # the handler ends without an answer

    endpoint.judge = judge
    project.env["NEWSDRAFT_MODEL_RETRY_SECONDS"] = "0"
    draft = shown(project, samples)
    unscored = next(f for f in draft["findings"] if f["rule"] == "judge-unscored")
    assert "it was not done" in unscored["message"]


def test_the_judge_sees_sentences_and_passages_and_may_be_another_model(project, endpoint, samples):
    project.env["NEWSDRAFT_JUDGE_MODEL"] = "second-model"
    shown(project, samples)
    [asked] = endpoint.of("WireJudging")
    assert asked["model"] == "second-model"
    assert endpoint.of("WirePost")[0]["model"] == "test-model"
    assert "[S1.1]" in asked["messages"][1]["content"]
    assert "You write for a small site" not in asked["messages"][0]["content"]


def test_an_edited_sentence_loses_its_verdict_until_it_is_judged_again(project, endpoint, samples):
    draft = shown(project, samples)
    path = project.folder / draft["path"]
    first = claims(draft)[0]["text"]
    path.write_text(path.read_text().replace(first, "People with stomach cancer took part in a trial."))
    edited = project("show", draft["id"], "--json").json
    judged = [claim["judged"] for claim in claims(edited)]
    assert judged.count("unscored") == 1
    assert "judge-unscored" in rules(edited)
    before = path.read_text().split("<!-- /newsdraft:review -->")[1]
    assert project("judge", draft["id"]).code == 0
    assert len(sentences_in(endpoint.of("WireJudging")[-1]["messages"][1]["content"])) == 1
    again = project("show", draft["id"], "--json").json
    assert {claim["judged"] for claim in claims(again)} == {"supported"}
    assert "judge-unscored" not in rules(again)
    assert path.read_text().split("<!-- /newsdraft:review -->")[1] == before
    assert again["version"] == edited["version"]
    assert again["history"][-1]["kind"] == "reread"


def test_there_is_nothing_to_judge_twice_and_nobody_without_a_key(project, endpoint, samples):
    draft = shown(project, samples)
    done = project("judge", draft["id"])
    assert done.code == 1
    assert "every sentence of it has a verdict" in done.err
    done = project("judge", draft["id"], NEWSDRAFT_JUDGE="false")
    assert "judge = true" in done.err


# --- the questions of the desk ---------------------------------------------------------------------------


def test_the_judge_answers_the_questions_of_the_desk_on_the_whole_post(project, endpoint, samples):
    def judge(prompt):
        said = all_supported(prompt)
        said["questions"][2] = answer("harms", "not satisfactory", "absent", "No side effect is named.")
        said["questions"][0] = answer("costs", "not applicable", "absent")
        return said

    endpoint.judge = judge
    draft = shown(project, samples)
    met = {each["question"]: each["met"] for each in draft["appraisals"]}
    assert len(met) == 13
    assert (met["costs"], met["harms"], met["evidence"]) == (
        "not applicable",
        "not satisfactory",
        "satisfactory",
    )
    [found] = [f for f in draft["findings"] if f["rule"] == "judge-question"]
    assert found["severity"] == "major"
    assert found["message"].startswith("Does the post say what harm it can do?")
    assert "No side effect is named" in found["message"]
    text = (project.folder / draft["path"]).read_text()
    assert "**Questions of the desk:** 11 satisfactory, 1 not satisfactory, 1 not applicable." in text


@pytest.mark.parametrize(
    "given",
    [
        [],
        [{"question": "harms"}, "costs", None],
        [answer("harms", "probably"), answer("of-nobody")],
        [answer("harms"), answer("harms", "not satisfactory")],
    ],
    ids=["none", "half answers", "other words", "two that differ"],
)
def test_a_question_without_a_readable_answer_is_unscored(project, endpoint, samples, given):
    endpoint.judge = lambda prompt: {**all_supported(prompt), "questions": given}
    draft = shown(project, samples)
    assert {each["met"] for each in draft["appraisals"]} == {"unscored"}
    [found] = [f for f in draft["findings"] if f["rule"] == "judge-question-unscored"]
    assert "harms" in found["message"]


def test_answers_hold_while_most_of_the_post_stands(project, endpoint, samples):
    draft = shown(project, samples)
    path = project.folder / draft["path"]
    sentences = [claim["text"] for claim in claims(draft)]
    path.write_text(
        path.read_text().replace(sentences[0], "People with stomach cancer took part in a trial.")
    )
    assert len(project("show", draft["id"], "--json").json["appraisals"]) == 13
    text = path.read_text()
    for number, sentence in enumerate(sentences[1:5]):
        text = text.replace(sentence, f"Another thing, number {number}, was told.")
    path.write_text(text)
    edited = project("show", draft["id"], "--json").json
    assert edited["appraisals"] == []
    assert "judge-question-unscored" in rules(edited)
    assert project("judge", draft["id"]).code == 0
    asked = endpoint.of("WireJudging")[-1]["messages"][1]["content"]
    assert len(sentences_in(asked)) == 5
    assert sentences[-1] in asked.split("# Questions on the whole post")[1]
    again = project("show", draft["id"], "--json").json
    assert len(again["appraisals"]) == 13
    assert "judge-question-unscored" not in rules(again)


def test_a_project_without_the_questions_is_judged_all_the_same(project, endpoint, samples):
    (project.folder / "prompts" / "questions.yaml").unlink()
    draft = shown(project, samples)
    assert draft["appraisals"] == []
    assert {claim["judged"] for claim in claims(draft)} == {"supported"}
    assert not [rule for rule in rules(draft) if rule.startswith("judge-question")]


# --- the repair ------------------------------------------------------------------------------------------


def test_a_sentence_that_fails_is_written_anew_once(project, endpoint, samples):
    endpoint.write, endpoint.repair = (
        lead_with(WRONG),
        mending("People with stomach cancer took part in a trial."),
    )
    draft = shown(project, samples)
    texts = [claim["text"] for claim in claims(draft)]
    assert WRONG not in texts
    assert "People with stomach cancer took part in a trial." in texts
    [asked] = endpoint.of("WireRepair")
    prompt = asked["messages"][1]["content"]
    assert "“777" in prompt
    assert asked["messages"][0] == endpoint.of("WirePost")[0]["messages"][0]
    mended = next(claim for claim in claims(draft) if claim["text"].startswith("People with stomach"))
    assert mended["judged"] == "unscored"
    assert any("written anew or struck" in notice for notice in draft["notices"])


def test_a_sentence_that_is_carried_in_part_is_written_anew_too(project, endpoint, samples):
    def judge(prompt):
        answers = [verdict(number, "supported") for number, _ in sentences_in(prompt)]
        answers[0] = verdict("c1", "partly", "S1.1", "No passage says how many.")
        return {"answers": answers}

    endpoint.judge = judge
    endpoint.repair = mending("People with stomach cancer took part in a trial.")
    draft = shown(project, samples)
    [asked] = endpoint.of("WireRepair")
    assert '<failed number="c1">' in asked["messages"][1]["content"]
    assert "No passage says how many" in asked["messages"][1]["content"]
    assert claims(draft)[0]["text"] == "People with stomach cancer took part in a trial."


def test_a_repair_that_is_worse_is_left_out(project, endpoint, samples):
    endpoint.write = lead_with(WRONG)
    endpoint.repair = mending("All 777 people were cured by 999 doses of examplumab.", passages=["S9.9"])
    draft = shown(project, samples)
    texts = [claim["text"] for claim in claims(draft)]
    assert WRONG in texts
    assert not any("examplumab" in text for text in texts)
    assert next(claim for claim in claims(draft) if claim["text"] == WRONG)["verdict"] == "block"


def test_a_strike_takes_the_sentence_and_never_a_whole_section(project, endpoint, samples):
    endpoint.write, strike = lead_with(WRONG), mending("", action="strike")
    # The first sentence of the lead fails too; struck first, it would leave the wrong one as the lead's only one.
    endpoint.repair = lambda prompt: {
        "answers": [a for a in strike(prompt)["answers"] if a["number"] != "c1"]
    }
    draft = shown(project, samples)
    assert WRONG not in [claim["text"] for claim in claims(draft)]
    assert all(section["claims"] for section in draft["sections"])
    assert "section-missing" not in rules(draft)


@pytest.mark.parametrize("answer", ["no", {"answers": "x"}, {"answers": [{"number": "c1"}]}])
def test_an_unusable_repair_leaves_the_post_and_says_so(project, endpoint, samples, answer):
    endpoint.write, endpoint.repair = lead_with(WRONG), lambda prompt: answer
    draft = shown(project, samples)
    assert WRONG in [claim["text"] for claim in claims(draft)]
    assert any("repair" in notice.lower() for notice in draft["notices"])


def test_both_can_be_switched_off(project, endpoint, samples):
    project.env.update(NEWSDRAFT_JUDGE="false", NEWSDRAFT_REPAIR="false")
    endpoint.write = lead_with(WRONG)
    draft = shown(project, samples)
    assert len(endpoint.requests) == 1
    assert not [rule for rule in rules(draft) if rule.startswith("judge-")]


def test_a_project_of_before_their_time_drafts_and_says_what_is_missing(project, endpoint, samples):
    for name in ("judge", "judge_claims", "repair"):
        (project.folder / "prompts" / f"{name}.md.j2").unlink()
    endpoint.write = lead_with(WRONG)
    draft = shown(project, samples)
    assert any("prompts/repair.md.j2 is missing" in notice for notice in draft["notices"])
    assert any("prompts/judge.md.j2" in f["message"] for f in draft["findings"])


def test_after_a_crash_no_answer_is_paid_for_twice(project, endpoint, samples):
    endpoint.write, endpoint.repair = (
        lead_with(WRONG),
        mending("People with stomach cancer took part in a trial."),
    )
    draft = shown(project, samples)
    calls = len(endpoint.requests)
    for kept in (project.folder / ".newsdraft").glob("state.db*"):
        kept.unlink()
    (project.folder / draft["path"]).unlink()
    shown_again = project("draft", f"{samples}/news/{PAGE}.html", "--json")
    assert shown_again.code == 0
    assert len(endpoint.requests) == calls


def test_a_redraft_asks_the_judge_about_new_sentences_only(project, endpoint, samples):
    draft = shown(project, samples)
    endpoint.write = lead_with("People with stomach cancer took part.")
    assert project("redraft", draft["id"], "--note", "Say who took part.").code == 0
    asked = sentences_in(endpoint.of("WireJudging")[-1]["messages"][1]["content"])
    assert [text for _, text in asked] == ["People with stomach cancer took part."]
    again = project("show", draft["id"], "--json").json
    kept = {claim["id"]: claim["text"] for claim in claims(draft)}
    assert sum(kept.get(claim["id"]) == claim["text"] for claim in claims(again)) == len(kept)
    assert json.dumps(again["spending"])
