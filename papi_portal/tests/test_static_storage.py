"""Published modules of JavaScript find each other by their hashed names."""

import re

from django.core.management import call_command


def test_a_module_imports_the_hashed_name_of_another(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "papi_portal.static_storage.ModuleStorage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    imports = {
        (file.name.split(".")[0], name)
        for file in tmp_path.glob("js/*.js")
        for name in re.findall(r'import[^;]*?"\./([\w.-]+)"', file.read_text())
    }
    assert {importer for importer, _ in imports} >= {"entry", "grid", "plan"}
    assert all((tmp_path / "js" / name).is_file() and re.fullmatch(r"\w+\.\w{12}\.js", name) for _, name in imports)
