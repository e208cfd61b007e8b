"""Only the named browser files are published, from their place in node_modules."""

from pathlib import Path

from django.contrib.staticfiles import finders

from papi_portal.static_finder import FILES, NodeModulesFinder


def test_lists_exactly_the_named_files_and_each_opens():
    listed = list(NodeModulesFinder().list([]))
    assert [address for address, _ in listed] == list(FILES)
    for address, storage in listed:
        with storage.open(address) as file:
            assert file.read(1)


def test_finds_a_named_file_and_nothing_beside_it():
    found = finders.find("vendor/bootstrap/bootstrap.min.css")
    assert found.endswith("node_modules/bootstrap/dist/css/bootstrap.min.css")
    assert finders.find("vendor/bootstrap/bootstrap.rtl.css") is None


def test_a_file_names_no_source_map_that_is_not_published():
    finder = NodeModulesFinder()
    for address in (name for name in FILES if name.endswith((".css", ".js"))):
        text = Path(finder.find(address)).read_text(encoding="utf-8")
        if "sourceMappingURL=" in text:
            assert f"{address}.map" in FILES
