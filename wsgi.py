"""The server's door. Patching comes first: everything imported later must already be green."""

import os
import warnings

UNDER_FLASK = os.environ.get("FLASK_RUN_FROM_CLI") == "true"
"""The command line (flask cafe …) has Flask imported already, and needs no green threads, no sockets, no bell."""

# Upstream discourages eventlet with each import; it is our choice all the same (docs/dependencies.md).
warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

if not UNDER_FLASK:
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")  # we ask no name server; its library is an eighth of the start
    import eventlet

    eventlet.monkey_patch()

import sys

from cafe.app import create_app
from cafe.live.serve import serve
from cafe.logs import forgive
from cafe.settings import Settings
from cafe.store.migrate import TooNew, migrate
from cafe.web.welcome import welcome

if __name__ == "__main__":
    forgive()
    settings = Settings.from_env()
    try:
        migrate(settings.database_url)
    except TooNew as error:
        sys.exit(f"The data in {settings.database_url} are of a newer release ({error}). Please start that one.")
    app = create_app(settings)
    with app.app_context():
        sys.stdout.write(welcome(settings))
        sys.stdout.flush()
    serve(app, settings, app.extensions["cafe"].store.close)
else:
    app = create_app(Settings.from_env(), live=not UNDER_FLASK)
