"""Menhu 门户, "gate and door": how a city district runs an epidemic lockdown from its people's own phones."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import extensions
from app.config import Config
from app.core import engines, keyfile, sealing
from app.operations import logs, startup


def create_app(config: Config | None = None) -> Flask:
    """The application for one district, with settings from `config` or the environment."""
    config = config or Config.from_environment()
    startup.refuse_settings(config)
    keys = keyfile.load(config.data_dir / "keys.json")
    sealing.install(keys.ring)
    app = Flask(__name__)
    app.config.from_mapping(config.flask(keys.secret), MENHU=config)
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, config.proxies, config.proxies)  # type: ignore[method-assign]
    logs.init_logs(app)
    init_extensions(app)
    init_web(app)
    startup.refuse_unsafe(app)
    return app


def init_extensions(app: Flask) -> None:
    """Bind the extensions, and teach the database engine its manners."""
    from app.web.language import choose_locale

    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db, directory="migrations")
    extensions.login.init_app(app, add_context_processor=False)
    extensions.csrf.init_app(app)
    extensions.babel.init_app(app, locale_selector=choose_locale)
    with app.app_context():
        engines.prepare(extensions.db.engine)


def init_web(app: Flask) -> None:
    """Register every domain, then refuse to start if a view wears no door."""
    from app import cli
    from app.web import door, errors, headers, templating

    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    errors.init_errors(app)
    headers.init_headers(app)
    templating.init_templating(app)
    cli.init_cli(app)
    door.doors(app)


def blueprints() -> list:  # type: ignore[type-arg]
    """The table of contents."""
    from app import gates, places, setup, signin, territory, today
    from app.web import health

    return [health.bp, setup.bp, signin.bp, today.bp, territory.bp, places.bp, gates.bp]
