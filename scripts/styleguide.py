"""All parts of the pages on one page, for looking at while changing them: /guide/phone, …/console, …/screen.

python -m scripts.styleguide 5910
"""

import sys

from flask import Flask, abort, render_template

from cafe import i18n
from cafe.web import assets

AUDIENCES = ("phone", "console", "screen")


def create_app() -> Flask:
    """A little server that knows the style guide and nothing of cafés."""
    app = Flask("styleguide", template_folder="../templates", root_path=__file__.rpartition("/")[0], static_folder=None)
    app.debug = True
    i18n.init(app)
    assets.install(app)
    app.jinja_env.globals["csrf_token"] = str
    app.add_url_rule("/guide/<audience>", view_func=show)
    return app


def show(audience: str) -> str:
    """The guide as one audience sees it."""
    if audience not in AUDIENCES:
        abort(404)
    return render_template("styleguide.html", layout=f"layouts/{audience}.html")


if __name__ == "__main__":
    create_app().run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 5910, use_reloader=False)
