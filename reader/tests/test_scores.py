"""The importer reaches its bars on the example documents with their expected results."""

from .scorer import f1_in_order, score_all


def test_every_example_document_is_read():
    scores = score_all()
    assert len(scores) == 5
    assert [(row.name, row.wrong, row.invented) for row in scores if not row.met or row.wrong] == []


def test_f1_counts_order():
    assert f1_in_order(["a", "b", "c"], ["a", "b", "c"]) == 1
    assert f1_in_order(["a", "b"], ["b", "a"]) == 0.5
    assert f1_in_order([], []) == 1
    assert f1_in_order(["a"], []) == 0
