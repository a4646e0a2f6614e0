"""What every answer carries (OWASP secure headers; no inline code at all, since cached pages have no nonce)."""

from flask import Flask, Response, request

CSP = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
FIXED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_headers(app: Flask) -> None:
    """Attach the headers to every answer of `app`."""
    https = app.config["MENHU"].https

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(FIXED)
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=63072000"
        if request.endpoint == "static":
            hashed = "v" in request.args
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
