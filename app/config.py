"""Settings, read once from the environment. docs/deploy.md lists them for the operator."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy.engine import make_url

from app.core import engines

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Config:
    """One district's settings."""

    data_dir: Path
    database_url: str
    demo: bool = False
    https: bool = False
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    testing: bool = False

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> Self:
        """Read `env`; whatever is not named there takes the default of a single machine."""
        data_dir = Path(env.get("DATA_DIR") or ROOT / "var").resolve()
        return cls(
            data_dir=data_dir,
            database_url=_driver(env.get("DATABASE_URL") or f"sqlite:///{data_dir}/menhu.db"),
            demo=_yes(env.get("MENHU_DEMO")),
            https=_yes(env.get("MENHU_HTTPS")),
            trusted_hosts=tuple(filter(None, env.get("TRUSTED_HOSTS", "").split(","))),
            proxies=int(env.get("MENHU_PROXIES") or 0),
        )

    @property
    def cookie_prefix(self) -> str:
        """On https a cookie's name itself promises Secure, host-only, whole site (RFC 6265bis)."""
        return "__Host-" if self.https else ""

    def flask(self, secret: str) -> dict[str, Any]:
        """The same, in the words of Flask and its extensions."""
        return {
            "SECRET_KEY": secret,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": engines.options(make_url(self.database_url)),
            "SESSION_COOKIE_NAME": f"{self.cookie_prefix}menhu_form",
            "SESSION_COOKIE_SECURE": self.https,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "WTF_CSRF_CHECK_DEFAULT": False,  # the door checks, in its own order
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": False,  # the door compares Origin on every write itself
            "MAX_CONTENT_LENGTH": 6 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "TRUSTED_HOSTS": list(self.trusted_hosts) or None,
            "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
            "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "app" / "translations"),
            "TESTING": self.testing,
        }


def _driver(url: str) -> str:
    """Name the driver, so that the operator may write a plain postgresql:// url."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _yes(text: str | None) -> bool:
    return (text or "").lower() in {"1", "true", "yes", "on"}
