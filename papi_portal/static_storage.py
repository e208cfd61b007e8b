"""How static files are published: by a name with their hash, also where one of our modules imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_, _IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Writes the hashed name of a module into the `import` of those that use it; the bare name is not published.

    Ours alone: files of others import by addresses that are not published.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", _IMPORTS))
