"""The review desk: the drafts of a project in a browser. An extra (``newsdraft[desk]``)."""

from newsdraft.errors import ConfigError

try:
    import mdit_py_plugins
    import starlette
    import uvicorn
except ImportError as error:
    raise ConfigError(
        "the desk needs a web server, which is not installed", hint="pip install 'newsdraft[desk]'"
    ) from error

del mdit_py_plugins, starlette, uvicorn
